"""An invented patient to look around with; her days follow today.

Nobody in it exists. The same four months come out each time, counted back from today.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from myeloma_journal.accounts.models import INVENTED, User
from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership, Patient, Units
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.catalogue.models import (
    CatalogueQuestion,
    Drug,
    GeneMarker,
    LabMarker,
    Measure,
    OtherTest,
    Phase,
    Procedure,
    Regimen,
    Response,
    Route,
    StagingSystem,
    Symptom,
)
from myeloma_journal.core.partial_dates import PartialDate, Precision
from myeloma_journal.home.invented_circle import make_circle
from myeloma_journal.home.invented_team import make_care_team
from myeloma_journal.journal.calling import ask_rules
from myeloma_journal.journal.models import (
    Entry,
    FollowedSymptom,
    Measurement,
    Overall,
    Rating,
    Severity,
    Stopped,
    Voice,
)
from myeloma_journal.labs.models import MRD, LabResult, Level, MrdWord, ToldResult
from myeloma_journal.packets.actions import step_done
from myeloma_journal.packets.contents.choice import USUAL, key_of
from myeloma_journal.packets.models import PacketChoice, Step
from myeloma_journal.questions import actions as questions
from myeloma_journal.questions.models import Status
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    Finding,
    GeneFinding,
    Kind,
    Line,
    Medication,
    MedicationCheck,
    Pattern,
    ProcedureDone,
    StageTold,
    WhyEnded,
)

PATIENT = f"margaret@{INVENTED}"
DAUGHTER = f"anna@{INVENTED}"
DAYS = 124
NONE, MILD, MODERATE, SEVERE = Severity.values
FOLLOWED = ["fatigue", "neuropathy", "sleep-trouble", "bone-pain", "nausea"]
# How many days ago one entry met a rule of her team.
FEVER = 16
WORDS = {
    1: "Awake from 2 until 5. Dropped a cup again, fingers feel like cotton wool.",
    4: "A good walk to the park and back.",
    9: "Long day at the clinic. The drip took four hours.",
    FEVER: "Shivery in the evening. Called the nurse line.",
    19: "Buttons are hard today.",
    33: "No appetite until noon, then fine.",
    51: "Anna came. We cooked together.",
    70: "Hips ache on the stairs.",
    88: "Wired all night after the Monday tablets.",
    104: "Slept through. First time this month.",
}


@transaction.atomic
def journal() -> Membership:
    """The invented journal as of today; made anew on each new day."""
    user, is_new = User.objects.get_or_create(
        email=PATIENT, defaults={"name": "Margaret Lewis"}
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    # Two clicks at once wait here for each other.
    user = User.objects.select_for_update().get(pk=user.pk)
    member = Membership.objects.active().filter(user=user).first()
    if (
        member
        and member.patient.local(member.created_at).date() == member.patient.today()
    ):
        return member
    if member:
        member.patient.delete()
    return _Making(user).member


class _Making:
    """One making of the journal, everything counted back from `today`."""

    def __init__(self, user: User) -> None:
        self.dice = random.Random(7)  # noqa: S311 - an invented life needs no secrecy
        self.patient = Patient.objects.create(
            name="Margaret Lewis",
            born_on=date(1954, 3, 14),
            zone=settings.TIME_ZONE,
            units=Units.US,
            call_about="Anna Lewis (daughter), 555-0119, any time",
        )
        self.today = self.patient.today()
        self.member = Membership.objects.create(
            patient=self.patient, user=user, role=Role.OWNER, is_patient=True
        )
        daughter, _ = User.objects.get_or_create(
            email=DAUGHTER, defaults={"name": "Anna Lewis"}
        )
        self.anna = Membership.objects.create(
            patient=self.patient, user=daughter, role=Role.HELPER, relation="daughter"
        )
        self.visits = self._appointments()
        self._told()
        self._treatment()
        self._labs()
        make_care_team(
            self.patient,
            said_on=self.visits[0].day,
            signed=self.anna.signature,
        )
        self._journal()
        self._questions()
        self._prepared()
        make_circle(self.member, self.anna)

    def back(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def at(self, day: date, hour: int, minute: int) -> datetime:
        clock = time(hour, minute)
        return datetime.combine(day, clock, tzinfo=ZoneInfo(self.patient.zone))

    def _appointments(self) -> list[Appointment]:
        """Every four weeks with the doctor; the next one in a week."""
        visits = [
            Appointment.objects.create(
                patient=self.patient,
                starts_at=self.at(self.back(ago), 10, 30),
                zone=self.patient.zone,
                with_whom="Dr. Elena Ruiz",
                place="Lakeside Cancer Center, room 214",
                purpose="Before the next cycle",
            )
            for ago in (105, 77, 49, 21, -7)
        ]
        last = visits[-2]
        last.heard = "The M protein went down again. Blood counts are fine for now."
        last.decided = "The doses stay as they are. A nerve test, if fingers go numb."
        last.save()
        last.next_steps.create(
            text="Ask Lakeside for a day for the nerve test",
            who="Anna",
            due_on=self.back(-5),
        )
        return visits

    def _prepared(self) -> None:
        """Anna has begun to prepare the next visit; its doctor needs no pharmacy."""
        visit = self.visits[-1]
        for step in (Step.TOP, Step.CHANGES):
            step_done(appointment=visit, step=step, by=self.anna)
        pharmacy = self.patient.contacts.get(name="Corner Pharmacy")
        PacketChoice.objects.create(
            patient=self.patient,
            whom=visit.with_whom,
            sections=sorted(USUAL.sections),
            left_out=[key_of("contact", pharmacy.pk)],
        )

    def _told(self) -> None:
        """In the month before the first treatment."""
        month = self.back(1310).replace(day=1)
        Diagnosis.objects.create(
            patient=self.patient,
            myeloma_type="IgG kappa",
            diagnosed_on=month,
            diagnosed_precision=Precision.MONTH,
            kidneys="not involved",
            bones="weak spots in the spine and the left hip",
        )
        StageTold.objects.create(
            patient=self.patient,
            system=StagingSystem.objects.get(slug="r-iss"),
            stage="II",
            told_on=month,
            told_precision=Precision.MONTH,
            told_by="Dr. Elena Ruiz",
        )
        for slug, result, percent in [
            ("t-11-14", Finding.FOUND, 62),
            ("del-17p", Finding.NOT_FOUND, None),
            ("t-4-14", Finding.NOT_FOUND, None),
        ]:
            marker = GeneMarker.objects.get(slug=slug)
            GeneFinding.objects.create(
                patient=self.patient,
                marker=marker,
                name=marker.name,
                result=result,
                percent=percent,
                tested_on=month,
                tested_precision=Precision.MONTH,
                sample="bone marrow",
                method="FISH",
            )

    def _treatment(self) -> None:
        first = self._line(
            1,
            "induction",
            "d-vrd",
            _month(self.back(1290)),
            _month(self.back(1110)),
            (6, 6),
            "vgpr",
        )
        second = self._line(
            2, "relapse", "d-pd", _day(self.back(110)), None, (None, 4), "pr"
        )
        cycle = {
            "pattern": Pattern.CYCLE,
            "cycle_length": 28,
            "cycle_began_on": self.back(110),
        }
        mondays = {"pattern": Pattern.WEEKLY, "weekdays": "1"}
        weekly = {"days_told": "once a week"}
        doses: dict[Line, list[tuple[str, Route, dict[str, Any]]]] = {
            first: [
                ("16 mg per kg", Route.INTRAVENOUS, weekly),
                ("1.3 mg per m²", Route.SUBCUTANEOUS, weekly),
                ("25 mg", Route.ORAL, {"days_told": "two weeks of three"}),
                ("40 mg", Route.ORAL, weekly),
            ],
            second: [
                ("1,800 mg", Route.SUBCUTANEOUS, cycle | {"cycle_days": "1,15"}),
                ("4 mg", Route.ORAL, cycle | {"cycle_days": "1-21"}),
                ("20 mg", Route.ORAL, mondays),
            ],
        }
        for line, several in doses.items():
            line.copy_drugs()
            for drug, told in zip(line.drugs.all(), several, strict=True):
                drug.dose, drug.route, days = told
                for name, value in days.items():
                    setattr(drug, name, value)
                drug.save()
        self._procedures(first)
        since = self.back(110)
        for kind, name, slug, dose, how_often, what_for, started, stopped in [
            (Kind.PRESCRIBED, "Zoledronic acid", "zoledronic-acid",
             "4 mg", "drip, every 3 months", "bones", self.back(1200), None),
            (Kind.PRESCRIBED, "Acyclovir", "aciclovir",
             "400 mg", "twice a day", "preventing shingles", since, None),
            (Kind.PRESCRIBED, "Ondansetron", "ondansetron",
             "8 mg", "when needed", "nausea", since, self.back(14)),
            (Kind.OVER_THE_COUNTER, "Aspirin", "aspirin-low-dose",
             "81 mg", "once a day", "preventing clots", since, None),
            (Kind.OVER_THE_COUNTER, "Acetaminophen", "",
             "500 mg", "some nights", "bone pain", self.back(12), None),
            (Kind.SUPPLEMENT, "Vitamin D", "",
             "1,000 units", "once a day", "bones", self.back(1200), None),
        ]:  # fmt: skip
            is_prescribed = kind == Kind.PRESCRIBED
            Medication.objects.create(
                patient=self.patient,
                kind=kind,
                drug=Drug.objects.filter(slug=slug).first(),
                name=name,
                dose=dose,
                how_often=how_often,
                what_for=what_for,
                prescribed_by="Dr. Elena Ruiz" if is_prescribed else "",
                **_told("started", _day(started)),
                **_told("stopped", _day(stopped) if stopped else None),
            )
        Allergy.objects.create(
            patient=self.patient, name="Penicillin", reaction="rash", since="1988"
        )
        MedicationCheck.objects.create(
            patient=self.patient,
            checked_on=self.back(22),
            checked_by=self.anna.user,
            signed=self.anna.signature,
        )

    def _procedures(self, first: Line) -> None:
        """A transplant at the end of the first line; before it, rays for the hip."""
        for slug, line, ago, where, what in [
            ("asct", first, 1125, "Lakeside Cancer Center", "16 days in the hospital."),
            ("radiation", None, 1296, "left hip", "10 sessions, for the pain."),
        ]:
            ProcedureDone.objects.create(
                patient=self.patient,
                line=line,
                kind=Procedure.objects.get(slug=slug),
                **_told("done", _month(self.back(ago))),
                where=where,
                what=what,
            )

    def _line(
        self,
        number: int,
        phase: str,
        regimen: str,
        started: PartialDate,
        stopped: PartialDate | None,
        cycles: tuple[int | None, int],
        response: str,
    ) -> Line:
        return Line.objects.create(
            patient=self.patient,
            number=number,
            phase=Phase.objects.get(slug=phase),
            regimen=Regimen.objects.get(slug=regimen),
            **_told("started", started),
            **_told("stopped", stopped),
            cycles_planned=cycles[0],
            cycles_given=cycles[1],
            response=Response.objects.get(slug=response),
            why_ended=WhyEnded.FINISHED if stopped else "",
        )

    def _labs(self) -> None:
        results = {
            "m-protein-serum": ("g/dL", "", "", "2.4 2.1 1.6 1.1 0.8"),
            "flc-kappa": ("mg/L", "3.3", "19.4", "88.0 61.5 44.2 31.0 24.5"),
            "flc-lambda": ("mg/L", "5.7", "26.3", "4.9 5.6 6.8 7.9 8.3"),
            "hemoglobin": ("g/dL", "12.0", "15.5", "10.1 10.6 11.2 11.4 10.9"),
            "platelets": ("10^9/L", "150", "400", "141 158 166 171 163"),
            "creatinine": ("mg/dL", "0.50", "1.10", "1.04 1.01 0.97 0.95 0.98"),
        }
        for slug, (unit, low, high, values) in results.items():
            marker = LabMarker.objects.get(slug=slug)
            for ago, typed in zip((112, 84, 56, 28, 4), values.split(), strict=True):
                LabResult.objects.create(
                    patient=self.patient,
                    marker=marker,
                    typed=typed,
                    unit=unit,
                    taken_on=self.back(ago),
                    low_typed=low,
                    high_typed=high,
                )
        after_first_line = self.back(1130).replace(day=1)
        ToldResult.objects.create(
            patient=self.patient,
            test=OtherTest.objects.get(slug=MRD),
            name="MRD",
            result=MrdWord.FOUND,
            level=Level.FIVE,
            sample="bone marrow",
            method="flow cytometry",
            taken_on=after_first_line,
            taken_precision=Precision.MONTH,
        )
        ToldResult.objects.create(
            patient=self.patient,
            name="PET-CT",
            result="two new spots",
            sample="spine",
            taken_on=self.back(118),
            taken_precision=Precision.DAY,
        )

    def _journal(self) -> None:
        symptoms = Symptom.objects.in_bulk(FOLLOWED, field_name="slug")
        followed = {
            slug: FollowedSymptom.objects.create(
                patient=self.patient,
                symptom=symptoms[slug],
                name=symptoms[slug].label,
                since=self.back(DAYS),
                position=place,
            )
            for place, slug in enumerate(FOLLOWED)
        }
        measures = Measure.objects.in_bulk(
            ["weight", "pain-now", "temperature"], field_name="slug"
        )
        entries, ratings, taken = [], [], []
        for ago in range(DAYS, 0, -1):
            if ago not in WORDS and self.dice.random() < 0.3:
                continue  # days without an entry are part of a life
            entry = self._entry(ago)
            entries.append(entry)
            for slug, severity, stopped in self._felt(ago):
                ratings.append(
                    Rating(
                        entry=entry,
                        followed=followed[slug],
                        name=followed[slug].name,
                        severity=severity,
                        stopped=stopped,
                    )
                )
            if ago % 5 == 0:
                weight = Decimal("151.0") - Decimal(DAYS - ago) / 40
                taken.append(
                    self._measured(entry, measures["weight"], round(weight, 1), "lb")
                )
                pain = Decimal(4 if ago > 60 else 2)
                taken.append(self._measured(entry, measures["pain-now"], pain, "0-10"))
            if ago == FEVER:
                warm = Decimal("100.6")
                taken.append(self._measured(entry, measures["temperature"], warm, "°F"))
        entries.append(self._noticed())
        self._keep(entries, ratings, taken)
        for entry in entries:
            if entry.felt_on == self.back(FEVER):
                ask_rules(entry, now=entry.written_at)

    def _keep(
        self, entries: list[Entry], ratings: list[Rating], taken: list[Measurement]
    ) -> None:
        """Keep them with a history that begins when they were written."""
        for one in entries:
            _was_kept(one, one.written_at, by=one.author)
        parts: list[Rating | Measurement] = [*ratings, *taken]
        for part in parts:
            _was_kept(part, part.entry.written_at, by=part.entry.author)
        bulk_create_with_history(entries, Entry)
        bulk_create_with_history(ratings, Rating)
        bulk_create_with_history(taken, Measurement)
        self._correct(next(one for one in entries if one.note == WORDS[1]))

    def _correct(self, entry: Entry) -> None:
        """Let one entry have been corrected, and one more wait in the bin."""
        entry.note = f"{entry.note} Better by noon."
        later = entry.written_at + timedelta(minutes=20)
        _was_kept(entry, later, by=entry.author)
        entry.save()
        mistaken = self._entry(2)
        mistaken.note = "Meant for yesterday."
        mistaken.save()
        mistaken.deleted_at = mistaken.written_at + timedelta(minutes=1)
        mistaken.save()

    def _entry(self, ago: int) -> Entry:
        worst = max((severity for _, severity, _ in self._felt(ago)), default=NONE)
        return Entry(
            patient=self.patient,
            author=self.member.user,
            signed=self.member.signature,
            voice=Voice.OWN,
            felt_on=self.back(ago),
            overall=[
                Overall.GOOD, Overall.ALL_RIGHT, Overall.NOT_GREAT, Overall.BAD
            ][worst],
            note=WORDS.get(ago, ""),
            written_at=self.at(self.back(ago), 19, ago % 60),
            zone=self.patient.zone,
        )  # fmt: skip

    def _noticed(self) -> Entry:
        return Entry(
            patient=self.patient,
            author=self.anna.user,
            signed=self.anna.signature,
            voice=Voice.OBSERVED,
            felt_on=self.back(3),
            note="Mom dropped a cup twice. She says it is nothing.",
            written_at=self.at(self.back(2), 8, 12),
            zone=self.patient.zone,
        )

    def _measured(
        self, entry: Entry, measure: Measure, value: Decimal, unit: str
    ) -> Measurement:
        return Measurement(
            entry=entry, measure=measure, name=measure.label, value=value, unit=unit
        )

    def _felt(self, ago: int) -> Iterator[tuple[str, int, int | None]]:
        """How strong each symptom was, so many days ago."""
        chance = random.Random(ago).random()  # noqa: S311 - as above
        day_after_dex = (self.back(ago).weekday()) == 1
        tired = MODERATE if ago < 20 and chance < 0.7 else MILD
        numb = NONE if ago > 18 else (MODERATE if ago < 3 else MILD)
        yield "fatigue", tired, Stopped.SOME if tired == MODERATE else None
        yield "neuropathy", numb, Stopped.SOME if numb == MODERATE else None
        yield "sleep-trouble", SEVERE if day_after_dex else round(chance), None
        yield "bone-pain", MODERATE if ago > 24 and chance < 0.6 else MILD, None
        yield "nausea", MILD if ago > 23 and chance < 0.5 else NONE, None

    def _questions(self) -> None:
        mine = questions.add(
            patient=self.patient,
            text="My fingers have gone numb and I drop things. "
            "Is it the treatment, and what can we change?",
            by=self.member,
        )
        wanted = [
            "rel-still-working",
            "se-dose-change",
            "bki-fluids",
            "start-how-long",
            "life-travel",
            "bki-fever-number",
        ]
        found = CatalogueQuestion.objects.select_related("checklist").in_bulk(
            wanted, field_name="slug"
        )
        taken, _ = questions.take(
            patient=self.patient,
            catalogue_questions=[found[slug] for slug in wanted if slug in found],
            by=self.anna,
        )
        last = self.visits[-2].day
        for question in (mine, *taken[:2]):
            questions.mark_top(question=question)
        questions.set_status(question=taken[0], status=Status.NOT_ANSWERED, on=last)
        questions.keep_answer(
            question=taken[-1],
            text="100.4 or more, day or night. "
            "Take the temperature before any fever pill.",
            given_by="Dr. Ruiz",
            given_on=last,
            by=self.anna,
        )
        newest = self.patient.entries.filter(voice=Voice.OWN)[0]
        newest.question, newest.discuss = mine, True
        newest.save()


def _was_kept(record: Any, at: datetime, *, by: User | None) -> None:
    """Let the history of the record say `at`, and not now, and by whom."""
    record._history_date, record._history_user = at, by


def _day(day: date) -> PartialDate:
    return PartialDate(day, Precision.DAY)


def _told(stem: str, when: PartialDate | None) -> dict[str, Any]:
    """The two columns of a time."""
    if when is None:
        return {}
    return {f"{stem}_on": when.first, f"{stem}_precision": when.precision}


def _month(day: date) -> PartialDate:
    return PartialDate(day.replace(day=1), Precision.MONTH)
