import datetime
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('care_circle', '0001_initial'),
        ('care_team', '0001_initial'),
        ('catalogue', '0001_initial'),
        ('questions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('voice', models.CharField(choices=[('own', 'The patient’s own'), ('observed', 'A caregiver’s observation')], editable=False, max_length=10)),
                ('felt_on', models.DateField(verbose_name='day')),
                ('part_of_day', models.CharField(blank=True, choices=[('', 'Whole day'), ('morning', 'Morning'), ('afternoon', 'Afternoon'), ('evening', 'Evening'), ('night', 'Night')], default='', max_length=10, verbose_name='part of the day')),
                ('overall', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Good'), (1, 'All right'), (2, 'Not great'), (3, 'Bad'), (4, 'Very bad')], null=True, verbose_name='overall')),
                ('note', models.TextField(blank=True, max_length=20000, verbose_name='note')),
                ('discuss', models.BooleanField(default=False, verbose_name='talk about this at my next visit')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('zone', models.CharField(editable=False, max_length=64)),
                ('device_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('client_uuid', models.UUIDField(default=uuid.uuid4)),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='care_circle.patient')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='questions.question')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['-felt_on', '-written_at'],
            },
        ),
        migrations.CreateModel(
            name='FollowedSymptom',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='symptom')),
                ('since', models.DateField(verbose_name='followed since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='stopped on')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_private', models.BooleanField(default=False, verbose_name='only I see this')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_symptoms', to='care_circle.patient')),
                ('symptom', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.symptom')),
            ],
            options={
                'ordering': ['position', 'created_at'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalEntry',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('voice', models.CharField(choices=[('own', 'The patient’s own'), ('observed', 'A caregiver’s observation')], editable=False, max_length=10)),
                ('felt_on', models.DateField(verbose_name='day')),
                ('part_of_day', models.CharField(blank=True, choices=[('', 'Whole day'), ('morning', 'Morning'), ('afternoon', 'Afternoon'), ('evening', 'Evening'), ('night', 'Night')], default='', max_length=10, verbose_name='part of the day')),
                ('overall', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Good'), (1, 'All right'), (2, 'Not great'), (3, 'Bad'), (4, 'Very bad')], null=True, verbose_name='overall')),
                ('note', models.TextField(blank=True, max_length=20000, verbose_name='note')),
                ('discuss', models.BooleanField(default=False, verbose_name='talk about this at my next visit')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('zone', models.CharField(editable=False, max_length=64)),
                ('device_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('client_uuid', models.UUIDField(default=uuid.uuid4)),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
                ('question', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='questions.question')),
            ],
            options={
                'verbose_name': 'historical entry',
                'verbose_name_plural': 'historical entries',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalFollowedSymptom',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='symptom')),
                ('since', models.DateField(verbose_name='followed since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='stopped on')),
                ('is_private', models.BooleanField(default=False, verbose_name='only I see this')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
                ('symptom', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.symptom')),
            ],
            options={
                'verbose_name': 'historical followed symptom',
                'verbose_name_plural': 'historical followed symptoms',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalMeasurement',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(editable=False, max_length=100)),
                ('value', models.DecimalField(decimal_places=2, max_digits=10)),
                ('second_value', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='journal.entry')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.measure')),
            ],
            options={
                'verbose_name': 'historical measurement',
                'verbose_name_plural': 'historical measurements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRating',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(editable=False, max_length=100)),
                ('severity', models.PositiveSmallIntegerField(choices=[(0, 'None'), (1, 'Mild'), (2, 'Moderate'), (3, 'Severe')])),
                ('stopped', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'No'), (1, 'Some'), (2, 'Most')], null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='journal.entry')),
                ('followed', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='journal.followedsymptom')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical rating',
                'verbose_name_plural': 'historical ratings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='MeasureChoice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_shown', models.BooleanField(default=True)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='choices', to='catalogue.measure')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measure_choices', to='care_circle.patient')),
            ],
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(editable=False, max_length=100)),
                ('value', models.DecimalField(decimal_places=2, max_digits=10)),
                ('second_value', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='journal.entry')),
                ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.measure')),
            ],
            options={
                'ordering': ['created_at'],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(editable=False, max_length=100)),
                ('severity', models.PositiveSmallIntegerField(choices=[(0, 'None'), (1, 'Mild'), (2, 'Moderate'), (3, 'Severe')])),
                ('stopped', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'No'), (1, 'Some'), (2, 'Most')], null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='journal.entry')),
                ('followed', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ratings', to='journal.followedsymptom')),
            ],
            options={
                'ordering': ['-severity', 'name'],
            },
        ),
        migrations.CreateModel(
            name='RuleMatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('revision', models.PositiveIntegerField()),
                ('level', models.CharField(choices=[('emergency', 'Get help now'), ('now', 'Call your team now'), ('today', 'Call your team today')], max_length=10)),
                ('title', models.CharField(max_length=60)),
                ('text', models.TextField()),
                ('reading', models.CharField(max_length=200)),
                ('rule_words', models.CharField(max_length=600)),
                ('attribution', models.CharField(max_length=500)),
                ('shown_at', models.DateTimeField(verbose_name='shown')),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rule_matches', to='journal.entry')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='care_team.callrule')),
                ('sign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.warningsign')),
            ],
            options={
                'verbose_name_plural': 'rule matches',
                'ordering': ['-shown_at', 'created_at'],
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['patient', '-felt_on', '-written_at'], name='journal_ent_patient_4eda14_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['patient', 'written_at'], name='journal_ent_patient_d255c3_idx'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='journal_entry_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('patient', 'created_by', 'client_uuid'), name='journal_entry_is_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('overall__isnull', True), ('overall__in', [0, 1, 2, 3, 4]), _connector='OR'), name='journal_entry_overall_is_on_the_scale'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('part_of_day__in', ['', 'morning', 'afternoon', 'evening', 'night'])), name='journal_entry_part_of_day_is_known'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('voice__in', ['own', 'observed'])), name='journal_entry_voice_is_known'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('felt_on__gte', datetime.date(1900, 1, 1))), name='journal_entry_felt_on_is_in_our_time'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('note'), 20000)), name='journal_entry_note_fits'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('zone', ''), _negated=True), name='journal_entry_has_a_clock'),
        ),
        migrations.AddConstraint(
            model_name='followedsymptom',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('patient', 'name'), name='journal_followedsymptom_is_followed_once'),
        ),
        migrations.AddConstraint(
            model_name='followedsymptom',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='journal_followedsymptom_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='followedsymptom',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='journal_followedsymptom_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='measurechoice',
            constraint=models.UniqueConstraint(fields=('patient', 'measure'), name='journal_measurechoice_is_made_once'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.UniqueConstraint(fields=('entry', 'measure'), name='journal_measurement_is_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='journal_measurement_value_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.CheckConstraint(condition=models.Q(('second_value__isnull', True), models.Q(('second_value__gte', 0), ('second_value__lt', models.F('value'))), _connector='OR'), name='journal_measurement_second_value_is_lower'),
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(fields=['followed', 'severity', 'entry'], name='journal_rat_followe_f3ebff_idx'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(fields=('entry', 'followed'), name='journal_rating_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('severity__in', [0, 1, 2, 3])), name='journal_rating_severity_is_on_the_scale'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('stopped__isnull', True), ('stopped__in', [0, 1, 2]), _connector='OR'), name='journal_rating_stopped_is_on_the_scale'),
        ),
        migrations.AddConstraint(
            model_name='rulematch',
            constraint=models.UniqueConstraint(condition=models.Q(('corrected_at__isnull', True)), fields=('entry', 'rule_words', 'reading'), name='journal_rulematch_is_shown_once'),
        ),
        migrations.AddConstraint(
            model_name='rulematch',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['emergency', 'now', 'today'])), name='journal_rulematch_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='rulematch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True), models.Q(('reading', ''), _negated=True)), name='journal_rulematch_keeps_what_was_shown'),
        ),
        migrations.AddConstraint(
            model_name='rulematch',
            constraint=models.CheckConstraint(condition=models.Q(('corrected_at__isnull', True), ('corrected_at__gte', models.F('shown_at')), _connector='OR'), name='journal_rulematch_is_corrected_after_it_was_shown'),
        ),
    ]
