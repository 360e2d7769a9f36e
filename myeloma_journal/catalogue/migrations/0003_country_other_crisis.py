from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_symptom_signs'),
    ]

    operations = [
        migrations.AddField(
            model_name='country',
            name='other_crisis',
            field=models.CharField(blank=True, max_length=120),
        ),
    ]
