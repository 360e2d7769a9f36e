from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('treatment', '0002_health_events'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicallinedrug',
            name='route',
            field=models.CharField(blank=True, choices=[('oral', 'by mouth'), ('subcutaneous', 'a shot under the skin'), ('intravenous', 'an infusion or shot into a vein')], max_length=12, verbose_name='how it is given'),
        ),
        migrations.AlterField(
            model_name='linedrug',
            name='route',
            field=models.CharField(blank=True, choices=[('oral', 'by mouth'), ('subcutaneous', 'a shot under the skin'), ('intravenous', 'an infusion or shot into a vein')], max_length=12, verbose_name='how it is given'),
        ),
    ]
