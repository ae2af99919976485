"""The page by Django's own list view."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.views.generic import ListView

from bench.plain.models import Kind, Matter, Unit

CHOICES = ("township", "kind", "state", "light")


class MatterList(LoginRequiredMixin, ListView):
    paginate_by = 50
    template_name = "plain/list.html"

    def get_queryset(self) -> Any:
        rows = Matter.objects.seen_by(self.request.user.member)
        for name in CHOICES:
            if value := self.request.GET.get(name):
                rows = rows.filter(**{name: value})
        if words := self.request.GET.get("q"):
            rows = rows.filter(Q(title__icontains=words) | Q(place__icontains=words))
        return rows.select_related("kind", "clause", "township", "handler").order_by("-id")

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return super().get_context_data(
            **given, townships=Unit.objects.filter(is_township=True), kinds=Kind.objects.all()
        )
