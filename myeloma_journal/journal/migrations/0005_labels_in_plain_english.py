from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0004_rating_answers_in_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='part_of_day',
            field=models.CharField(blank=True, choices=[('', 'Whole day'), ('morning', 'Morning'), ('afternoon', 'Afternoon'), ('evening', 'Evening'), ('night', 'Night')], default='', max_length=10, verbose_name='time of day'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='voice',
            field=models.CharField(choices=[('own', 'The patient’s own entry'), ('observed', 'A caregiver’s observation')], editable=False, max_length=10),
        ),
        migrations.AlterField(
            model_name='followedsymptom',
            name='is_private',
            field=models.BooleanField(default=False, verbose_name='only I can see this'),
        ),
        migrations.AlterField(
            model_name='followedsymptom',
            name='since',
            field=models.DateField(verbose_name='on the list since'),
        ),
        migrations.AlterField(
            model_name='followedsymptom',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='taken off the list on'),
        ),
        migrations.AlterField(
            model_name='historicalentry',
            name='part_of_day',
            field=models.CharField(blank=True, choices=[('', 'Whole day'), ('morning', 'Morning'), ('afternoon', 'Afternoon'), ('evening', 'Evening'), ('night', 'Night')], default='', max_length=10, verbose_name='time of day'),
        ),
        migrations.AlterField(
            model_name='historicalentry',
            name='voice',
            field=models.CharField(choices=[('own', 'The patient’s own entry'), ('observed', 'A caregiver’s observation')], editable=False, max_length=10),
        ),
        migrations.AlterField(
            model_name='historicalfollowedsymptom',
            name='is_private',
            field=models.BooleanField(default=False, verbose_name='only I can see this'),
        ),
        migrations.AlterField(
            model_name='historicalfollowedsymptom',
            name='since',
            field=models.DateField(verbose_name='on the list since'),
        ),
        migrations.AlterField(
            model_name='historicalfollowedsymptom',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='taken off the list on'),
        ),
    ]
