import datetime
import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_circle', '0004_patient_file_mark'),
        ('treatment', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalHealthEvent',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('kind', models.CharField(choices=[('hospital', 'Hospital stay'), ('infection', 'Infection'), ('transfusion', 'Transfusion')], max_length=12, verbose_name='what it was')),
                ('started_on', models.DateField(editable=False, verbose_name='when')),
                ('started_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='day', editable=False, max_length=6)),
                ('stopped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='until when')),
                ('stopped_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='', editable=False, max_length=6)),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in a few words')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
            ],
            options={
                'verbose_name': 'historical health event',
                'verbose_name_plural': 'historical hospital stays, infections and transfusions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HealthEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('kind', models.CharField(choices=[('hospital', 'Hospital stay'), ('infection', 'Infection'), ('transfusion', 'Transfusion')], max_length=12, verbose_name='what it was')),
                ('started_on', models.DateField(editable=False, verbose_name='when')),
                ('started_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='day', editable=False, max_length=6)),
                ('stopped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='until when')),
                ('stopped_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('season', 'season'), ('year', 'year')], default='', editable=False, max_length=6)),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in a few words')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='health_events', to='care_circle.patient')),
            ],
            options={
                'verbose_name_plural': 'hospital stays, infections and transfusions',
                'ordering': ['-started_on', '-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='treatment_healthevent_is_signed'), models.CheckConstraint(condition=models.Q(('kind__in', ['hospital', 'infection', 'transfusion'])), name='treatment_healthevent_kind_is_known'), models.CheckConstraint(condition=models.Q(('stopped_on__isnull', True), ('started_on__isnull', True), ('stopped_on__gte', models.F('started_on')), models.Q(('stopped_on__gte', django.db.models.expressions.CombinedExpression(models.F('started_on'), '-', models.Value(datetime.timedelta(days=30)))), ('stopped_precision', 'month')), models.Q(('stopped_on__gte', django.db.models.expressions.CombinedExpression(models.F('started_on'), '-', models.Value(datetime.timedelta(days=91)))), ('stopped_precision', 'season')), models.Q(('stopped_on__gte', django.db.models.expressions.CombinedExpression(models.F('started_on'), '-', models.Value(datetime.timedelta(days=365)))), ('stopped_precision', 'year')), _connector='OR'), name='treatment_healthevent_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('started_on__isnull', True), ('started_precision', '')), models.Q(('started_on__isnull', False), ('started_on__gte', datetime.date(1900, 1, 1)), ('started_precision__in', ['day', 'month', 'season', 'year'])), _connector='OR'), name='treatment_healthevent_started_is_a_partial_date'), models.CheckConstraint(condition=models.Q(models.Q(('stopped_on__isnull', True), ('stopped_precision', '')), models.Q(('stopped_on__isnull', False), ('stopped_on__gte', datetime.date(1900, 1, 1)), ('stopped_precision__in', ['day', 'month', 'season', 'year'])), _connector='OR'), name='treatment_healthevent_stopped_is_a_partial_date')],
            },
        ),
    ]
