import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Scope rows repeat action and limit, so that what a unit sees can be walked in order; filled by the next one."""

    dependencies = [
        ("campaigns", "0006_one_version_in_force"),
        ("matters", "0002_scope_indexes"),
        ("orgs", "0010_hand_overs"),
    ]

    operations = [
        migrations.DeleteModel("MatterScope"),
        migrations.CreateModel(
            "MatterScope",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scopes",
                        to="matters.matter",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(help_text="of the matter, while it is open", null=True, verbose_name="时限"),
                ),
                (
                    "is_filer",
                    models.BooleanField(default=False, help_text="known from here only", verbose_name="登记单位"),
                ),
            ],
            {
                "constraints": [models.UniqueConstraint(fields=["unit", "campaign", "matter"], name="scope_once")],
                "indexes": [
                    models.Index(fields=["matter", "unit"], name="scope_of_matter"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["unit", "campaign", "due_at", "matter"],
                        name="scope_by_limit",
                    ),
                ],
            },
        ),
    ]
