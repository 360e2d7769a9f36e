from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0003_call_replies'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalrating',
            name='answers_in_words',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='rating',
            name='answers_in_words',
            field=models.TextField(blank=True, editable=False),
        ),
    ]
