from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('labs', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='labresult',
            name='labs_labresult_unit_goes_with_a_number',
        ),
        migrations.AddField(
            model_name='historicallabresult',
            name='flag',
            field=models.CharField(blank=True, max_length=20, verbose_name='lab’s flag'),
        ),
        migrations.AddField(
            model_name='labresult',
            name='flag',
            field=models.CharField(blank=True, max_length=20, verbose_name='lab’s flag'),
        ),
    ]
