from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care_circle", "0003_patient_leaves"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="looked_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
