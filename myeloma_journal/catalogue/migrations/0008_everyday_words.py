from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0007_synonym'),
    ]

    operations = [
        migrations.AddField(
            model_name='symptom',
            name='everyday_words',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='symptom',
            name='group',
            field=models.CharField(choices=[('stomach', 'Stomach and bowels'), ('infection', 'Fever and infection'), ('mood', 'Mood and sleep'), ('head', 'Head, eyes, and balance'), ('skin', 'Skin, mouth, and nails'), ('heart', 'Heart, legs, and swelling'), ('other', 'Everything else')], max_length=20),
        ),
    ]
