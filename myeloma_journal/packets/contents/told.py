"""What the team told: the diagnosis, its stages, what the genes showed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.packets.contents.record import Kept
from myeloma_journal.treatment.models import Diagnosis, GeneFinding, Stage


@dataclass(frozen=True)
class ToldLine:
    """One thing that was told: what it is about, and the words."""

    about: str
    words: str


def told_lines(record: Kept) -> tuple[ToldLine, ...]:
    """All of it, as it was told; what is empty is left out."""
    lines = [
        *(line for one in record.diagnoses for line in _diagnosis(one)),
        *(_stage(one) for one in record.stages),
        *(_gene(one) for one in record.genes),
    ]
    return tuple(line for line in lines if line.words)


def _diagnosis(diagnosis: Diagnosis) -> Iterable[ToldLine]:
    yield ToldLine(_("Type of myeloma"), diagnosis.myeloma_type)
    yield ToldLine(_("Diagnosed"), str(diagnosis.when or ""))
    yield ToldLine(_("Kidneys"), diagnosis.kidneys)
    yield ToldLine(_("Bones"), diagnosis.bones)


def _stage(stage: Stage) -> ToldLine:
    words = (stage.stage, str(stage.when or ""), stage.reported_by)
    return ToldLine(
        _("Stage by %(system)s") % {"system": stage.system_name}, _said(*words)
    )


def _gene(finding: GeneFinding) -> ToldLine:
    share = copies = rules = ""
    if finding.percent is not None:
        percent = number_format(finding.percent.normalize(), use_l10n=True)
        share = _("in %(percent)s%% of cells") % {"percent": percent}
    if finding.copies is not None:
        copies = ngettext("%(count)d copy", "%(count)d copies", finding.copies)
        copies %= {"count": finding.copies}
    if finding.rules:
        rules = _("rules that were used: %(rules)s") % {"rules": finding.rules}
    result = finding.get_result_display()
    if finding.is_said_by_its_name:
        result = _("Tested")
    when = str(finding.when or "")
    words = (result, share, copies, finding.method, finding.sample, when, rules)
    return ToldLine(_("Genes: %(name)s") % {"name": finding.name}, _said(*words))


def _said(*words: str) -> str:
    return ", ".join(word for word in words if word)
