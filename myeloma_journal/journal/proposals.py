"""Which symptoms people often follow who take what this person takes."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Symptom

MOST_NAMED = 3


@dataclass(frozen=True)
class Proposal:
    """The symptoms to watch for with one drug, as the catalogue lists them."""

    drug: str
    symptoms: list[Symptom]

    @property
    def names(self) -> str:
        """The first symptoms, and how many more there are, in one line."""
        first = "; ".join(one.label.lower() for one in self.symptoms[:MOST_NAMED])
        more = len(self.symptoms) - MOST_NAMED
        if more <= 0:
            return first
        return _("%(names)s; and %(more)s more") % {"names": first, "more": more}


def proposals(patient: Patient) -> list[Proposal]:
    """For each drug of the current line, what was never followed; three queries.

    Only proposed, never followed by itself. What a person once took away is not
    proposed again, and a symptom of two drugs is proposed once.
    """
    watched = Symptom.objects.current().filter(is_private=False)
    lines = patient.lines.current(patient.today()).prefetch_related(
        "drugs__drug", Prefetch("drugs__drug__watch_symptoms", watched)
    )
    known = set(patient.followed_symptoms.values_list("symptom_id", flat=True))
    found = []
    for given in (drug for line in lines for drug in line.drugs.all()):
        watch = given.drug.watch_symptoms.all() if given.drug else ()
        new = [one for one in watch if one.pk not in known]
        known |= {one.pk for one in new}
        if new:
            found.append(Proposal(given.name, new))
    return found
