from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0006_sides_of_a_limit_in_full'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalrating',
            name='stopped',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(0, 'No'), (1, 'Some things'), (2, 'Most things')], null=True),
        ),
        migrations.AlterField(
            model_name='rating',
            name='stopped',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(0, 'No'), (1, 'Some things'), (2, 'Most things')], null=True),
        ),
    ]
