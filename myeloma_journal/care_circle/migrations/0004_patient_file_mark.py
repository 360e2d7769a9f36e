import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_circle', '0003_patient_country'),
    ]

    operations = [
        migrations.AddField(
            model_name='patient',
            name='file_mark',
            field=models.CharField(blank=True, max_length=12, validators=[django.core.validators.RegexValidator('^[\\w-]+\\Z', 'Use letters, digits, and hyphens only.')], verbose_name='mark for file names'),
        ),
    ]
