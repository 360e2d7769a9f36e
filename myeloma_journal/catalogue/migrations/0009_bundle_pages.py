from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0008_everyday_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='bundle',
            name='pages',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
