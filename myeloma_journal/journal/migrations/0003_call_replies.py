import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


def mark_general(apps, schema_editor):
    """Without a rule of the patient, it was a general sign as published."""
    matches = apps.get_model("journal", "RuleMatch").objects
    matches.filter(rule=None, sign__isnull=False).update(is_general=True)


class Migration(migrations.Migration):

    dependencies = [
        ('care_team', '0002_rule_count'),
        ('catalogue', '0002_symptom_signs'),
        ('journal', '0002_rating_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallReply',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('said', models.CharField(choices=[('called', 'Called'), ('known', 'They already know'), ('not_called', 'Not called'), ('none', 'None of these')], max_length=10)),
                ('is_private', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'call replies',
                'ordering': ['created_at'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCallReply',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('said', models.CharField(choices=[('called', 'Called'), ('known', 'They already know'), ('not_called', 'Not called'), ('none', 'None of these')], max_length=10)),
                ('is_private', models.BooleanField(default=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical call reply',
                'verbose_name_plural': 'historical call replies',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='about',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='answers',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='comparator',
            field=models.CharField(blank=True, choices=[('at_least', 'or more'), ('above', 'above'), ('at_most', 'or less'), ('below', 'below')], max_length=10),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='is_general',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_general, migrations.RunPython.noop),
        migrations.AddField(
            model_name='rulematch',
            name='is_private',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='limit',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='limit_unit',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='number',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='rests_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='resting', to='journal.rulematch'),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='unit',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='rulematch',
            name='was_asked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='rulematch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comparator', ''), ('limit__isnull', True), ('limit_unit', '')), models.Q(('comparator__in', ['at_least', 'above', 'at_most', 'below']), ('limit__isnull', False), models.Q(('limit_unit', ''), _negated=True)), _connector='OR'), name='journal_rulematch_limit_is_whole_or_absent'),
        ),
        migrations.AddConstraint(
            model_name='rulematch',
            constraint=models.CheckConstraint(condition=models.Q(('rests_on__isnull', True), models.Q(('rests_on', models.F('id')), _negated=True), _connector='OR'), name='journal_rulematch_rests_on_another'),
        ),
        migrations.AddField(
            model_name='callreply',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='callreply',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_replies', to='journal.entry'),
        ),
        migrations.AddField(
            model_name='callreply',
            name='match',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reply', to='journal.rulematch'),
        ),
        migrations.AddField(
            model_name='historicalcallreply',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcallreply',
            name='entry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='journal.entry'),
        ),
        migrations.AddField(
            model_name='historicalcallreply',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcallreply',
            name='match',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='journal.rulematch'),
        ),
        migrations.AddConstraint(
            model_name='callreply',
            constraint=models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='journal_callreply_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='callreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('match__isnull', True), ('said', 'none')), models.Q(('match__isnull', False), ('said__in', ['called', 'known', 'not_called'])), _connector='OR'), name='journal_callreply_is_about_a_match_or_the_list'),
        ),
        migrations.AddConstraint(
            model_name='callreply',
            constraint=models.UniqueConstraint(condition=models.Q(('match__isnull', True)), fields=('entry',), name='journal_callreply_to_the_list_is_one'),
        ),
    ]
