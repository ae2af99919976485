"""The review page: the machine's reading checked by a person (A12)."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may, require
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.forms import FactForm, TextForm
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.rules.corrections import ADDED
from zhuanban.plan.campaigns.rules.facts import KINDS, fields_of
from zhuanban.plan.campaigns.selectors.items import Item, item_for, item_id
from zhuanban.plan.campaigns.selectors.plan import campaign_for, clauses_of, version_of
from zhuanban.plan.campaigns.selectors.prefill import values_from
from zhuanban.plan.campaigns.selectors.review import review_of, unit_names
from zhuanban.plan.campaigns.services import Choice, correct_fact, correct_text, place_fact
from zhuanban.plan.campaigns.views.answering import Told, afresh, answer, is_part, named_in, refuse

LONGEST_PLACE = 9  # digits of a place in a text


@require_safe
def page(request: HttpRequest, campaign: str) -> HttpResponse:
    """The text on the left with every fact marked, the facts on the right."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    context = {
        "campaign": action,
        "review": review_of(action),
        "may_correct": action.state != "closed" and may(user, "campaign.correct", action),
        "may_start": action.state == "draft" and may(user, "campaign.start", action),
        "kinds": [kind for kind in KINDS.values() if kind.may_add],
    }
    return render(request, "campaigns/review.html", context)


def fact(request: HttpRequest, campaign: str) -> HttpResponse:
    """Correct, remove or add one fact: within the page where there is htmx, else on a page of its own."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.correct", action)
    kind, anchor = named_in(request, action)
    item = _item(action, kind, anchor)
    choice = choice_in(request)
    form = _form(request, action, kind, anchor, item, choice)
    given: dict[str, Any] = {"by": user, "campaign": action, "fact_kind": kind, "anchor": anchor}
    given |= {"seen": request.POST.get("seen", ""), "choice": choice}
    if "delete" in request.POST:
        given["value"] = None
    if done := form.run(correct_fact, **given):
        words = "已删除，按 u 可以撤销。" if done.value is None else "已保存，方案里的相应内容已更新。"
        is_added = anchor == ADDED
        is_text_changed = bool(done.chosen_words)
        told = Told(words, [(kind, done.anchor)], is_added=is_added, is_text_changed=is_text_changed)
        return answer(request, action, told)
    context = {
        "campaign": action, "kind": KINDS[kind], "item": item, "form": form, "units": unit_names(action),
        "address": _address(action, kind, anchor), "may_correct": True, "choice": choice,
        "seen": request.POST.get("seen") or request.GET.get("seen") or (item.seen if item else ""),
    }  # fmt: skip
    part = is_part(request)
    template = "campaigns/_fact_form.html" if part else "campaigns/fact.html"
    return render(request, template, context, status=422 if form.is_bound and not part else 200)


@require_POST
def place(request: HttpRequest, campaign: str) -> HttpResponse:
    """Say which selected words a fact is read from."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.correct", action)
    (kind, anchor), seen, choice = named_in(request, action), request.GET.get("seen", ""), choice_in(request)
    try:
        if choice is None:
            raise Invalid("请先在原文里选择词句。")
        place_fact(by=user, campaign=action, fact_kind=kind, anchor=anchor, seen=seen, choice=choice)
    except Invalid as error:
        return refuse(request, action, error)
    return answer(request, action, Told("出处已改到选定的词句。", [(kind, anchor)], is_text_changed=True))


def text(request: HttpRequest, campaign: str) -> HttpResponse:
    """Set right selected words that were read wrongly; all facts are read again."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.correct", action)
    choice = choice_in(request)
    if choice is None:
        return refuse(request, action, Invalid("请先在原文里选择词句。"))
    form = TextForm(request.POST if request.method == "POST" else None, initial={"now": choice.words})
    if form.run(correct_text, by=user, campaign=action, choice=choice):
        return afresh(request, action, "文字已更正，事实已重新读出，原来的更正和核对都已带过来。")
    part = is_part(request)
    context = {"campaign": action, "form": form, "choice": choice, "address": request.path}
    template = "campaigns/_text_form.html" if part else "campaigns/text.html"
    return render(request, template, context, status=422 if form.is_bound and not part else 200)


def choice_in(request: HttpRequest) -> Choice | None:
    """The words that the person selected, as sent; None where none were."""
    sent = request.POST if request.method == "POST" else request.GET
    start, end = (_place(sent.get(name, "")) for name in ("start", "end"))
    if start is None or end is None:
        return None
    # Browsers send line ends as two characters.
    return Choice(start, end, sent.get("words", "").replace("\r\n", "\n"))


def _place(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) <= LONGEST_PLACE else None


def _item(action: Campaign, kind: str, anchor: str) -> Item | None:
    item = item_for(action, kind, anchor) if kind in KINDS else None
    is_new = anchor == ADDED and kind in KINDS and KINDS[kind].may_add
    if item is None and not is_new:
        raise Http404
    return item


def _form(
    request: HttpRequest, action: Campaign, kind: str, anchor: str, item: Item | None, choice: Choice | None
) -> FactForm:
    fields = fields_of(kind, anchor)
    clauses = []
    if any(field.sort == "clause" for field in fields):
        texts = [(clause.key, clause.current) for clause in clauses_of(action)]
        clauses = [(key, f"{text.marker}{text.title}"[:40]) for key, text in texts if text]
    values = item.fact.values if item else {}
    version = version_of(action) if choice and item is None and request.method != "POST" else None
    if choice and version and 0 <= choice.start < choice.end <= len(version.text):
        values = values_from(version, kind, choice.start, choice.end)
    form = FactForm(fields, clauses, values, request.POST if request.method == "POST" else None)
    # Several forms may be open at once on the page.
    form.auto_id = f"{item_id(kind, anchor)}-%s"
    return form


def _address(action: Campaign, kind: str, anchor: str) -> str:
    return f"{reverse('campaigns:fact', args=[action.slug])}?{urlencode({'kind': kind, 'anchor': anchor})}"
