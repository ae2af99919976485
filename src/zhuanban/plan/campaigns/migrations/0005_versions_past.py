"""Of several drafts of a notice the newest is in force, as it was; the older ones are past."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def leave_the_newest(apps, schema_editor):
    version = apps.get_model("campaigns", "NoticeVersion")
    of_campaign = version.objects.filter(campaign=OuterRef("campaign")).order_by("-number")
    newest = version.objects.filter(pk=Subquery(of_campaign.values("pk")[:1])).values_list("pk", flat=True)
    version.objects.exclude(pk__in=list(newest)).update(state="past")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_pending_version")]

    operations = [migrations.RunPython(leave_the_newest, migrations.RunPython.noop)]
