import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("why", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_bundle_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_bundle_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_bundle_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_bundle_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Checklist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "situation",
                    models.CharField(
                        choices=[
                            ("first", "When you first hear of it"),
                            ("treatment", "Treatment"),
                            ("relapse", "When myeloma comes back"),
                            ("living", "Living with it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=40)),
                ("intro", models.CharField(max_length=200)),
                ("topic", models.CharField(max_length=20)),
                ("audience", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_checklist_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_checklist_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_checklist_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_checklist_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("text", models.TextField()),
                ("text_without_number", models.TextField()),
                ("footer", models.TextField()),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_contactlevel_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_contactlevel_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_contactlevel_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_contactlevel_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LabMarker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("plain", models.CharField(max_length=120)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("myeloma", "Myeloma"),
                            ("immune", "Immune system"),
                            ("blood-count", "Blood counts"),
                            ("kidney", "Kidneys"),
                            ("bone", "Bones"),
                            ("stage", "Used for the stage"),
                        ],
                        max_length=12,
                    ),
                ),
                ("specimen", models.CharField(max_length=30)),
                ("canonical_unit", models.CharField(max_length=30)),
                ("units", models.JSONField(default=list)),
                ("aliases", models.JSONField(blank=True, default=list)),
                ("loinc", models.CharField(blank=True, max_length=10)),
                ("loinc_name", models.CharField(blank=True, max_length=200)),
                (
                    "loinc_confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "high"),
                            ("medium", "medium"),
                            ("low", "low"),
                        ],
                        max_length=6,
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_labmarker_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_labmarker_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_labmarker_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_labmarker_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("plain", models.TextField()),
                ("typical", models.TextField(blank=True)),
                ("aliases", models.JSONField(blank=True, default=list)),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_phase_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_phase_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_phase_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_phase_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("plain", models.TextField()),
                ("availability", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_procedure_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_procedure_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_procedure_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_procedure_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("web-guide", "The guides this began with"),
                            ("patient-charity", "Patient charities"),
                            ("hospital", "Hospitals"),
                            ("public-health", "Public health services"),
                            ("guideline", "Guidelines"),
                            ("professional-body", "Professional bodies"),
                            ("regulator", "Drug regulators"),
                            ("drug-leaflet", "Drug leaflets"),
                            ("journal", "Medical journals"),
                            ("reference", "Reference works"),
                            ("instrument", "Questionnaires for symptoms"),
                            ("professional-site", "Sites for professionals"),
                            ("patient-site", "Sites for patients"),
                            ("news", "News"),
                            ("industry", "Drug companies"),
                            ("general-knowledge", "General knowledge"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("publisher", models.CharField(blank=True, max_length=120)),
                ("url", models.URLField(blank=True, max_length=300)),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}(-\\d{2}(-\\d{2})?)?$"
                            )
                        ],
                    ),
                ),
                ("read_on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="BundleItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="catalogue.bundle",
                    ),
                ),
                (
                    "checklist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="catalogue.checklist",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bundle", "checklist"),
                        name="catalogue_bundleitem_holds_a_list_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="bundle",
            name="checklists",
            field=models.ManyToManyField(
                through="catalogue.BundleItem", to="catalogue.checklist"
            ),
        ),
        migrations.CreateModel(
            name="DrugClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("plain", models.CharField(max_length=100)),
                ("how_it_works", models.TextField()),
                ("aliases", models.JSONField(blank=True, default=list)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="catalogue.drugclass",
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "verbose_name_plural": "drug classes",
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_drugclass_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_drugclass_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_drugclass_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_drugclass_due_after_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="catalogue_drugclass_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="checklist",
            name="drug_classes",
            field=models.ManyToManyField(
                blank=True, related_name="checklists", to="catalogue.drugclass"
            ),
        ),
        migrations.CreateModel(
            name="Drug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("name", models.CharField(max_length=80)),
                ("brands", models.JSONField(blank=True, default=list)),
                ("aliases", models.JSONField(blank=True, default=list)),
                ("routes", models.JSONField(default=list)),
                ("watch_note", models.TextField(blank=True)),
                ("atc", models.CharField(blank=True, max_length=7)),
                ("regimen_letters", models.JSONField(blank=True, default=list)),
                (
                    "drug_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drugs",
                        to="catalogue.drugclass",
                    ),
                ),
                (
                    "watch_labs",
                    models.ManyToManyField(
                        blank=True, related_name="drugs", to="catalogue.labmarker"
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_drug_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_drug_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_drug_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_drug_due_after_written",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="checklist",
            name="phases",
            field=models.ManyToManyField(blank=True, to="catalogue.phase"),
        ),
        migrations.CreateModel(
            name="CatalogueQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("topic", models.CharField(max_length=20)),
                ("is_hard", models.BooleanField(default=False)),
                (
                    "checklist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="catalogue.checklist",
                    ),
                ),
                (
                    "drug_classes",
                    models.ManyToManyField(blank=True, to="catalogue.drugclass"),
                ),
                ("phases", models.ManyToManyField(blank=True, to="catalogue.phase")),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["checklist__position", "position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_cataloguequestion_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_cataloguequestion_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_cataloguequestion_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_cataloguequestion_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regimen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("aliases", models.JSONField(blank=True, default=list)),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("high", "high"),
                            ("medium", "medium"),
                            ("low", "low"),
                        ],
                        max_length=6,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "phases",
                    models.ManyToManyField(
                        blank=True, related_name="regimens", to="catalogue.phase"
                    ),
                ),
                (
                    "procedures",
                    models.ManyToManyField(
                        blank=True, related_name="regimens", to="catalogue.procedure"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_regimen_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_regimen_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_regimen_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_regimen_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegimenDrug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="catalogue.drug"
                    ),
                ),
                (
                    "regimen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="catalogue.regimen",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("regimen", "drug"),
                        name="catalogue_regimendrug_holds_a_drug_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="regimen",
            name="drugs",
            field=models.ManyToManyField(
                related_name="regimens",
                through="catalogue.RegimenDrug",
                to="catalogue.drug",
            ),
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("short", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=60)),
                ("plain", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_response_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_response_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_response_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_response_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelapseStrategy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("plain", models.TextField()),
                ("evidence", models.TextField()),
                ("aliases", models.JSONField(blank=True, default=list)),
                (
                    "questions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="relapse_strategies",
                        to="catalogue.cataloguequestion",
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "verbose_name_plural": "relapse strategies",
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_relapsestrategy_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_relapsestrategy_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_relapsestrategy_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_relapsestrategy_due_after_written",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="regimen",
            name="sources",
            field=models.ManyToManyField(blank=True, to="catalogue.source"),
        ),
        migrations.AddField(
            model_name="procedure",
            name="sources",
            field=models.ManyToManyField(blank=True, to="catalogue.source"),
        ),
        migrations.AddField(
            model_name="phase",
            name="sources",
            field=models.ManyToManyField(blank=True, to="catalogue.source"),
        ),
        migrations.CreateModel(
            name="OtherTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("plain", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=10)),
                ("choices", models.JSONField(default=list)),
                ("extra", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_othertest_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_othertest_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_othertest_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_othertest_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=60)),
                ("help", models.CharField(blank=True, max_length=200)),
                ("is_core", models.BooleanField(default=False)),
                ("units", models.JSONField(default=list)),
                ("parts", models.JSONField(blank=True, default=list)),
                ("canonical_unit", models.CharField(max_length=20)),
                ("conversion", models.CharField(blank=True, max_length=120)),
                ("extra_fields", models.JSONField(blank=True, default=list)),
                ("loinc", models.CharField(blank=True, max_length=10)),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_measure_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_measure_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_measure_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_measure_due_after_written",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="labmarker",
            name="sources",
            field=models.ManyToManyField(blank=True, to="catalogue.source"),
        ),
        migrations.CreateModel(
            name="GeneMarker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("plain", models.CharField(max_length=120)),
                ("aliases", models.JSONField(blank=True, default=list)),
                ("result_choices", models.JSONField(default=list)),
                ("optional_fields", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_genemarker_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_genemarker_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_genemarker_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_genemarker_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactSign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=120)),
                ("examples", models.CharField(blank=True, max_length=200)),
                ("rule", models.JSONField(blank=True, null=True)),
                ("is_editable", models.BooleanField(default=True)),
                ("is_on_at_first", models.BooleanField(default=True)),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signs",
                        to="catalogue.contactlevel",
                    ),
                ),
                (
                    "drug_classes",
                    models.ManyToManyField(blank=True, to="catalogue.drugclass"),
                ),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_contactsign_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_contactsign_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_contactsign_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_contactsign_due_after_written",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="contactlevel",
            name="sources",
            field=models.ManyToManyField(blank=True, to="catalogue.source"),
        ),
        migrations.AddField(
            model_name="checklist",
            name="sources",
            field=models.ManyToManyField(blank=True, to="catalogue.source"),
        ),
        migrations.AddField(
            model_name="bundle",
            name="sources",
            field=models.ManyToManyField(blank=True, to="catalogue.source"),
        ),
        migrations.CreateModel(
            name="StagingSystem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("full_name", models.CharField(max_length=120)),
                ("stages", models.JSONField(default=list)),
                ("background", models.TextField()),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "high"),
                            ("medium", "medium"),
                            ("low", "low"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "gene_markers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="staging_systems",
                        to="catalogue.genemarker",
                    ),
                ),
                (
                    "lab_markers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="staging_systems",
                        to="catalogue.labmarker",
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_stagingsystem_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_stagingsystem_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_stagingsystem_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_stagingsystem_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("any", "Everywhere"),
                            ("EU", "European Union"),
                            ("US", "United States"),
                        ],
                        max_length=3,
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                (
                    "said_on",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}(-\\d{2}(-\\d{2})?)?$"
                            )
                        ],
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("high", "high"),
                            ("medium", "medium"),
                            ("low", "low"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_notes",
                        to="catalogue.drug",
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["drug__name", "position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_statusnote_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_statusnote_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_statusnote_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_statusnote_due_after_written",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Symptom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=80)),
                ("help", models.CharField(blank=True, max_length=200)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("energy", "Energy"),
                            ("pain", "Pain"),
                            ("nerves", "Nerves"),
                            ("strength", "Strength"),
                            ("infection", "Infection"),
                            ("breathing", "Breathing"),
                            ("stomach", "Stomach and bowels"),
                            ("eating", "Eating"),
                            ("mood", "Mood"),
                            ("thinking", "Thinking"),
                            ("skin", "Skin"),
                            ("heart-and-blood", "Heart and blood"),
                            ("kidneys", "Kidneys"),
                            ("eyes", "Eyes"),
                            ("treatment-day", "Treatment days"),
                            ("bones", "Bones"),
                            ("quality-of-life", "Quality of life"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_core", models.BooleanField(default=False)),
                ("is_private", models.BooleanField(default=False)),
                ("attributes", models.JSONField(default=list)),
                ("caused_by_myeloma", models.BooleanField(default=False)),
                ("extra_fields", models.JSONField(blank=True, default=list)),
                ("instrument_facts", models.JSONField(blank=True, default=dict)),
                (
                    "contact_signs",
                    models.ManyToManyField(
                        blank=True, related_name="symptoms", to="catalogue.contactsign"
                    ),
                ),
                (
                    "drug_classes",
                    models.ManyToManyField(
                        blank=True, related_name="symptoms", to="catalogue.drugclass"
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_symptom_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_symptom_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_symptom_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_symptom_due_after_written",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="procedure",
            name="watch_symptoms",
            field=models.ManyToManyField(
                blank=True, related_name="procedures", to="catalogue.symptom"
            ),
        ),
        migrations.AddField(
            model_name="drug",
            name="watch_symptoms",
            field=models.ManyToManyField(
                blank=True, related_name="drugs", to="catalogue.symptom"
            ),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("reviewed", "Read by a clinician"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_on", models.DateField()),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_due", models.DateField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, default=list)),
                ("editor_note", models.TextField(blank=True)),
                ("term", models.CharField(max_length=60)),
                ("plain", models.TextField()),
                ("aliases", models.JSONField(blank=True, default=list)),
                ("sources", models.ManyToManyField(blank=True, to="catalogue.source")),
            ],
            options={
                "ordering": ["term"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)),
                        name="catalogue_term_revision_starts_at_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "reviewed", "published", "retired"],
                            )
                        ),
                        name="catalogue_term_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "retired"]),
                            ("reviewed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="catalogue_term_read_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_review_due__isnull", True),
                            ("next_review_due__gt", models.F("written_on")),
                            _connector="OR",
                        ),
                        name="catalogue_term_due_after_written",
                    ),
                ],
            },
        ),
    ]
