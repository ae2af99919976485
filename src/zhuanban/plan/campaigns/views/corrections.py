"""The list of corrections, undoing and redoing them, and those that found no fact in a new text."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import may, require
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.forms import AttachForm
from zhuanban.plan.campaigns.models import Campaign, Correction
from zhuanban.plan.campaigns.rules.corrections import ADDED
from zhuanban.plan.campaigns.selectors.corrections import (
    LISTED,
    change_words,
    changes_of,
    choices_for,
    last_correction,
    last_undone,
)
from zhuanban.plan.campaigns.selectors.plan import campaign_for
from zhuanban.plan.campaigns.selectors.review import correction_for
from zhuanban.plan.campaigns.services import attach_correction, redo_correction, redo_text, undo_correction, undo_text
from zhuanban.plan.campaigns.views.answering import Told, afresh, answer, refuse


@require_safe
def listed(request: HttpRequest, campaign: str) -> HttpResponse:
    """Who changed what, when, from what into what."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    context = {
        "campaign": action,
        "changes": changes_of(action),
        "most": LISTED,
        "may_correct": action.state != "closed" and may(user, "campaign.correct", action),
    }
    return render(request, "campaigns/corrections.html", context)


@require_POST
def undo(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Take a correction back."""
    user, action = cast(User, request.user), campaign_for(cast(User, request.user), campaign)
    return _undo(request, action, user, _correction(action, pk))


@require_POST
def redo(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Let a correction hold again."""
    user, action = cast(User, request.user), campaign_for(cast(User, request.user), campaign)
    return _redo(request, action, user, _correction(action, pk))


@require_POST
def undo_last(request: HttpRequest, campaign: str) -> HttpResponse:
    """Take back one's own last correction; those of others are undone in the list."""
    user, action = cast(User, request.user), campaign_for(cast(User, request.user), campaign)
    require(user, "campaign.correct", action)
    correction = last_correction(user, action)
    if correction is None:
        return refuse(request, action, Invalid("您在这里没有可以撤销的更正；别人的更正在更正记录里撤销。"))
    return _undo(request, action, user, correction)


@require_POST
def redo_last(request: HttpRequest, campaign: str) -> HttpResponse:
    """Let hold again what one took back last."""
    user, action = cast(User, request.user), campaign_for(cast(User, request.user), campaign)
    require(user, "campaign.correct", action)
    correction = last_undone(user, action)
    if correction is None:
        return refuse(request, action, Invalid("您在这里没有撤销过的更正。"))
    return _redo(request, action, user, correction)


def attach(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Say where a correction belongs that found no fact in the new text."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    require(user, "campaign.correct", action)
    correction = _correction(action, pk)
    choices = choices_for(action, correction)
    form = AttachForm(choices, request.POST if request.method == "POST" else None)
    if done := form.run(attach_correction, by=user, correction=correction):
        return answer(request, action, Told("更正已归到选定的地方。", [(done.fact_kind, done.anchor)]))
    context = {"campaign": action, "correction": correction, "form": form, "choices": choices}
    context["new"] = change_words(correction)
    return render(request, "campaigns/attach.html", context, status=422 if form.is_bound else 200)


def _correction(action: Campaign, pk: int) -> Correction:
    correction = correction_for(action, pk)
    if correction is None:
        raise Http404
    return correction


def _undo(request: HttpRequest, action: Campaign, user: User, correction: Correction) -> HttpResponse:
    is_text = correction.fact_kind == "text"
    try:
        (undo_text if is_text else undo_correction)(by=user, correction=correction)
    except Invalid as error:
        return refuse(request, action, error)
    words = f"已撤销对“{correction.old_words[:30] or '补充的内容'}”的更正，可以恢复。"
    if is_text:
        return afresh(request, action, words)
    return answer(request, action, _told(correction, words))


def _redo(request: HttpRequest, action: Campaign, user: User, correction: Correction) -> HttpResponse:
    is_text = correction.fact_kind == "text"
    try:
        (redo_text if is_text else redo_correction)(by=user, correction=correction)
    except Invalid as error:
        return refuse(request, action, error)
    is_added = correction.anchor.startswith(ADDED) and not correction.old_words
    words = f"已恢复对“{correction.old_words[:30] or '补充的内容'}”的更正。"
    if is_text:
        return afresh(request, action, words)
    return answer(request, action, _told(correction, words, is_added=is_added))


def _told(correction: Correction, words: str, *, is_added: bool = False) -> Told:
    name = (correction.fact_kind, correction.anchor)
    return Told(words, [name], is_text_changed=bool(correction.chosen_words), is_added=is_added)
