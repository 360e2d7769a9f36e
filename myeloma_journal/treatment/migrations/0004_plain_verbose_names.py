from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('treatment', '0003_plain_labels'),
    ]

    operations = [
        migrations.AlterField(
            model_name='allergy',
            name='since',
            field=models.CharField(blank=True, max_length=60, verbose_name='since'),
        ),
        migrations.AlterField(
            model_name='genefinding',
            name='rules',
            field=models.CharField(blank=True, max_length=200, verbose_name='rules used'),
        ),
        migrations.AlterField(
            model_name='healthevent',
            name='stopped_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='end date'),
        ),
        migrations.AlterField(
            model_name='historicalallergy',
            name='since',
            field=models.CharField(blank=True, max_length=60, verbose_name='since'),
        ),
        migrations.AlterField(
            model_name='historicalgenefinding',
            name='rules',
            field=models.CharField(blank=True, max_length=200, verbose_name='rules used'),
        ),
        migrations.AlterField(
            model_name='historicalhealthevent',
            name='stopped_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='end date'),
        ),
        migrations.AlterField(
            model_name='historicalline',
            name='best_response',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='best response (from the care team)'),
        ),
        migrations.AlterField(
            model_name='historicalline',
            name='phase_name',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='phase of treatment'),
        ),
        migrations.AlterField(
            model_name='historicalline',
            name='started_on',
            field=models.DateField(editable=False, verbose_name='start date'),
        ),
        migrations.AlterField(
            model_name='historicalline',
            name='stopped_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='end date'),
        ),
        migrations.AlterField(
            model_name='historicalline',
            name='why_ended',
            field=models.CharField(blank=True, choices=[('finished', 'Finished as planned'), ('side_effect', 'Side effects'), ('stopped_working', 'It stopped working'), ('own_choice', 'Patient’s choice'), ('other', 'Another reason')], max_length=20, verbose_name='why it ended'),
        ),
        migrations.AlterField(
            model_name='historicallinedrug',
            name='pattern',
            field=models.CharField(blank=True, choices=[('weekly', 'Every week, on the same days'), ('cycle', 'On set days of a cycle')], max_length=6, verbose_name='days it is given'),
        ),
        migrations.AlterField(
            model_name='historicalmedication',
            name='dose',
            field=models.CharField(blank=True, max_length=200, verbose_name='dose'),
        ),
        migrations.AlterField(
            model_name='historicalmedication',
            name='prescribed_by',
            field=models.CharField(blank=True, max_length=100, verbose_name='prescribed by'),
        ),
        migrations.AlterField(
            model_name='historicalmedication',
            name='what_for',
            field=models.CharField(blank=True, max_length=200, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='line',
            name='best_response',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='best response (from the care team)'),
        ),
        migrations.AlterField(
            model_name='line',
            name='phase_name',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='phase of treatment'),
        ),
        migrations.AlterField(
            model_name='line',
            name='started_on',
            field=models.DateField(editable=False, verbose_name='start date'),
        ),
        migrations.AlterField(
            model_name='line',
            name='stopped_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='end date'),
        ),
        migrations.AlterField(
            model_name='line',
            name='why_ended',
            field=models.CharField(blank=True, choices=[('finished', 'Finished as planned'), ('side_effect', 'Side effects'), ('stopped_working', 'It stopped working'), ('own_choice', 'Patient’s choice'), ('other', 'Another reason')], max_length=20, verbose_name='why it ended'),
        ),
        migrations.AlterField(
            model_name='linedrug',
            name='pattern',
            field=models.CharField(blank=True, choices=[('weekly', 'Every week, on the same days'), ('cycle', 'On set days of a cycle')], max_length=6, verbose_name='days it is given'),
        ),
        migrations.AlterField(
            model_name='medication',
            name='dose',
            field=models.CharField(blank=True, max_length=200, verbose_name='dose'),
        ),
        migrations.AlterField(
            model_name='medication',
            name='prescribed_by',
            field=models.CharField(blank=True, max_length=100, verbose_name='prescribed by'),
        ),
        migrations.AlterField(
            model_name='medication',
            name='what_for',
            field=models.CharField(blank=True, max_length=200, verbose_name='reason'),
        ),
    ]
