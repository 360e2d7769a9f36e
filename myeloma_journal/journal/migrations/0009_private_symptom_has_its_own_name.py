from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_circle', '0007_operator_activities'),
        ('catalogue', '0011_status_note_agency'),
        ('journal', '0008_fewer_indexes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='followedsymptom',
            name='journal_followedsymptom_is_followed_once',
        ),
        migrations.AddConstraint(
            model_name='followedsymptom',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('patient', 'name', 'is_private'), name='journal_followedsymptom_is_followed_once'),
        ),
    ]
