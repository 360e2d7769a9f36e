import datetime
import django.db.models.deletion
import myeloma_journal.platform.forms.values
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
            name='HistoricalCallRule',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('revision', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('is_general', models.BooleanField(default=False, editable=False)),
                ('level', models.CharField(choices=[('emergency', 'Get help now'), ('now', 'Call your team now'), ('today', 'Call your team today')], max_length=10, verbose_name='how soon')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in their words')),
                ('details', models.CharField(blank=True, max_length=300)),
                ('measure_name', models.CharField(blank=True, editable=False, max_length=60)),
                ('comparator', models.CharField(blank=True, choices=[('at_least', 'or more'), ('above', 'above'), ('at_most', 'or less'), ('below', 'below')], max_length=10)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('symptom_name', models.CharField(blank=True, max_length=100)),
                ('at_least', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Mild or stronger'), (2, 'Moderate or severe'), (3, 'Severe')], null=True)),
                ('said_by', models.CharField(blank=True, max_length=100, verbose_name='who said so')),
                ('said_on', models.DateField(blank=True, null=True, verbose_name='when')),
                ('is_active', models.BooleanField(default=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.measure')),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
                ('sign', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.warningsign')),
                ('symptom', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.symptom')),
            ],
            options={
                'verbose_name': 'historical call rule',
                'verbose_name_plural': 'historical call rules',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalContact',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('role', models.CharField(blank=True, max_length=100, verbose_name='what they do')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('daytime_number', models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='number by day')),
                ('after_hours_number', models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='number at night and on weekends')),
                ('is_first', models.BooleanField(default=False, verbose_name='call this one first')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
            ],
            options={
                'verbose_name': 'historical contact',
                'verbose_name_plural': 'historical contacts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='CallRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('revision', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('is_general', models.BooleanField(default=False, editable=False)),
                ('level', models.CharField(choices=[('emergency', 'Get help now'), ('now', 'Call your team now'), ('today', 'Call your team today')], max_length=10, verbose_name='how soon')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in their words')),
                ('details', models.CharField(blank=True, max_length=300)),
                ('measure_name', models.CharField(blank=True, editable=False, max_length=60)),
                ('comparator', models.CharField(blank=True, choices=[('at_least', 'or more'), ('above', 'above'), ('at_most', 'or less'), ('below', 'below')], max_length=10)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('symptom_name', models.CharField(blank=True, max_length=100)),
                ('at_least', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Mild or stronger'), (2, 'Moderate or severe'), (3, 'Severe')], null=True)),
                ('said_by', models.CharField(blank=True, max_length=100, verbose_name='who said so')),
                ('said_on', models.DateField(blank=True, null=True, verbose_name='when')),
                ('is_active', models.BooleanField(default=True)),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.measure')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_rules', to='care_circle.patient')),
                ('sign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.warningsign')),
                ('symptom', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.symptom')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['emergency', 'now', 'today'])), name='care_team_callrule_level_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('measure_name', ''), _negated=True), models.Q(('symptom_name', ''), _negated=True), _connector='OR'), name='care_team_callrule_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('comparator', ''), ('measure__isnull', True), ('measure_name', ''), ('unit', ''), ('value__isnull', True)), models.Q(('comparator__in', ['at_least', 'above', 'at_most', 'below']), ('value__isnull', False), models.Q(('measure_name', ''), _negated=True), models.Q(('unit', ''), _negated=True)), _connector='OR'), name='care_team_callrule_number_is_whole_or_absent'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='care_team_callrule_value_is_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('at_least__isnull', True), ('symptom__isnull', True), ('symptom_name', '')), models.Q(('at_least__in', [1, 2, 3]), ('at_least__isnull', False), models.Q(('symptom_name', ''), _negated=True)), _connector='OR'), name='care_team_callrule_symptom_is_whole_or_absent'), models.CheckConstraint(condition=models.Q(('measure_name', ''), ('symptom_name', ''), _connector='OR'), name='care_team_callrule_is_about_one_thing'), models.CheckConstraint(condition=models.Q(('is_general', True), models.Q(('said_by', ''), _negated=True), _connector='OR'), name='care_team_callrule_of_the_team_says_who'), models.CheckConstraint(condition=models.Q(('said_on__isnull', True), ('said_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), name='care_team_callrule_said_on_is_in_our_time'), models.UniqueConstraint(condition=models.Q(('sign__isnull', False)), fields=('patient', 'sign'), name='care_team_callrule_sign_is_copied_once')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('role', models.CharField(blank=True, max_length=100, verbose_name='what they do')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('daytime_number', models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='number by day')),
                ('after_hours_number', models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='number at night and on weekends')),
                ('is_first', models.BooleanField(default=False, verbose_name='call this one first')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='care_circle.patient')),
            ],
            options={
                'ordering': ['-is_first', 'created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='care_team_contact_has_a_name'), models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('patient',), name='care_team_contact_to_call_first_is_one')],
            },
        ),
        migrations.CreateModel(
            name='RulesReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('reviewed_on', models.DateField()),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules_reviews', to='care_circle.patient')),
            ],
            options={
                'ordering': ['-reviewed_on', '-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='care_team_rulesreview_is_signed'), models.CheckConstraint(condition=models.Q(('reviewed_on__gte', datetime.date(1900, 1, 1))), name='care_team_rulesreview_is_in_our_time')],
            },
        ),
    ]
