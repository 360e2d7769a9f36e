"""What the treatment record says on one day that warning signs depend on.

Where a date or a name is not exact, the wider reading holds: it may show a sign that
another reading would not, but hides none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils.functional import cached_property

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Drug, Route
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.models import Line, LineDrug

# Side effects of CAR-T and of a bispecific antibody are watched for so long.
WATCH_WEEKS = timedelta(weeks=8)
FIRST_WEEK = timedelta(days=6)
CAR_T_PROCEDURE = "car-t-treatment"
# Context: slugs of the drugs or classes that one has to be on, that day.
ON = {
    "carfilzomib": {"carfilzomib"},
    "belantamab": {"adc-bcma"},
    "steroid": {"corticosteroid"},
    "blood-thinner": {"blood-thinner"},
}
# The same, for what once was given.
EVER = {"car-t": {"car-t"}, "bispecific": {"bispecific"}}
WATCHED = {"car-t", "bispecific"}


@dataclass(frozen=True)
class Given:
    """A drug or a procedure: its slug and those of its classes, from when to when."""

    slugs: frozenset[str]
    start: PartialDate | None
    stop: PartialDate | None

    def has_begun(self, day: date) -> bool:
        return self.start is None or self.start.first <= day

    def is_current(self, day: date) -> bool:
        is_over = self.stop is not None and self.stop.last <= day
        return self.has_begun(day) and not is_over

    def is_watched(self, day: date) -> bool:
        if not self.slugs & WATCHED:
            return False
        if self.start is None:
            return self.is_current(day)
        return self.start.first <= day <= self.start.last + WATCH_WEEKS


def contexts_on(patient: Patient, day: date) -> frozenset[str]:
    """Which of `signs.ON_TREATMENT` hold, in five queries at most."""
    drugs = LineDrug.objects.select_related("line", "drug__drug_class__parent")
    lines = list(
        patient.lines.filter(started_on__lte=day).prefetch_related(
            Prefetch("drugs", drugs)
        )
    )
    given = list(_given(patient, lines))
    contexts = {
        name
        for name, slugs in ON.items()
        if any(use.slugs & slugs and use.is_current(day) for use in given)
    }
    contexts |= {
        name
        for name, slugs in EVER.items()
        if any(use.slugs & slugs and use.has_begun(day) for use in given)
    }
    if any(use.is_watched(day) for use in given):
        contexts.add("watch-weeks")
    if any(_is_first_week(line, day) for line in lines):
        contexts.add("first-week")
    if any(_was_given(drug, day) for line in lines for drug in line.drugs.all()):
        contexts.add("drug-yesterday")
    return frozenset(contexts)


def _given(patient: Patient, lines: Iterable[Line]) -> Iterator[Given]:
    names = DrugNames()
    for line in lines:
        for drug in line.drugs.all():
            slugs = _slugs(drug.drug) or names.find(drug.name)
            yield Given(slugs, line.started, line.stopped)
        # A treatment may be known only by its name: "Tecvayli".
        if not line.drugs.all():
            yield Given(names.find(line.regimen_name), line.started, line.stopped)
    for medication in patient.medications.select_related("drug__drug_class__parent"):
        slugs = _slugs(medication.drug) or names.find(medication.name)
        yield Given(slugs, medication.started, medication.stopped)
    for done in patient.procedures.select_related("kind"):
        if done.kind and done.kind.slug == CAR_T_PROCEDURE:
            yield Given(frozenset({"car-t"}), done.when, None)
        elif not done.kind:
            yield Given(names.find(done.name), done.when, None)


def _is_first_week(line: Line, day: date) -> bool:
    started = line.started
    is_exact = started.precision in {Precision.DAY, Precision.MONTH}
    return is_exact and started.first <= day <= started.last + FIRST_WEEK


def _was_given(drug: LineDrug, day: date) -> bool:
    """Whether a dose not swallowed was due that day or the day before."""
    return drug.route != Route.ORAL and drug.days_since_dose(day) in {0, 1}


def _slugs(drug: Drug | None) -> frozenset[str]:
    if drug is None:
        return frozenset()
    classes = (drug.drug_class, drug.drug_class.parent)
    return frozenset([drug.slug, *(kind.slug for kind in classes if kind)])


class DrugNames:
    """Finds drugs of the catalogue, and their classes, in what somebody typed."""

    def find(self, text: str) -> frozenset[str]:
        """Slugs of all that is named, by name, brand or alias, of a drug or class."""
        typed = _plain(text)
        return frozenset(
            slug
            for pattern, slugs in self._known
            if pattern.search(typed)
            for slug in slugs
        )

    @cached_property
    def _known(self) -> list[tuple[re.Pattern[str], frozenset[str]]]:
        known = []
        for drug in Drug.objects.current().select_related("drug_class__parent"):
            kind = drug.drug_class
            own = [drug.name, drug.slug, *drug.aliases, *drug.brands]
            known.append((_any_of(own), _slugs(drug)))
            of_class = [kind.name, kind.slug, *kind.aliases]
            known.append((_any_of(of_class), frozenset({kind.slug})))
        return known


def _plain(text: str) -> str:
    """Lower case, and with spaces for hyphens: "CAR-T" is "CAR T"."""
    return re.sub(r"[\W_]+", " ", text).casefold().strip()


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    # A brand may carry a remark: "Pepaxto (US, withdrawn)".
    words = {_plain(name.partition("(")[0]) for name in names} - {""}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})s?\b")
