import django.db.models.deletion
from django.db import migrations, models

ACTION = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+"}


def key(to, **more):
    """A foreign key as these tables have them."""
    return models.ForeignKey(to=to, **ACTION, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "__first__"),
        ("orgs", "__first__"),
        ("matters", "0005_fold_changes"),
    ]

    operations = [
        migrations.DeleteModel(name="TallyChange"),
        migrations.CreateModel(
            name="TallyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("units", models.JSONField(verbose_name="单位")),
                ("deltas", models.JSONField(verbose_name="变动")),
                ("campaign", key("campaigns.campaign")),
                ("clause", key("campaigns.clause", db_index=False, null=True)),
                ("kind", key("matters.kind", db_index=False)),
                ("township", key("orgs.unit", db_index=False)),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=16, verbose_name="量")),
                ("value", models.IntegerField(verbose_name="值")),
                ("campaign", key("campaigns.campaign", db_index=False)),
                ("kind", key("matters.kind", db_index=False)),
                ("township", key("orgs.unit", db_index=False)),
                ("unit", key("orgs.unit", db_index=False, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "unit", "township", "kind", "measure"), name="standing_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("unit", None)),
                        fields=("campaign", "township", "kind", "measure"),
                        name="standing_of_all_once",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="tally",
            name="month",
            field=models.DateField(verbose_name="月份"),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["campaign", "month", "township"], name="tally_of_month"),
        ),
    ]
