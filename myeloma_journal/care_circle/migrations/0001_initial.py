import datetime
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import myeloma_journal.care_circle.models.people
import myeloma_journal.platform.forms.values
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Patient',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                ('zone', models.CharField(max_length=64, validators=[myeloma_journal.care_circle.models.people.validate_zone], verbose_name='time zone')),
                ('units', models.CharField(choices=[('us', '°F, pounds'), ('metric', '°C, kilograms')], max_length=10, verbose_name='units')),
                ('call_about', models.CharField(blank=True, max_length=200, verbose_name='whom to call about them')),
                ('emergency_number', models.CharField(blank=True, max_length=40, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='emergency number')),
                ('crisis_line', models.CharField(blank=True, max_length=60, validators=[myeloma_journal.platform.forms.values.validate_telephone], verbose_name='crisis line')),
                ('deletion_scheduled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('deletion_scheduled_by', models.CharField(blank=True, editable=False, max_length=170)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('deletion_scheduled_at__isnull', True), ('deletion_scheduled_by', '')), models.Q(('deletion_scheduled_at__isnull', False), models.Q(('deletion_scheduled_by', ''), _negated=True)), _connector='OR'), name='care_circle_patient_deletion_is_scheduled_by_somebody'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='care_circle_patient_has_a_name'), models.CheckConstraint(condition=models.Q(('zone', ''), _negated=True), name='care_circle_patient_has_a_clock'), models.CheckConstraint(condition=models.Q(('units__in', ['us', 'metric'])), name='care_circle_patient_units_are_known'), models.CheckConstraint(condition=models.Q(('born_on__isnull', True), ('born_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), name='care_circle_patient_born_on_is_in_our_time')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('helper', 'Helper'), ('reader', 'Reader')], max_length=10)),
                ('is_patient', models.BooleanField(default=False)),
                ('relation', models.CharField(blank=True, max_length=60, verbose_name='what you are to them')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('last_read_on', models.DateField(blank=True, editable=False, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='care_circle.patient')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('patient', 'user'), name='care_circle_membership_is_active_once'), models.UniqueConstraint(condition=models.Q(('is_patient', True), ('removed_at__isnull', True)), fields=('patient',), name='care_circle_membership_of_the_patient_is_one'), models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'helper', 'reader'])), name='care_circle_membership_role_is_known'), models.CheckConstraint(condition=models.Q(('is_patient', False), ('role', 'owner'), _connector='OR'), name='care_circle_membership_of_the_patient_is_owner')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('name', models.CharField(max_length=100, verbose_name='their name')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('helper', 'Helper'), ('reader', 'Reader')], max_length=10, verbose_name='what they may do')),
                ('is_patient', models.BooleanField(default=False)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='care_circle.patient')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='care_circle_invitation_is_signed'), models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'helper', 'reader'])), name='care_circle_invitation_role_is_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='care_circle_invitation_names_somebody'), models.CheckConstraint(condition=models.Q(('is_patient', False), ('role', 'owner'), _connector='OR'), name='care_circle_invitation_of_the_patient_is_owner'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='care_circle_invitation_ends_once'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('token_hash'), 64), name='care_circle_invitation_token_is_hashed')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('kind', models.CharField(choices=[('signed_in', 'signed in'), ('password', 'chose a new password'), ('mfa', 'changed their second lock'), ('read', 'looked into this journal'), ('refused', 'was refused: their role does not allow it'), ('turned_away', 'tried to open this journal, and could not'), ('printed', 'made a PDF to print'), ('exported', 'took out a copy of everything'), ('deletion_scheduled', 'asked to delete this journal'), ('deletion_cancelled', 'kept this journal after all'), ('calendar_made', 'made a calendar address'), ('calendar_gone', 'withdrew a calendar address'), ('invited', 'invited somebody'), ('invited_patient', 'invited the patient'), ('withdrew', 'withdrew an invitation'), ('joined', 'joined the circle'), ('joined_as_patient', 'joined as the patient, whose journal this is'), ('left', 'left the circle'), ('removed', 'removed somebody'), ('role', 'changed what somebody may do')], max_length=20)),
                ('on', models.DateField()),
                ('about', models.CharField(blank=True, max_length=100)),
                ('object_id', models.UUIDField(blank=True, null=True)),
                ('network', models.CharField(blank=True, max_length=43)),
                ('device', models.CharField(blank=True, max_length=60)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='care_circle.patient')),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['patient', '-created_at'], name='care_circle_patient_ab2f71_idx'), models.Index(fields=['patient', 'on'], name='care_circle_patient_4749c2_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='care_circle_activity_is_signed'), models.CheckConstraint(condition=models.Q(('kind__in', ['signed_in', 'password', 'mfa', 'read', 'refused', 'turned_away', 'printed', 'exported', 'deletion_scheduled', 'deletion_cancelled', 'calendar_made', 'calendar_gone', 'invited', 'invited_patient', 'withdrew', 'joined', 'joined_as_patient', 'left', 'removed', 'role'])), name='care_circle_activity_kind_is_known'), models.UniqueConstraint(condition=models.Q(('kind__in', ('read', 'refused', 'turned_away'))), fields=('patient', 'created_by', 'kind', 'on'), name='care_circle_activity_is_recorded_once_a_day')],
            },
        ),
    ]
