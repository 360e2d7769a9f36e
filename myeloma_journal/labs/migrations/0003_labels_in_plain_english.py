from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('labs', '0002_flag_and_unit_of_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicallabresult',
            name='collected_on',
            field=models.DateField(editable=False, verbose_name='date taken'),
        ),
        migrations.AlterField(
            model_name='historicallabresult',
            name='high_typed',
            field=models.CharField(blank=True, max_length=40, verbose_name='high'),
        ),
        migrations.AlterField(
            model_name='historicallabresult',
            name='low_typed',
            field=models.CharField(blank=True, max_length=40, verbose_name='low'),
        ),
        migrations.AlterField(
            model_name='historicalothertestresult',
            name='sensitivity',
            field=models.CharField(blank=True, choices=[('', 'I wasn’t told'), ('10^-4', '10⁻⁴'), ('10^-5', '10⁻⁵'), ('10^-6', '10⁻⁶')], max_length=5),
        ),
        migrations.AlterField(
            model_name='labresult',
            name='collected_on',
            field=models.DateField(editable=False, verbose_name='date taken'),
        ),
        migrations.AlterField(
            model_name='labresult',
            name='high_typed',
            field=models.CharField(blank=True, max_length=40, verbose_name='high'),
        ),
        migrations.AlterField(
            model_name='labresult',
            name='low_typed',
            field=models.CharField(blank=True, max_length=40, verbose_name='low'),
        ),
        migrations.AlterField(
            model_name='othertestresult',
            name='sensitivity',
            field=models.CharField(blank=True, choices=[('', 'I wasn’t told'), ('10^-4', '10⁻⁴'), ('10^-5', '10⁻⁵'), ('10^-6', '10⁻⁶')], max_length=5),
        ),
    ]
