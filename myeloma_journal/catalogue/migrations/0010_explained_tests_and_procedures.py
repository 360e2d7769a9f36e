from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0009_bundle_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='drug',
            name='safety_program',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='genemarker',
            name='background',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddField(
            model_name='procedure',
            name='availability',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='response',
            name='abbreviation',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='stagingsystem',
            name='background',
            field=models.TextField(blank=True),
        ),
    ]
