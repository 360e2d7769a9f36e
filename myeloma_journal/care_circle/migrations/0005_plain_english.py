from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_circle', '0004_patient_file_mark'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='kind',
            field=models.CharField(choices=[('signed_in', 'Signed in'), ('password', 'Changed their password'), ('mfa', 'Changed their two-step sign-in'), ('read', 'Viewed this journal'), ('refused', 'Tried something their role doesn’t allow'), ('turned_away', 'Tried to open this journal, but couldn’t'), ('printed', 'Created a PDF to print'), ('exported', 'Downloaded everything'), ('deletion_scheduled', 'Asked to delete this journal'), ('deletion_cancelled', 'Restored this journal'), ('calendar_made', 'Created a calendar address'), ('calendar_gone', 'Turned off a calendar address'), ('invited', 'Invited someone'), ('invited_patient', 'Invited the patient'), ('withdrew', 'Canceled an invitation'), ('joined', 'Accepted an invitation'), ('joined_as_patient', 'Joined as the patient'), ('left', 'Left this journal'), ('removed', 'Removed someone'), ('role', 'Changed what someone can do')], max_length=20),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('owner', 'Owner'), ('helper', 'Helper'), ('reader', 'Reader')], max_length=10, verbose_name='what they can do'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='relation',
            field=models.CharField(blank=True, max_length=60, verbose_name='your relationship to the patient'),
        ),
        migrations.AlterField(
            model_name='patient',
            name='call_about',
            field=models.CharField(blank=True, max_length=200, verbose_name='who to call about the patient'),
        ),
    ]
