from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0005_versions_past'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='noticeversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('campaign',), name='one_version_in_force'),
        ),
        migrations.AddConstraint(
            model_name='noticeversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('campaign',), name='one_pending_version', violation_error_message='已有一份修订待生效，请先让它生效或者弃用。'),
        ),
    ]
