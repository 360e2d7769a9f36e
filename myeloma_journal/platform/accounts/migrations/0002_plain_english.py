from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='session',
            name='device',
            field=models.CharField(blank=True, choices=[('own', 'My own device'), ('shared', 'A shared device')], max_length=10),
        ),
    ]
