from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0010_explained_tests_and_procedures'),
    ]

    operations = [
        migrations.AddField(
            model_name='statusnote',
            name='agency',
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
