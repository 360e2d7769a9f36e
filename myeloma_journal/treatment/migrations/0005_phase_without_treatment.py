import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0006_lists_for_single_drugs'),
        ('treatment', '0004_plain_verbose_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='diagnosis',
            name='phase',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.phase'),
        ),
        migrations.AddField(
            model_name='diagnosis',
            name='phase_name',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='phase of treatment'),
        ),
        migrations.AddField(
            model_name='historicaldiagnosis',
            name='phase',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.phase'),
        ),
        migrations.AddField(
            model_name='historicaldiagnosis',
            name='phase_name',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='phase of treatment'),
        ),
    ]
