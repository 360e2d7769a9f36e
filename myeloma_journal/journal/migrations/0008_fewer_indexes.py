import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_circle', '0006_journal_from_a_file'),
        ('journal', '0007_stopped_some_things'),
        ('questions', '0002_labels_in_plain_english'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='patient',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='care_circle.patient'),
        ),
        migrations.AlterField(
            model_name='measurement',
            name='entry',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='journal.entry'),
        ),
        migrations.AlterField(
            model_name='rating',
            name='entry',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='journal.entry'),
        ),
        migrations.AlterField(
            model_name='rating',
            name='followed',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ratings', to='journal.followedsymptom'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['deleted_at'], name='journal_entry_in_trash'),
        ),
    ]
