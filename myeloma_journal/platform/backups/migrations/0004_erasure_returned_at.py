from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('backups', '0003_last_backup'),
    ]

    operations = [
        migrations.AddField(
            model_name='erasure',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
