from django.conf import settings
from django.db import models
from django.db.models import Q


class Unit(models.Model):
    name = models.CharField(max_length=80)
    is_township = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="member")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True)

    def __str__(self) -> str:
        return str(self.user)


class Kind(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name


class Clause(models.Model):
    title = models.CharField(max_length=120)
    units = models.ManyToManyField(Unit, related_name="clauses")

    def __str__(self) -> str:
        return self.title


class MatterQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> "MatterQuerySet":
        """What concerns the unit by place, handling, support or clause, as in the product: townships handle, too."""
        unit = member.unit
        if unit is None:
            return self
        supported = Matter.supporters.through.objects.filter(unit=unit).values("matter")
        clauses = unit.clauses.values("pk")
        return self.filter(Q(township=unit) | Q(handler=unit) | Q(clause__in=clauses) | Q(pk__in=supported))


class Matter(models.Model):
    number = models.CharField(max_length=24, unique=True)
    uid = models.UUIDField(unique=True)
    kind = models.ForeignKey(Kind, models.PROTECT)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True)
    township = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    handler = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    supporters = models.ManyToManyField(Unit, related_name="+")
    profile = models.CharField(max_length=10)
    source = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    detail = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=120)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    state = models.CharField(max_length=12, default="registered")
    light = models.CharField(max_length=8, default="none")
    due_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    is_late = models.BooleanField(default=False)
    rework_count = models.PositiveSmallIntegerField(default=0)
    planned_on = models.DateField(null=True)
    fields = models.JSONField(default=dict)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["township", "-id"]),
            models.Index(fields=["handler", "-id"]),
            models.Index(fields=["township", "kind", "state"]),
        ]

    def __str__(self) -> str:
        return self.number
