import myeloma_journal.platform.forms.values
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_team', '0002_rule_count'),
    ]

    operations = [
        migrations.AlterField(
            model_name='callrule',
            name='at_least',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Mild or worse'), (2, 'Moderate or severe'), (3, 'Severe')], null=True),
        ),
        migrations.AlterField(
            model_name='callrule',
            name='said_by',
            field=models.CharField(blank=True, max_length=100, verbose_name='who said it'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='after_hours_number',
            field=models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='number for nights and weekends'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='daytime_number',
            field=models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='daytime number'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='role',
            field=models.CharField(blank=True, max_length=100, verbose_name='their role'),
        ),
        migrations.AlterField(
            model_name='historicalcallrule',
            name='at_least',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Mild or worse'), (2, 'Moderate or severe'), (3, 'Severe')], null=True),
        ),
        migrations.AlterField(
            model_name='historicalcallrule',
            name='said_by',
            field=models.CharField(blank=True, max_length=100, verbose_name='who said it'),
        ),
        migrations.AlterField(
            model_name='historicalcontact',
            name='after_hours_number',
            field=models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='number for nights and weekends'),
        ),
        migrations.AlterField(
            model_name='historicalcontact',
            name='daytime_number',
            field=models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='daytime number'),
        ),
        migrations.AlterField(
            model_name='historicalcontact',
            name='role',
            field=models.CharField(blank=True, max_length=100, verbose_name='their role'),
        ),
    ]
