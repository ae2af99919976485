"""A thread by itself, writing in it, changing and withdrawing one's own words, and where one was mentioned."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanban.ground.orgs.models import User
from zhuanban.ground.threads import selectors, services
from zhuanban.ground.threads.forms import ChangeForm, CommentForm
from zhuanban.ground.threads.models import Comment
from zhuanban.ground.threads.rules.mentions import named_in, names_somebody
from zhuanban.ground.threads.rules.subjects import About

PAGE = 50
NOBODY = "有的“@”没有对应到能看到这里的人，没有提醒任何人。请从“可以提到谁”中照着写。"


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, campaign: str, kind: str, key: int) -> HttpResponse:
    """The thread of one thing; writing leads back to the thing."""
    user = cast(User, request.user)
    about = _about(user, campaign, kind, key)
    form = CommentForm(request.POST or None, auto_id="thread_%s")
    if request.method == "POST" and form.is_valid():
        answered = selectors.comment_answered(about, form.cleaned_data["answers"])
        if comment := form.run(services.write_comment, by=user, about=about, answers=answered):
            _say_who_was_not_named(request, user, about, comment)
            return redirect(f"{about.address}#comment-{comment.uid}")
    readers = selectors.readers_of(user, about)
    context = {
        "about": about, "said": selectors.said_of(user, about), "form": form, "readers": readers,
        "units": selectors.units_among(readers),
    }  # fmt: skip
    return render(request, "threads/thread.html", context, status=422 if form.errors else 200)


def _about(user: User, campaign: str, kind: str, key: int) -> About:
    about = selectors.about_for(user, kind, key)
    if about.action != campaign:
        raise Http404
    return about


def _say_who_was_not_named(request: HttpRequest, user: User, about: About, comment: Comment) -> None:
    if names_somebody(comment.text) and named_in(comment.text, selectors.readers_of(user, about)).names_nobody:
        messages.warning(request, NOBODY)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Other words for a comment of one's own, within ten minutes."""
    user = cast(User, request.user)
    comment = selectors.comment_to_change(user, uid)
    about = _about(user, campaign, comment.subject_kind, comment.subject_id)
    form = ChangeForm(request.POST or None, initial={"text": comment.text})
    if form.run(services.change_comment, by=user, comment=comment):
        messages.success(request, "留言已修改，修改前的文字保留在下面。")
        return redirect(f"{about.address}#comment-{comment.uid}")
    context = {"about": about, "form": form, "comment": comment}
    return render(request, "threads/change.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, campaign: str, uid: UUID) -> HttpResponse:
    """Take one's words back."""
    user = cast(User, request.user)
    comment = selectors.comment_to_change(user, uid)
    about = _about(user, campaign, comment.subject_kind, comment.subject_id)
    services.withdraw_comment(by=user, comment=comment)
    messages.success(request, "留言已撤回。")
    return redirect(f"{about.address}#thread")


@require_safe
def mentions(request: HttpRequest) -> HttpResponse:
    """Where one was mentioned, the newest first; what one sees no more is not told."""
    user = cast(User, request.user)
    page = Paginator(selectors.mentions_for(user), PAGE).get_page(request.GET.get("page"))
    abouts = selectors.abouts_of(user, [mention.comment for mention in page])
    rows = [(row, abouts.get((row.comment.subject_kind, row.comment.subject_id))) for row in page]
    context = {"page": page, "rows": rows, "unread": selectors.mentions_unread(user).count()}
    return render(request, "threads/mentions.html", context)


@require_POST
def open_mention(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one mention: it leaves the list of what is to do, and the comment is shown in its place."""
    user = cast(User, request.user)
    mention = selectors.mention_for(user, pk)
    services.read_mentions(by=user, mentions=[mention.pk])
    comment = mention.comment
    about = selectors.about_seen_by(user, comment.subject_kind, comment.subject_id)
    if about is None:
        messages.info(request, "您现在看不到这条留言所在的内容了。")
        return redirect("threads:mentions")
    return redirect(f"{about.address}#comment-{comment.uid}")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Read all mentions at once."""
    user = cast(User, request.user)
    keys = list(selectors.mentions_unread(user).values_list("pk", flat=True))
    count = services.read_mentions(by=user, mentions=keys)
    messages.success(request, f"{count} 条已标为已读。" if count else "没有未读的。")
    return redirect(reverse("threads:mentions"))
