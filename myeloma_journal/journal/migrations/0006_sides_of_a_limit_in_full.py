from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0005_labels_in_plain_english'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rulematch',
            name='comparator',
            field=models.CharField(blank=True, choices=[('at_least', 'This number or more'), ('above', 'Above this number'), ('at_most', 'This number or less'), ('below', 'Below this number')], max_length=10),
        ),
    ]
