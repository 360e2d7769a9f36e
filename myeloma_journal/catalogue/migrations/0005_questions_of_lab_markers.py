from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_plain_labels'),
    ]

    operations = [
        migrations.AddField(
            model_name='cataloguequestion',
            name='lab_markers',
            field=models.ManyToManyField(blank=True, related_name='questions', to='catalogue.labmarker'),
        ),
    ]
