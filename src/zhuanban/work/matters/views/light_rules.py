"""The rules of lights with their examples; the office edits them, sees what changes, and publishes."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zhuanban.ground.core.permits import may
from zhuanban.ground.core.previews import Preview
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.selectors import campaign_for
from zhuanban.work.matters.forms.light_rules import LightRulesForm
from zhuanban.work.matters.rules.lights import FIGURES, light_rules
from zhuanban.work.matters.selectors.light_rules import light_versions, preview_of, text_in_force
from zhuanban.work.matters.services.light_rules import publish_light_rules


@require_http_methods(["GET", "HEAD", "POST"])
def lights(request: HttpRequest, campaign: str) -> HttpResponse:
    """The rules in force; a changed text is previewed, then published with the preview's mark."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    may_publish = may(user, "light.publish", action)
    if request.method == "POST" and not may_publish:
        raise Http404
    text = text_in_force(action.pk)
    form = LightRulesForm(request.POST or None, initial={"text": text})
    preview, mark, why = None, "", ""
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        preview = preview_of(action, said["text"])
        shown = Preview("matters.lights", user.pk, [action.pk, said["text"]], preview.changes)
        mark = shown.mark
        sent = request.POST.get("previewed", "")
        why = shown.why_not(sent) if sent else ""
        if sent and not why:
            version = form.run(publish_light_rules, by=user, campaign=action)
            if version is not None:
                messages.success(request, f"已发布第 {version.number} 版，几分钟内按新规则亮灯。")
                return redirect("matters:lights", action.slug)
    context = {
        "campaign": action,
        "rules": light_rules(text).rules,
        "figures": FIGURES.items(),
        "versions": light_versions(action),
        "may_publish": may_publish,
        "form": form,
        "preview": preview,
        "previewed": mark,
        "why": why,
    }
    return render(request, "matters/lights.html", context, status=422 if form.errors or why else 200)
