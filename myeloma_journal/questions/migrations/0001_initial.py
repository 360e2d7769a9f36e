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
        ('appointments', '0001_initial'),
        ('care_circle', '0001_initial'),
        ('catalogue', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalQuestion',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('text', models.CharField(max_length=500, verbose_name='question')),
                ('why', models.CharField(blank=True, max_length=1000, verbose_name='why it matters')),
                ('label', models.CharField(blank=True, editable=False, max_length=100)),
                ('catalogue_revision', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('source_text', models.CharField(blank=True, editable=False, max_length=500)),
                ('source_why', models.CharField(blank=True, editable=False, max_length=1000)),
                ('status', models.CharField(choices=[('to_ask', 'To ask'), ('asked', 'Asked'), ('answered', 'Answered'), ('not_answered', 'Asked, not answered'), ('no_longer_needed', 'No longer needed')], default='to_ask', max_length=20, verbose_name='status')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='asked on')),
                ('top', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('appointment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='appointments.appointment', verbose_name='for which visit')),
                ('catalogue_question', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='catalogue.cataloguequestion')),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='care_circle.patient')),
                ('private_to', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical question',
                'verbose_name_plural': 'historical questions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('text', models.CharField(max_length=500, verbose_name='question')),
                ('why', models.CharField(blank=True, max_length=1000, verbose_name='why it matters')),
                ('label', models.CharField(blank=True, editable=False, max_length=100)),
                ('catalogue_revision', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('source_text', models.CharField(blank=True, editable=False, max_length=500)),
                ('source_why', models.CharField(blank=True, editable=False, max_length=1000)),
                ('status', models.CharField(choices=[('to_ask', 'To ask'), ('asked', 'Asked'), ('answered', 'Answered'), ('not_answered', 'Asked, not answered'), ('no_longer_needed', 'No longer needed')], default='to_ask', max_length=20, verbose_name='status')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='asked on')),
                ('top', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='appointments.appointment', verbose_name='for which visit')),
                ('catalogue_question', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.cataloguequestion')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='care_circle.patient')),
                ('private_to', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position', 'created_at'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAnswer',
            fields=[
                ('id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('text', models.TextField(max_length=20000, verbose_name='what was said')),
                ('given_by', models.CharField(blank=True, max_length=100, verbose_name='who said it')),
                ('given_on', models.DateField(verbose_name='when')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='questions.question')),
            ],
            options={
                'verbose_name': 'historical answer',
                'verbose_name_plural': 'historical answers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by_name', models.CharField(editable=False, max_length=170, verbose_name='signed')),
                ('text', models.TextField(max_length=20000, verbose_name='what was said')),
                ('given_by', models.CharField(blank=True, max_length=100, verbose_name='who said it')),
                ('given_on', models.DateField(verbose_name='when')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='questions.question')),
            ],
            options={
                'ordering': ['-given_on', '-created_at'],
            },
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['patient', 'status', 'position'], name='questions_q_patient_12453c_idx'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='questions_question_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('patient', 'catalogue_question'), name='questions_question_from_catalogue_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('patient', 'top'), name='questions_question_top_place_is_free'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('top__isnull', True), models.Q(('deleted_at__isnull', True), ('status__in', ['to_ask', 'asked', 'not_answered']), ('top__in', (1, 2, 3))), _connector='OR'), name='questions_question_at_the_top_is_open'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_on__isnull', True), ('status', 'to_ask')), models.Q(('asked_on__isnull', False), ('status__in', ['asked', 'answered', 'not_answered'])), ('status', 'no_longer_needed'), _connector='OR'), name='questions_question_has_a_day_when_asked'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('catalogue_question__isnull', True), ('catalogue_revision__isnull', True), ('source_text', ''), ('source_why', '')), models.Q(('catalogue_revision__isnull', False), models.Q(('source_text', ''), _negated=True)), _connector='OR'), name='questions_question_source_is_whole_or_none'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('private_to__isnull', True), models.Q(('private_to', models.F('created_by')), ('source_text', ''), ('top__isnull', True)), _connector='OR'), name='questions_question_private_is_own_and_not_at_the_top'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='questions_question_says_something'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 500)), name='questions_question_is_short'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('asked_on__isnull', True), ('asked_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), name='questions_question_asked_on_is_in_our_time'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('created_by_name', ''), _negated=True), name='questions_answer_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='questions_answer_says_something'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 20000)), name='questions_answer_fits'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('given_on__gte', datetime.date(1900, 1, 1))), name='questions_answer_given_on_is_in_our_time'),
        ),
    ]
