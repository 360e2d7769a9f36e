from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_plain_english'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='language',
            field=models.CharField(blank=True, choices=[('en-us', 'English (US)'), ('en-gb', 'English (UK)')], max_length=10, verbose_name='language'),
        ),
    ]
