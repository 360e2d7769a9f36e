import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0001_initial'),
        ('care_team', '0002_rule_count'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='care_team.contact', verbose_name='who with'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='purpose',
            field=models.CharField(blank=True, max_length=200, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='with_whom',
            field=models.CharField(max_length=100, verbose_name='who with'),
        ),
        migrations.AlterField(
            model_name='historicalappointment',
            name='contact',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_team.contact', verbose_name='who with'),
        ),
        migrations.AlterField(
            model_name='historicalappointment',
            name='purpose',
            field=models.CharField(blank=True, max_length=200, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='historicalappointment',
            name='with_whom',
            field=models.CharField(max_length=100, verbose_name='who with'),
        ),
        migrations.AlterField(
            model_name='historicalnextstep',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='due date'),
        ),
        migrations.AlterField(
            model_name='historicalnextstep',
            name='who',
            field=models.CharField(blank=True, max_length=100, verbose_name='who will do it'),
        ),
        migrations.AlterField(
            model_name='nextstep',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='due date'),
        ),
        migrations.AlterField(
            model_name='nextstep',
            name='who',
            field=models.CharField(blank=True, max_length=100, verbose_name='who will do it'),
        ),
    ]
