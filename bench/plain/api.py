"""The interface by REST framework: one view set, one serializer."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Q
from django.utils.timezone import now
from python_calamine import CalamineWorkbook
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ModelViewSet

from bench.plain.models import Kind, Matter, Unit


class UnitSerializer(serializers.ModelSerializer):
    class Meta:
        model = Unit
        fields = ["id", "name"]


class MatterSerializer(serializers.ModelSerializer):
    kind = serializers.SlugRelatedField(slug_field="code", queryset=Kind.objects.all())
    kind_name = serializers.CharField(source="kind.name", read_only=True)
    clause_name = serializers.CharField(source="clause.title", read_only=True, default=None)
    township_name = serializers.CharField(source="township.name", read_only=True)
    handler_name = serializers.CharField(source="handler.name", read_only=True, default=None)

    class Meta:
        model = Matter
        fields = [
            "id", "uid", "number", "kind", "kind_name", "clause", "clause_name", "township", "township_name", "handler",
            "handler_name", "title", "place", "detail", "longitude", "latitude", "source", "state", "light",
            "happened_at", "entered_at", "due_at", "closed_at", "planned_on", "is_late", "rework_count", "fields",
        ]  # fmt: skip
        read_only_fields = ["number", "uid"]

    def create(self, validated: dict[str, Any]) -> Matter:
        return super().create({**validated, **own_values(self.context["request"])})


class RowSerializer(serializers.Serializer):
    """A row of a workbook; names are looked up in one query each, not row by row."""

    kind = serializers.CharField(max_length=40)
    township = serializers.CharField(max_length=80)
    title = serializers.CharField(max_length=120)
    place = serializers.CharField(max_length=120)
    source = serializers.CharField(max_length=12)


class MatterViewSet(ModelViewSet):
    serializer_class = MatterSerializer

    def get_queryset(self) -> Any:
        rows = Matter.objects.seen_by(self.request.user.member)  # type: ignore[union-attr]
        if words := self.request.GET.get("q"):
            rows = rows.filter(Q(title__icontains=words) | Q(place__icontains=words) | Q(detail__icontains=words))
        return rows.select_related("kind", "clause", "township", "handler").order_by("-id")

    @action(detail=False)
    def board(self, request: Request) -> Response:
        """Township × kind: how many, how many closed, how many red."""
        rows = Matter.objects.seen_by(request.user.member).order_by()  # type: ignore[union-attr]
        counted = rows.values("township__name", "kind__name").annotate(
            total=Count("pk", ~Q(state="void")), closed=Count("pk", Q(state="closed")), red=Count("pk", Q(light="red"))
        )
        return Response(list(counted))

    @action(detail=False, methods=["post"])
    def load(self, request: Request) -> Response:
        """All rows of a workbook or none."""
        sheet = CalamineWorkbook.from_filelike(request.FILES["file"]).get_sheet_by_index(0).to_python()
        names, *lines = sheet
        checked = RowSerializer(data=[dict(zip(names, line, strict=True)) for line in lines], many=True)
        checked.is_valid(raise_exception=True)
        kinds = dict(Kind.objects.values_list("name", "pk"))
        units = dict(Unit.objects.values_list("name", "pk"))
        with transaction.atomic():
            Matter.objects.bulk_create(
                (
                    Matter(
                        kind_id=kinds[row.pop("kind")], township_id=units[row.pop("township")], **row,
                        happened_at=now(), **own_values(request),
                    )
                    for row in checked.validated_data
                ),
                batch_size=1000,
            )  # fmt: skip
        return Response({"count": len(lines)}, status=201)


def own_values(request: Request) -> dict[str, Any]:
    """What the server says of a new matter."""
    uid = uuid4()
    return {"uid": uid, "number": f"P-{uid.hex[:12]}", "profile": "case", "filed_by": request.user}
