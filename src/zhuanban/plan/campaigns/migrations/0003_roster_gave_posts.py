"""Say of the posts that a roster gave before this was kept which action's roster it was."""

from django.db import migrations


def give_sources(apps, schema_editor):
    member = apps.get_model("campaigns", "RosterMember")
    post = apps.get_model("orgs", "Post")
    source = apps.get_model("orgs", "PostSource")
    for person, campaign, posts in member.objects.values_list("person", "campaign", "posts"):
        named = [held.pk for held in post.objects.filter(person=person, ends_on=None) if held.title in posts]
        for key in named:
            source.objects.get_or_create(post_id=key, campaign_id=campaign)


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_confirmations"),
        ("orgs", "0002_post_sources"),
    ]

    operations = [migrations.RunPython(give_sources, migrations.RunPython.noop)]
