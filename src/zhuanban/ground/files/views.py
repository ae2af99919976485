"""Photos are served by the program, never by the folder: each request asks the permit again."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.files.models import Photo
from zhuanban.ground.files.selectors import content_of
from zhuanban.ground.orgs.models import User


@require_safe
def photo(request: HttpRequest, uid: str, variant: str) -> HttpResponse:
    """The copy or the thumbnail of a photo, without metadata; the original stays sealed."""
    row = get_object_or_404(permitted(cast(User, request.user), "photo.view", Photo), uid=uid)
    etag = f'"{row.sha256}-{variant}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=86400", "Accept-Ranges": "none"}
    if {etag, "*"} & {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}:
        return HttpResponse(status=304, headers=headers)
    try:
        content = content_of(row, variant)
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
