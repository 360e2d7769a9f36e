from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_team', '0003_labels_in_plain_english'),
    ]

    operations = [
        migrations.AlterField(
            model_name='callrule',
            name='comparator',
            field=models.CharField(blank=True, choices=[('at_least', 'This number or more'), ('above', 'Above this number'), ('at_most', 'This number or less'), ('below', 'Below this number')], max_length=10),
        ),
        migrations.AlterField(
            model_name='historicalcallrule',
            name='comparator',
            field=models.CharField(blank=True, choices=[('at_least', 'This number or more'), ('above', 'Above this number'), ('at_most', 'This number or less'), ('below', 'Below this number')], max_length=10),
        ),
    ]
