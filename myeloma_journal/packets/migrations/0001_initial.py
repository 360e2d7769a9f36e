import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('appointments', '0001_initial'),
        ('care_circle', '0001_initial'),
        ('care_team', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Packet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('sections', models.JSONField(default=list)),
                ('size', models.CharField(choices=[('regular', 'Regular'), ('large', 'Large'), ('very-large', 'Very large')], max_length=10)),
                ('paper', models.CharField(choices=[('letter', 'US Letter'), ('a4', 'A4')], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('pages', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packets', to='appointments.appointment')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='packets_packet_is_signed'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='packets_packet_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('pages__gte', 1)), name='packets_packet_has_pages'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64)), name='packets_packet_has_its_digest'), models.CheckConstraint(condition=models.Q(('paper__in', ['letter', 'a4']), ('size__in', ['regular', 'large', 'very-large'])), name='packets_packet_prints_in_a_known_way')],
            },
        ),
        migrations.CreateModel(
            name='PreparedStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('step', models.CharField(choices=[('top', 'Top three'), ('changes', 'Changes'), ('medications', 'Medications'), ('labs', 'Labs'), ('print', 'Print')], max_length=20)),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prepared_steps', to='appointments.appointment')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='packets_preparedstep_is_signed'), models.UniqueConstraint(fields=('appointment', 'step'), name='packets_preparedstep_is_done_once'), models.CheckConstraint(condition=models.Q(('step__in', ['top', 'changes', 'medications', 'labs', 'print'])), name='packets_preparedstep_step_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SavedPacketSettings',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('clinician_name', models.CharField(blank=True, max_length=100)),
                ('sections', models.JSONField(default=list)),
                ('left_out', models.JSONField(default=list)),
                ('private', models.JSONField(default=list)),
                ('since', models.CharField(choices=[('visit', 'The last visit'), ('month', '30 days ago')], default='visit', max_length=10)),
                ('size', models.CharField(choices=[('regular', 'Regular'), ('large', 'Large'), ('very-large', 'Very large')], default='regular', max_length=10)),
                ('paper', models.CharField(choices=[('letter', 'US Letter'), ('a4', 'A4')], default='letter', max_length=10)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_packet_settings', to='care_team.contact')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_packet_settings', to='care_circle.patient')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('patient', 'contact'), name='packets_savedpacketsettings_of_a_contact_is_one'), models.UniqueConstraint(condition=models.Q(('contact__isnull', True)), fields=('patient', 'clinician_name'), name='packets_savedpacketsettings_of_a_name_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('clinician_name', ''), ('contact__isnull', False)), models.Q(('contact__isnull', True), models.Q(('clinician_name', ''), _negated=True)), _connector='OR'), name='packets_savedpacketsettings_is_for_a_contact_or_a_name'), models.CheckConstraint(condition=models.Q(('since__in', ['visit', 'month'])), name='packets_savedpacketsettings_since_is_known'), models.CheckConstraint(condition=models.Q(('size__in', ['regular', 'large', 'very-large'])), name='packets_savedpacketsettings_size_is_known'), models.CheckConstraint(condition=models.Q(('paper__in', ['letter', 'a4'])), name='packets_savedpacketsettings_paper_is_known')],
            },
        ),
    ]
