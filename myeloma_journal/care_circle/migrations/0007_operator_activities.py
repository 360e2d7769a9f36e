from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_circle', '0006_journal_from_a_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='activity',
            name='care_circle_activity_kind_is_known',
        ),
        migrations.AlterField(
            model_name='activity',
            name='kind',
            field=models.CharField(choices=[('signed_in', 'Signed in'), ('password', 'Changed their password'), ('mfa', 'Changed their two-step sign-in'), ('read', 'Viewed this journal'), ('refused', 'Tried something their role doesn’t allow'), ('turned_away', 'Tried to open this journal, but couldn’t'), ('printed', 'Created a PDF to print'), ('exported', 'Downloaded everything'), ('imported', 'Added this journal from a file'), ('deletion_scheduled', 'Asked to delete this journal'), ('deletion_cancelled', 'Restored this journal'), ('calendar_made', 'Created a calendar address'), ('calendar_gone', 'Turned off a calendar address'), ('invited', 'Invited someone'), ('invited_patient', 'Invited the patient'), ('withdrew', 'Canceled an invitation'), ('joined', 'Accepted an invitation'), ('joined_as_patient', 'Joined as the patient'), ('left', 'Left this journal'), ('removed', 'Removed someone'), ('role', 'Changed what someone can do'), ('account_closed', 'Closed someone’s account'), ('account_reopened', 'Reopened someone’s account'), ('account_deleted', 'Deleted someone’s account')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['signed_in', 'password', 'mfa', 'read', 'refused', 'turned_away', 'printed', 'exported', 'imported', 'deletion_scheduled', 'deletion_cancelled', 'calendar_made', 'calendar_gone', 'invited', 'invited_patient', 'withdrew', 'joined', 'joined_as_patient', 'left', 'removed', 'role', 'account_closed', 'account_reopened', 'account_deleted'])), name='care_circle_activity_kind_is_known'),
        ),
    ]
