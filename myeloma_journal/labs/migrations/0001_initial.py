import datetime
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('care_circle', '0001_initial'),
        ('catalogue', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalLabResult',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='test')),
                ('collected_on', models.DateField(editable=False, verbose_name='taken on')),
                ('collected_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='day', editable=False, max_length=6)),
                ('typed', models.CharField(max_length=40, verbose_name='result')),
                ('comparator', models.CharField(blank=True, choices=[('', ''), ('<', '<'), ('<=', '≤'), ('>', '>'), ('>=', '≥')], default='', editable=False, max_length=2)),
                ('value', models.DecimalField(blank=True, decimal_places=12, editable=False, max_digits=24, null=True)),
                ('word', models.CharField(blank=True, editable=False, max_length=40)),
                ('unit', models.CharField(blank=True, max_length=30, verbose_name='unit')),
                ('low_typed', models.CharField(blank=True, max_length=40, verbose_name='from')),
                ('high_typed', models.CharField(blank=True, max_length=40, verbose_name='to')),
                ('range_low', models.DecimalField(blank=True, decimal_places=12, editable=False, max_digits=24, null=True)),
                ('range_high', models.DecimalField(blank=True, decimal_places=12, editable=False, max_digits=24, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('marker', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.labmarker')),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
            ],
            options={
                'verbose_name': 'historical lab result',
                'verbose_name_plural': 'historical lab results',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalOtherTestResult',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='test')),
                ('result', models.CharField(max_length=200, verbose_name='result')),
                ('sensitivity', models.CharField(blank=True, choices=[('', 'Not told'), ('10^-4', '10⁻⁴'), ('10^-5', '10⁻⁵'), ('10^-6', '10⁻⁶')], max_length=5)),
                ('method', models.CharField(blank=True, max_length=100, verbose_name='method')),
                ('sample', models.CharField(blank=True, max_length=100, verbose_name='sample')),
                ('performed_on', models.DateField(blank=True, editable=False, null=True)),
                ('performed_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='', editable=False, max_length=6)),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
                ('test', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.othertest')),
            ],
            options={
                'verbose_name': 'historical other test result',
                'verbose_name_plural': 'historical other test results',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='LabResult',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='test')),
                ('collected_on', models.DateField(editable=False, verbose_name='taken on')),
                ('collected_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='day', editable=False, max_length=6)),
                ('typed', models.CharField(max_length=40, verbose_name='result')),
                ('comparator', models.CharField(blank=True, choices=[('', ''), ('<', '<'), ('<=', '≤'), ('>', '>'), ('>=', '≥')], default='', editable=False, max_length=2)),
                ('value', models.DecimalField(blank=True, decimal_places=12, editable=False, max_digits=24, null=True)),
                ('word', models.CharField(blank=True, editable=False, max_length=40)),
                ('unit', models.CharField(blank=True, max_length=30, verbose_name='unit')),
                ('low_typed', models.CharField(blank=True, max_length=40, verbose_name='from')),
                ('high_typed', models.CharField(blank=True, max_length=40, verbose_name='to')),
                ('range_low', models.DecimalField(blank=True, decimal_places=12, editable=False, max_digits=24, null=True)),
                ('range_high', models.DecimalField(blank=True, decimal_places=12, editable=False, max_digits=24, null=True)),
                ('marker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.labmarker')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lab_results', to='care_circle.patient')),
            ],
            options={
                'ordering': ['-collected_on', 'name'],
                'indexes': [models.Index(fields=['patient', '-collected_on'], name='labs_labres_patient_8b8d67_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('value__isnull', True), models.Q(('word', ''), _negated=True)), models.Q(('value__isnull', False), ('word', '')), _connector='OR'), name='labs_labresult_is_a_number_or_a_word'), models.CheckConstraint(condition=models.Q(('unit', ''), ('value__isnull', False), _connector='OR'), name='labs_labresult_unit_goes_with_a_number'), models.CheckConstraint(condition=models.Q(('marker__isnull', True), ('value__isnull', True), models.Q(('unit', ''), _negated=True), _connector='OR'), name='labs_labresult_known_number_has_its_unit'), models.CheckConstraint(condition=models.Q(('comparator', ''), ('value__isnull', False), _connector='OR'), name='labs_labresult_comparator_goes_with_a_number'), models.CheckConstraint(condition=models.Q(('comparator__in', ['', '<', '<=', '>', '>='])), name='labs_labresult_comparator_is_known'), models.CheckConstraint(condition=models.Q(('range_low__isnull', True), ('range_high__isnull', True), ('range_low__lte', models.F('range_high')), _connector='OR'), name='labs_labresult_range_goes_up'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='labs_labresult_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('collected_on__isnull', True), ('collected_precision', '')), models.Q(('collected_on__isnull', False), ('collected_on__gte', datetime.date(1900, 1, 1)), ('collected_precision__in', ['day', 'month', 'season', 'year'])), _connector='OR'), name='labs_labresult_collected_is_a_partial_date')],
            },
        ),
        migrations.CreateModel(
            name='OtherTestResult',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='test')),
                ('result', models.CharField(max_length=200, verbose_name='result')),
                ('sensitivity', models.CharField(blank=True, choices=[('', 'Not told'), ('10^-4', '10⁻⁴'), ('10^-5', '10⁻⁵'), ('10^-6', '10⁻⁶')], max_length=5)),
                ('method', models.CharField(blank=True, max_length=100, verbose_name='method')),
                ('sample', models.CharField(blank=True, max_length=100, verbose_name='sample')),
                ('performed_on', models.DateField(blank=True, editable=False, null=True)),
                ('performed_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='', editable=False, max_length=6)),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_test_results', to='care_circle.patient')),
                ('test', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.othertest')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('performed_on'), descending=True, nulls_last=True), 'created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='labs_othertestresult_has_a_name'), models.CheckConstraint(condition=models.Q(('result', ''), _negated=True), name='labs_othertestresult_has_a_result'), models.CheckConstraint(condition=models.Q(('sensitivity__in', ['', '10^-4', '10^-5', '10^-6'])), name='labs_othertestresult_sensitivity_is_known'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('note'), 2000)), name='labs_othertestresult_note_fits'), models.CheckConstraint(condition=models.Q(models.Q(('performed_on__isnull', True), ('performed_precision', '')), models.Q(('performed_on__isnull', False), ('performed_on__gte', datetime.date(1900, 1, 1)), ('performed_precision__in', ['day', 'month', 'season', 'year'])), _connector='OR'), name='labs_othertestresult_performed_is_a_partial_date')],
            },
        ),
    ]
