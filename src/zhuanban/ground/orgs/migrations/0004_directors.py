"""Where an office has clerks and no director, its oldest clerk's seat becomes the director's as well.

Until now every seat of the office could start an action, publish a scheme and decide acceptance. From now on only the
director can, so a district in use would have nobody for it. The security administrator may give the role to another.
"""

from django.db import migrations


def name_directors(apps, schema_editor):
    seats = apps.get_model("orgs", "RoleAssignment").objects
    directed = set(seats.filter(role="office_director").values_list("district", "campaign_id"))
    clerks = seats.filter(role="office", user__is_active=True, ends_on=None)
    # Seats in all actions first: a director of the whole district serves each of its actions.
    for seat in sorted(clerks, key=lambda each: (each.campaign_id is not None, each.pk)):
        if not {(seat.district_id, None), (seat.district_id, seat.campaign_id)} & directed:
            directed.add((seat.district_id, seat.campaign_id))
            seats.create(
                user_id=seat.user_id, role="office_director", district_id=seat.district_id, unit_id=seat.unit_id,
                campaign_id=seat.campaign_id, starts_on=seat.starts_on,
            )


class Migration(migrations.Migration):
    dependencies = [("orgs", "0003_office_director")]

    operations = [migrations.RunPython(name_directors, migrations.RunPython.noop)]
