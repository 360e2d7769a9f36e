import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0002_labels_in_plain_english'),
        ('questions', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='answer',
            name='text',
            field=models.TextField(max_length=20000, verbose_name='what they said'),
        ),
        migrations.AlterField(
            model_name='historicalanswer',
            name='text',
            field=models.TextField(max_length=20000, verbose_name='what they said'),
        ),
        migrations.AlterField(
            model_name='historicalquestion',
            name='appointment',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appointments.appointment', verbose_name='which visit it’s for'),
        ),
        migrations.AlterField(
            model_name='historicalquestion',
            name='asked_on',
            field=models.DateField(blank=True, null=True, verbose_name='date asked'),
        ),
        migrations.AlterField(
            model_name='question',
            name='appointment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='appointments.appointment', verbose_name='which visit it’s for'),
        ),
        migrations.AlterField(
            model_name='question',
            name='asked_on',
            field=models.DateField(blank=True, null=True, verbose_name='date asked'),
        ),
    ]
