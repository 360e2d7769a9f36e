from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_team', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='callrule',
            name='count',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='callrule',
            name='keeps_general',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='historicalcallrule',
            name='count',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='historicalcallrule',
            name='keeps_general',
            field=models.BooleanField(default=False),
        ),
    ]
