from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('packets', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='savedpacketsettings',
            name='since',
            field=models.CharField(choices=[('visit', 'Last visit'), ('month', '30 days ago')], default='visit', max_length=10),
        ),
    ]
