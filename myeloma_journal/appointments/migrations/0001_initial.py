import datetime
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import myeloma_journal.care_circle.models.people
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('care_circle', '0001_initial'),
        ('care_team', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('starts_at', models.DateTimeField()),
                ('zone', models.CharField(editable=False, max_length=64, validators=[myeloma_journal.care_circle.models.people.validate_zone])),
                ('with_whom', models.CharField(max_length=100, verbose_name='with whom')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('purpose', models.CharField(blank=True, max_length=200, verbose_name='what for')),
                ('heard', models.TextField(blank=True, max_length=20000, verbose_name='what we heard')),
                ('decided', models.TextField(blank=True, max_length=20000, verbose_name='what was decided')),
                ('is_cancelled', models.BooleanField(default=False)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='care_team.contact', verbose_name='with whom')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='care_circle.patient')),
            ],
            options={
                'ordering': ['starts_at', 'created_at'],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to='care_circle.membership')),
            ],
            options={
                'verbose_name_plural': 'calendar feeds',
            },
        ),
        migrations.CreateModel(
            name='HistoricalAppointment',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('starts_at', models.DateTimeField()),
                ('zone', models.CharField(editable=False, max_length=64, validators=[myeloma_journal.care_circle.models.people.validate_zone])),
                ('with_whom', models.CharField(max_length=100, verbose_name='with whom')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('purpose', models.CharField(blank=True, max_length=200, verbose_name='what for')),
                ('heard', models.TextField(blank=True, max_length=20000, verbose_name='what we heard')),
                ('decided', models.TextField(blank=True, max_length=20000, verbose_name='what was decided')),
                ('is_cancelled', models.BooleanField(default=False)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('contact', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_team.contact', verbose_name='with whom')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
            ],
            options={
                'verbose_name': 'historical appointment',
                'verbose_name_plural': 'historical appointments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalNextStep',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.CharField(max_length=300, verbose_name='what to do')),
                ('who', models.CharField(blank=True, max_length=100, verbose_name='who does it')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('done_on', models.DateField(blank=True, editable=False, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('appointment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appointments.appointment')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical next step',
                'verbose_name_plural': 'historical next steps',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='NextStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.CharField(max_length=300, verbose_name='what to do')),
                ('who', models.CharField(blank=True, max_length=100, verbose_name='who does it')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('done_on', models.DateField(blank=True, editable=False, null=True)),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='next_steps', to='appointments.appointment')),
            ],
            options={
                'ordering': ['created_at'],
            },
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['patient', 'starts_at'], name='appointment_patient_c89bba_idx'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('with_whom', ''), _negated=True), name='appointments_appointment_is_with_somebody'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('zone', ''), _negated=True), name='appointments_appointment_has_a_clock'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__gte', datetime.datetime(1899, 12, 31, 0, 0, tzinfo=datetime.timezone.utc))), name='appointments_appointment_is_in_our_time'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('heard'), 20000)), name='appointments_appointment_heard_fits'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('decided'), 20000)), name='appointments_appointment_decided_fits'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('token_hash'), 64)), name='appointments_calendarfeed_has_a_hash'),
        ),
        migrations.AddConstraint(
            model_name='nextstep',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='appointments_nextstep_says_something'),
        ),
        migrations.AddConstraint(
            model_name='nextstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', True), ('due_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('done_on__isnull', True), ('done_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='appointments_nextstep_is_in_our_time'),
        ),
    ]
