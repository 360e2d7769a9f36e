"""What page one tells, and that it stays on one side."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import CallReply, Severity, Voice
from myeloma_journal.packets import printing
from myeloma_journal.packets.contents.build import build_contents
from myeloma_journal.packets.fitting import (
    LEFT,
    RIGHT,
    ROOMY,
    TIERS,
    PageOne,
    Room,
    Tier,
    choose_fits,
)
from myeloma_journal.packets.settings import (
    DEFAULT_SECTIONS,
    PacketSettings,
    Paper,
    Section,
    Size,
)
from myeloma_journal.trends.trend import Trend
from tests.factories import (
    make_allergy,
    make_diagnosis,
    make_entry,
    make_followed,
    make_lab_marker,
    make_lab_result,
    make_line,
    make_line_drug,
    make_medication,
    make_phase,
    make_rating,
)
from tests.packets.journals import (
    NOW,
    QUESTIONS,
    at,
    backdate,
    change,
    full_journal,
    new_journal,
    visit_of,
)
from tests.packets.reading import badly_placed, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

EVERY_WAY = list(product(Size, Paper))
ARABIC = "مارغريت لويس"


@pytest.fixture(autouse=True)
def still_clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def full():
    return full_journal()


def contents(member, **settings):
    chosen = replace(PacketSettings(), **settings)
    return build_contents(member, visit_of(member), now=NOW, settings=chosen)


def facts(packet):
    return {fact.title: fact.text for fact in packet.facts}


def cells(packet):
    return {cell.title: cell.text for cell in packet.strip}


def page_one(packet, fit=ROOMY):
    return printing.packet_html(packet, "regular", "letter", fit, alone=True)


# On one side


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_a_full_page_one_is_one_side_without_overlaps(size, paper):
    packet = contents(full_journal(name=ARABIC))

    made = printing.packet_pdf(packet, size, paper)

    assert list(badly_placed(made)) == []
    assert read(made)[1].startswith("Questions")
    assert "Changes since November 9" in read(made)[0]


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_a_new_patients_page_one_has_lines_for_what_is_missing(size, paper):
    packet = contents(new_journal())

    fit = printing.fits_from_roomiest(packet, size, paper)[0]

    assert PageOne(packet, fit).to_write == (
        "Current treatment",
        "Medications",
        "Allergies",
        "Last lab results",
    )
    assert "Not entered yet. We can fill this in together." in page_one(packet, fit)


def test_what_is_cut_is_named_with_its_page_and_stands_there(full):
    made = printing.packet_pdf(contents(full), Size.LARGE, Paper.LETTER)

    first, *others = read(made)
    page = next(
        n for n, text in enumerate(others, 2) if "Continued from page 1" in text
    )
    assert f"1 more note, and all notes in full, page {page}" in first
    assert "Short of breath on the stairs." in others[page - 2]


def test_things_fall_away_in_a_fixed_order(full):
    packet = contents(full)
    tier = Tier("", left=11, right=10)

    shown = [PageOne(packet, tier.fit(step, 0)) for step in (0, 1, 2)]
    without_doing = PageOne(packet, tier.fit(0, 1))

    assert [len(page.notes) for page in shown] == [3, 2, 2]
    same = [
        [row.name for row in page.symptoms if row.short_change == "Same"]
        for page in shown
    ]
    assert same[0] == same[1] != same[2]
    assert [fact.title for fact in without_doing.dropped] == ["Daily activities"]


def test_each_column_is_cut_only_as_far_as_it_is_too_long_itself(full):
    packet = contents(full)

    def measure(fit):
        has_left = bool(fit.css_class) and fit.notes < 3
        return Room(has_left, bool(fit.css_class), has_left)

    chosen = choose_fits(packet, Size.REGULAR, measure)[0]

    assert (chosen.notes, chosen.has_same) == (2, True)
    assert (chosen.has_doing, chosen.fact) == (True, 600)


def test_a_page_one_that_fits_at_once_is_measured_once(full):
    measured = []

    def measure(fit):
        measured.append(fit)
        return Room(left=True, right=True, whole=True)

    chosen = choose_fits(contents(full), Size.REGULAR, measure)[0]

    assert measured == [chosen]


@pytest.mark.parametrize("most", [0, 40, 80, 110, 170])
def test_a_full_page_one_is_measured_eight_times_at_most(full, most):
    packet = contents(full)
    measured = []

    def measure(fit):
        measured.append(fit)
        return Room(fit.note < most, fit.fact < most, max(fit.note, fit.fact) < most)

    choose_fits(packet, Size.LARGE, measure)

    assert len(measured) <= 8


def test_a_name_of_treatment_and_questions_stay_whole_as_long_as_columns_can_be_cut():
    tiers = TIERS[Size.REGULAR]

    cut = next(tier for tier in tiers if tier.question < 200)

    before = tiers[tiers.index(cut) - 1]
    assert (before.left, before.right) == (len(LEFT) - 1, len(RIGHT) - 2)


def test_where_few_symptoms_have_room_those_that_changed_stay(full):
    page = PageOne(contents(full), Tier("", left=10).fit(10, 0))

    kept = {row.change for row in page.symptoms if row.change}

    assert Trend.SAME.label in {row.change for row in page.packet.symptoms}
    assert Trend.SAME.label not in kept


def test_the_name_of_who_saw_it_is_broken_only_where_the_line_ends(full):
    assert '<span class="signed">seen by Anna Lewis, daughter</span>' in page_one(
        contents(full)
    )


def test_rows_that_are_cut_stand_overleaf_where_the_details_are_left_out(full):
    packet = contents(full, sections=DEFAULT_SECTIONS - {Section.CHANGES})
    page = PageOne(packet, Tier("", left=10).fit(10, 0))

    cut = {row.name for row in page.cut_symptoms}

    overleaf = " ".join(fact.text for fact in page.overleaf)
    assert cut
    assert all(name in overleaf for name in cut)


# The strip


def test_day_of_the_cycle_is_counted_from_its_written_start(full):
    told = cells(contents(full))["Treatment day"]

    assert told == "Cycle 4, day 27; on Nov 30; cycles of 28 days from Aug 12"


def test_without_a_cycle_the_days_since_the_start_are_counted(full):
    full.patient.lines.first().drugs.update(
        pattern="", cycle_days="", cycle_length=None, cycle_began_on=None
    )

    told = cells(contents(full))["Treatment day"]

    assert told == "Day 111; on Nov 30, counted from the start, Aug 12"


def test_a_line_whose_day_is_not_known_counts_nothing(patient_member):
    make_line(
        patient=patient_member.patient,
        started_on=date(2026, 8, 1),
        started_precision="month",
    )

    strip = cells(contents(patient_member))

    assert strip["Current treatment"] == "Line 2: D-Pd; since August 2026"
    assert strip["Treatment day"] == "Start date not entered"


def test_a_person_without_treatment_has_a_phase_on_the_strip(patient_member):
    phase = make_phase(slug="watching", name="Watching (early myeloma)")
    make_diagnosis(patient=patient_member.patient, phase=phase)

    strip = cells(contents(patient_member))
    make_line(patient=patient_member.patient, phase=phase, regimen_name="Watching")
    with_line = cells(contents(patient_member))

    assert strip == {"Current treatment": "No treatment now; Watching (early myeloma)"}
    assert with_line["Current treatment"].startswith("No treatment now; Watching")


def test_a_count_of_cycles_that_disagrees_goes_before(full):
    full.patient.lines.filter(number=2).update(cycles_given=2)

    told = cells(contents(full))["Treatment day"]

    assert told.startswith("Day 27 of 28; ")
    assert "Cycles so far: 2" in told


@pytest.fixture
def patient_member():
    """A patient with nothing in the record."""
    member = new_journal()
    member.patient.questions.all().delete()
    return member


@pytest.mark.parametrize(
    ("latest", "before", "said"),
    [
        (("0.8", "g/dL"), ("1.1", "g/dL"), "Nov 17; down from 1.1 on Oct 20"),
        (("1.1", "g/dL"), ("0.8", "g/dL"), "Nov 17; up from 0.8 on Oct 20"),
        (("0.8", "g/dL"), ("0.80", "g/dL"), "Nov 17; the same as on Oct 20"),
        (("8", "g/L"), ("1.1", "g/dL"), "Nov 17"),
        (("<0.1", "g/dL"), ("0.8", "g/dL"), "Nov 17; down from 0.8 on Oct 20"),
        (("<0.1", "g/dL"), ("<0.1", "g/dL"), "Nov 17; before: <0.1 on Oct 20"),
        (("<0.5", "g/dL"), ("0.3", "g/dL"), "Nov 17; before: 0.3 on Oct 20"),
        (("0.2", "g/dL"), ("<0.1", "g/dL"), "Nov 17; up from <0.1 on Oct 20"),
        (("not seen", ""), ("0.8", "g/dL"), "Nov 17; before: 0.8 g/dL on Oct 20"),
        (("0.8", "g/dL"), ("not seen", ""), "Nov 17; before: not seen on Oct 20"),
    ],
)
def test_a_result_stands_beside_the_one_before(patient_member, latest, before, said):
    marker = make_lab_marker(slug="m-protein-serum", name="M protein in blood")
    for (typed, unit), day in ((latest, (11, 17)), (before, (10, 20))):
        make_lab_result(
            patient=patient_member.patient,
            marker=marker,
            name="",
            typed=typed,
            unit=unit,
            collected_on=date(2026, *day),
        )

    cell = contents(patient_member).strip[0]

    assert cell.title == "M protein in blood"
    assert cell.more == (said,)


def test_results_left_out_of_the_packet_are_not_on_page_one(full):
    without = contents(full, left_out=frozenset({"lab:m-protein-serum"}))

    assert "0.8 g/dL" not in " ".join(cells(without).values())
    assert "0.8 g/dL" in " ".join(cells(contents(full)).values())


def test_type_stage_and_genes_stand_as_the_care_team_said(full):
    assert contents(full).diagnosis_line == (
        "IgG kappa, 2022; R-ISS II; t(4;14) (from the care team)"
    )


def test_earlier_treatments_stand_in_one_row(full):
    assert contents(full).earlier == (
        "line 1, VRd, March 2022 to September 2022; Stem cell transplant, October 2022"
    )


# The facts


def test_a_dose_changed_twice_stands_with_both_days(full):
    assert (
        "Changed: dexamethasone from 40 mg to 20 mg, Nov 12, then to 12 mg, Nov 18."
        in facts(contents(full))["Medications"]
    )


def test_new_and_stopped_medications_stand_with_their_days(full):
    told = facts(contents(full))["Medications"]

    assert "New: Acetaminophen 500 mg, Nov 18." in told
    assert "Stopped: Ondansetron 400 mg, twice a day, Nov 16." in told


def test_a_drug_taken_out_of_its_line_is_not_missing(full):
    drug = make_line_drug(line=full.patient.lines.get(number=2), name="bortezomib")
    backdate(drug, at(8, 13))
    drug.delete()

    told = facts(contents(full))["Medications"]

    assert "bortezomib (removed from the list Nov 30)" in told


def test_a_medication_left_out_tells_no_changed_dose(full):
    medication = make_medication(patient=full.patient, name="Secret", dose="1 mg")
    backdate(medication, at(8, 13))
    change(medication, at(11, 12), dose="2 mg")
    key = f"medication:{medication.pk}"

    assert "Secret" in page_one(contents(full))
    assert "Secret" not in page_one(contents(full, left_out=frozenset({key})))


def test_names_of_allergies_stand_before_what_they_did(full):
    assert facts(contents(full))["Allergies"] == (
        "Penicillin; Sulfa drugs. Penicillin: rash, 1988. Sulfa drugs: hives."
    )


@pytest.mark.parametrize("step", [0, 5, 10])
def test_allergies_always_stand(full, step):
    full.patient.allergies.all().delete()
    packet = contents(full)
    fit = Tier("at-11", right=10).fit(0, step)

    assert "None entered." in page_one(packet, fit)


def test_no_name_of_an_allergy_is_cut_before_a_reaction(full):
    for number in range(3):
        make_allergy(
            patient=full.patient, name=f"Drug {number}", reaction="a long story " * 12
        )
    page = PageOne(contents(full), Tier("", right=10).fit(0, 6))

    shown = next(fact for fact in page.facts if fact.fact.title == "Allergies")

    assert all(f"Drug {number}" in shown.text for number in range(3))


def test_what_was_measured_stands_in_each_unit_and_names_another(full):
    assert facts(contents(full))["Measurements"] == (
        "Temperature, highest: 100.6 °F on Nov 28; "
        "38.1 °C on Nov 25 (Anna Lewis, daughter). "
        "Weight: 161 lb on Nov 29; 180 lb on Nov 10."
    )


def test_the_highest_temperature_of_any_unit_stands_first(full):
    entry = full.patient.entries.get(voice=Voice.OBSERVED)
    entry.measurements.update(value="39.4")

    told = facts(contents(full))["Measurements"]

    assert told.startswith(
        "Temperature, highest: 39.4 °C on Nov 25 (Anna Lewis, daughter); 100.6 °F"
    )


def test_what_happened_stands_or_that_nothing_is_written(full):
    title = "Hospital, infection, transfusion"
    assert facts(contents(full))[title] == (
        "Transfusion, Nov 19: 2 units of red cells."
    )

    full.patient.health_events.all().delete()

    assert facts(contents(full))[title] == "None entered since Nov 9."


def test_what_was_said_about_calling_stands_with_what_was_done(full):
    CallReply.objects.update(created_at=at(11, 29, 2))

    told = facts(contents(full))["The journal said to call"]

    assert told == ("Nov 28, 4 p.m.: Temperature: 100.6 °F. Called: yes, 9 p.m.")


def test_days_on_which_something_was_not_done_are_counted(full):
    entry = make_entry(
        patient=full.patient,
        felt_on=date(2026, 11, 27),
        voice=Voice.OWN,
        **full.as_creator,
    )
    symptom = full.patient.followed_symptoms.first()
    make_rating(entry=entry, followed=symptom, severity=3, stopped=2)

    told = facts(contents(full))["Daily activities"]

    assert told.startswith("Kept from doing things on ")
    assert told.endswith("(most things on 1).")


# Who said so


def test_another_persons_rating_is_its_own_row_with_worst_and_latest(full):
    rows = [
        (row.seen_by, row.worst.word, row.worst_on, row.latest.word)
        for row in contents(full).symptoms
        if row.name.startswith("Numb")
    ]

    assert rows == [
        ("", "severe", "Nov 23", "mild"),
        ("Anna Lewis, daughter", "moderate", "Nov 25", "moderate"),
    ]


def test_a_flagged_note_stands_first_and_each_has_its_day_and_writer(full):
    notes = [(note.day, note.writer) for note in contents(full).notes]

    assert notes == [
        ("Nov 25", "Anna Lewis, daughter"),
        ("Nov 24", "Margaret Lewis"),
        ("Nov 26", "Margaret Lewis"),
    ]


def test_notes_can_be_left_out(full):
    packet = contents(full, left_out=frozenset({"page-one:notes"}))

    assert "My fingers feel like cotton." not in page_one(packet)


def test_a_private_symptom_is_never_on_page_one(full):
    private = make_followed(
        patient=full.patient, name="Something private", is_private=True
    )
    for day in (26, 28, 29):
        entry = make_entry(
            patient=full.patient, felt_on=date(2026, 11, day), **full.as_creator
        )
        make_rating(entry=entry, followed=private, severity=Severity.SEVERE, stopped=2)

    packet = contents(full)

    assert "Something private" not in page_one(packet)
    assert "most activities" not in facts(packet)["Daily activities"]


def test_nothing_leaks_between_two_parents_with_a_caregiver_each():
    mother = full_journal()
    father = full_journal(name="Omar Haddad", caregiver="Leila Haddad")

    first, second = page_one(contents(mother)), page_one(contents(father))

    assert "Haddad" not in first
    assert "Lewis" not in second
    assert "Leila Haddad, daughter" in second


# The questions


def test_without_stars_the_first_three_stand_there_and_it_says_so():
    packet = contents(full_journal(stars=0))

    html = page_one(packet)

    assert [question.text for question in packet.top] == list(QUESTIONS[:3])
    assert "No top questions were chosen." in html
    assert "These are the first three of 4 questions." in html
    assert "All questions" in html


def test_no_page_of_questions_is_promised_where_it_is_left_out():
    packet = contents(
        full_journal(stars=1), sections=DEFAULT_SECTIONS - {Section.QUESTIONS}
    )

    assert 'href="#questions"' not in page_one(packet)


def test_the_page_on_screen_shows_the_same(client, full):
    visit = visit_of(full)
    client.force_login(full.user)

    page = client.get(reverse("packets:packet", args=[full.patient_id, visit.pk])).text

    for text in (
        "Cycle 4, day 27",
        "down from 1.1 on Oct 20",
        "dexamethasone from 40 mg to 20 mg, Nov 12",
        "Transfusion, Nov 19",
    ):
        assert text in page
