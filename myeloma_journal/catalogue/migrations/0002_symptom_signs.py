import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='symptom',
            name='follow_ups',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='warningsign',
            name='only_on',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('reviewed', 'Read by a clinician'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                ('written_on', models.DateField()),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('next_review_due', models.DateField(blank=True, null=True)),
                ('editor_note', models.TextField(blank=True)),
                ('name', models.CharField(max_length=60)),
                ('emergency_number', models.CharField(blank=True, max_length=40)),
                ('other_emergency', models.CharField(blank=True, max_length=120)),
                ('crisis_line', models.CharField(blank=True, max_length=60)),
                ('crisis_name', models.CharField(blank=True, max_length=120)),
                ('crisis_hours', models.CharField(blank=True, max_length=60)),
                ('takes_texts', models.BooleanField(default=False)),
                ('sources', models.ManyToManyField(blank=True, to='catalogue.source')),
            ],
            options={
                'verbose_name_plural': 'countries',
                'ordering': ['name'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('revision__gte', 1)), name='catalogue_country_revision_starts_at_one'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'reviewed', 'published', 'retired'])), name='catalogue_country_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'retired']), ('reviewed_on__isnull', False), _connector='OR'), name='catalogue_country_read_on_a_day'), models.CheckConstraint(condition=models.Q(('next_review_due__isnull', True), ('next_review_due__gt', models.F('written_on')), _connector='OR'), name='catalogue_country_due_after_written')],
            },
        ),
        migrations.CreateModel(
            name='SymptomSign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('reviewed', 'Read by a clinician'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                ('written_on', models.DateField()),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('next_review_due', models.DateField(blank=True, null=True)),
                ('editor_note', models.TextField(blank=True)),
                ('relation', models.CharField(choices=[('is', 'Is the sign'), ('may-go-with', 'May go with the sign')], max_length=12)),
                ('at_least', models.PositiveSmallIntegerField(default=1)),
                ('condition', models.JSONField(blank=True, null=True)),
                ('reason', models.CharField(max_length=200)),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sign_rows', to='catalogue.measure')),
                ('sign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='catalogue.warningsign')),
                ('sources', models.ManyToManyField(blank=True, to='catalogue.source')),
                ('symptom', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sign_rows', to='catalogue.symptom')),
            ],
            options={
                'ordering': ['slug'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('revision__gte', 1)), name='catalogue_symptomsign_revision_starts_at_one'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'reviewed', 'published', 'retired'])), name='catalogue_symptomsign_status_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'retired']), ('reviewed_on__isnull', False), _connector='OR'), name='catalogue_symptomsign_read_on_a_day'), models.CheckConstraint(condition=models.Q(('next_review_due__isnull', True), ('next_review_due__gt', models.F('written_on')), _connector='OR'), name='catalogue_symptomsign_due_after_written'), models.CheckConstraint(condition=models.Q(('symptom__isnull', True), ('measure__isnull', True), _connector='XOR'), name='catalogue_symptomsign_is_about_one_thing'), models.CheckConstraint(condition=models.Q(('relation__in', ['is', 'may-go-with'])), name='catalogue_symptomsign_relation_is_known'), models.CheckConstraint(condition=models.Q(('at_least__in', [1, 2, 3])), name='catalogue_symptomsign_at_least_is_a_severity')],
            },
        ),
    ]
