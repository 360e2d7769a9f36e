from datetime import UTC, date, datetime, timedelta

import pytest

from myeloma_journal.care_team.models import Urgency
from myeloma_journal.journal.models import RuleMatch, Severity, Stopped, Voice
from myeloma_journal.journal.models.items import STOPPED_WORDS
from myeloma_journal.packets.contents.build import build_contents
from myeloma_journal.packets.settings import PacketSettings, Section, SinceWhen
from myeloma_journal.questions.models import Status
from tests.factories import (
    make_allergy,
    make_appointment,
    make_call_reply,
    make_contact,
    make_diagnosis,
    make_entry,
    make_followed,
    make_gene_finding,
    make_health_event,
    make_lab_result,
    make_line,
    make_line_drug,
    make_measure,
    make_medication,
    make_membership,
    make_question,
    make_rating,
    make_rule_match,
    make_stage,
    make_user,
)

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
EVERYTHING = PacketSettings(sections=frozenset(Section))
MONTH = PacketSettings(since=SinceWhen.MONTH)


@pytest.fixture(autouse=True)
def still_clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def member(patient):
    return make_membership(patient=patient)


@pytest.fixture
def before(patient):
    return make_appointment(
        patient=patient, starts_at=datetime(2026, 10, 27, 14, 0, tzinfo=UTC)
    )


def make_written(patient, day, severity, *, followed, **fields):
    """One entry with one symptom, written in the evening of its day."""
    written_at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    entry = make_entry(
        patient=patient, felt_on=day, **{"written_at": written_at} | fields
    )
    make_rating(entry=entry, followed=followed, severity=severity)
    return entry


def facts(member, visit):
    """The facts of page one by their titles."""
    packet = build_contents(member, visit, now=NOW)
    return {fact.title: fact.text for fact in packet.facts}


def test_page_one_says_who_when_and_with_whom(member, patient, visit):
    patient.born_on = date(1954, 3, 14)

    packet = build_contents(member, visit, now=NOW)

    assert packet.title == "Margaret Lewis: for the visit on November 24, 2026"
    assert packet.foot == (
        "Margaret Lewis, born March 14, 1954. For the visit on November 24, 2026. "
        "Covers October 23 to November 21. Printed November 21, 2026 by Anna Lewis."
    )
    assert packet.starts_at == datetime(2026, 11, 24, 10, 30)  # noqa: DTZ001


def test_questions_come_in_order_with_what_became_of_them(member, patient, visit):
    make_question(patient=patient, text="Can I travel?", label="Daily life")
    make_question(
        patient=patient,
        text="Does it still work?",
        top=1,
        status=Status.NOT_ANSWERED,
        asked_on=date(2026, 10, 27),
    )
    make_question(
        patient=patient,
        text="Done",
        status=Status.ANSWERED,
        asked_on=date(2026, 10, 27),
    )

    packet = build_contents(member, visit, now=NOW)

    assert [question.text for question in packet.questions] == [
        "Does it still work?",
        "Can I travel?",
    ]
    assert [question.text for question in packet.top] == ["Does it still work?"]
    assert packet.top[0].asked == "Asked on October 27, not answered yet."
    assert packet.questions[1].origin == "Daily life"


def test_packet_of_a_past_visit_has_no_question_that_was_written_later(
    member, patient, visit, before
):
    make_question(patient=patient, text="Can I swim?")

    past, coming = (build_contents(member, when, now=NOW) for when in (before, visit))

    assert [question.text for question in past.questions] == []
    assert [question.text for question in coming.questions] == ["Can I swim?"]


def test_a_question_from_an_observation_says_who_noticed(member, patient, visit):
    question = make_question(patient=patient, text="He was confused.", top=1)
    make_entry(
        patient=patient,
        voice=Voice.OBSERVED,
        created_by_name="Claire, wife",
        question=question,
        discuss=True,
    )

    [found] = build_contents(member, visit, now=NOW).questions

    assert found.origin == "From the journal, noticed by Claire, wife"
    assert found.noticed == "From the journal, noticed by Claire, wife."


def test_what_was_written_counts_from_the_last_visit(member, patient, visit, before):
    for day in (date(2026, 10, 26), date(2026, 10, 27), date(2026, 11, 20)):
        make_entry(patient=patient, felt_on=day)

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)

    assert packet.heading == "Entries since October 27"
    assert [day.date for day in packet.days] == [
        date(2026, 10, 27),
        date(2026, 11, 20),
    ]
    assert packet.counted_days == "Entries on 2 of the last 26 days."


def test_without_an_earlier_visit_it_counts_thirty_days(member, patient, visit):
    make_entry(patient=patient, felt_on=date(2026, 10, 22))
    make_entry(patient=patient, felt_on=date(2026, 10, 23))

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)

    assert [day.date for day in packet.days] == [date(2026, 10, 23)]
    assert packet.counted_days == "Entries on 1 of the last 30 days."


def test_a_young_journal_says_when_it_began(member, patient, visit):
    make_entry(patient=patient, felt_on=date(2026, 11, 19))

    packet = build_contents(member, visit, now=NOW)

    assert packet.counted_days == "Entries on 1 day since November 19."


def test_a_packet_knows_whether_there_was_a_visit(member, visit, patient):
    assert not build_contents(member, visit, now=NOW).follows_visit
    make_appointment(patient=patient, starts_at=datetime(2025, 1, 7, tzinfo=UTC))

    assert build_contents(member, visit, now=NOW, settings=MONTH).follows_visit


def test_a_short_packet_counts_thirty_days(member, patient, visit):
    make_appointment(patient=patient, starts_at=datetime(2025, 1, 7, tzinfo=UTC))

    packet = build_contents(member, visit, now=NOW, settings=MONTH)

    assert (packet.last - packet.first).days + 1 == 30


def test_a_visit_in_its_waiting_room_is_not_the_last_visit(member, visit, before):
    packet = build_contents(member, visit, now=visit.starts_at + timedelta(hours=1))

    assert packet.heading == "Entries since October 27"


def test_a_cancelled_visit_was_no_visit(member, patient, visit, before):
    before.is_cancelled = True
    before.save()

    packet = build_contents(member, visit, now=NOW)

    assert (packet.last - packet.first).days + 1 == 30


def test_an_old_packet_stops_at_its_own_visit(member, patient, visit, before):
    make_entry(patient=patient, felt_on=date(2026, 11, 20))

    packet = build_contents(member, before, now=NOW)

    assert packet.days == ()


def test_symptoms_say_how_they_changed(member, patient, visit, before):
    pain = make_followed(patient=patient, name="Bone pain")
    for n in range(1, 11):
        worse = Severity.SEVERE if n < 6 else Severity.MILD
        day = date(2026, 10, 22) + timedelta(days=1 - n if n > 5 else n + 5)
        make_written(patient, day, worse, followed=pain)

    packet = build_contents(member, visit, now=NOW)

    assert packet.heading == "Changes since October 27"
    [symptom] = packet.symptoms
    assert (symptom.name, symptom.change) == ("Bone pain", "Worse")
    assert symptom.worst.word == "severe"
    assert "severe" in symptom.sentence


def test_symptoms_never_felt_are_left_out(member, patient, visit):
    calm = make_followed(patient=patient, name="Rash")
    make_written(patient, date(2026, 11, 20), Severity.NONE, followed=calm)

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)

    assert packet.symptoms == ()
    assert packet.days[0].entries[0].absent == "Rash"


def test_an_observation_is_signed_and_says_when_it_was_written(member, patient, visit):
    make_entry(
        patient=patient,
        felt_on=date(2026, 11, 19),
        written_at=datetime(2026, 11, 21, 15, tzinfo=UTC),
        voice=Voice.OBSERVED,
        created_by_name="Anna, daughter",
        note="She dropped a cup.",
    )

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)
    [entry] = packet.days[0].entries

    assert (entry.noticed_by, entry.late) == ("Anna, daughter", date(2026, 11, 21))


@pytest.mark.parametrize(
    ("stopped", "sentence"),
    [(None, ""), (Stopped.NO, ""), *STOPPED_WORDS.items()],
)
def test_a_symptom_says_what_it_stopped(member, patient, visit, stopped, sentence):
    entry = make_entry(patient=patient, felt_on=date(2026, 11, 19))
    make_rating(entry=entry, stopped=stopped)

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)
    [entry] = packet.days[0].entries

    assert entry.ratings[0].answers == sentence


def test_answers_about_a_symptom_are_printed_in_words(member, patient, visit):
    entry = make_entry(patient=patient, felt_on=date(2026, 11, 19))
    make_rating(entry=entry, answers_in_words="5 times in 24 hours. No blood.")

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)
    [entry] = packet.days[0].entries

    assert entry.ratings[0].answers == "5 times in 24 hours. No blood."


def test_a_long_note_is_cut_and_says_so(member, patient, visit):
    make_entry(patient=patient, felt_on=date(2026, 11, 19), note="word " * 1_000)

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)
    [entry] = packet.days[0].entries

    assert entry.is_cut
    assert len(entry.note) <= 2_002


def test_the_facts_stand_in_short_sentences(member, patient, visit, before):
    patient.call_about = "Anna Lewis, 555-0119"
    line = make_line(
        patient=patient,
        number=2,
        regimen_name="DPd",
        started_on=date(2026, 8, 3),
        cycles_given=4,
    )
    make_line_drug(line=line, name="Daratumumab")
    make_allergy(patient=patient, name="Penicillin", reaction="rash", since="1988")
    make_medication(patient=patient, name="Acetaminophen", started_on=date(2026, 11, 9))
    make_medication(
        patient=patient,
        name="Ondansetron",
        started_on=date(2026, 8, 3),
        stopped_on=date(2026, 11, 1),
    )

    packet = build_contents(member, visit, now=NOW)

    assert {fact.title: fact.text for fact in packet.facts} == {
        "Medications": (
            "New: Acetaminophen 400 mg, twice a day, Nov 9. "
            "Stopped: Ondansetron 400 mg, twice a day, Nov 1."
        ),
        "Allergies": "Penicillin: rash, 1988",
        "Last lab results": "Not entered yet.",
        "Hospital, infection, transfusion": "None entered since Oct 27.",
        "Family contact": "Anna Lewis, 555-0119",
        "My questions": "Not entered yet.",
    }
    names = [medication.name for medication in packet.medications]
    assert names[0] == "Daratumumab"
    assert "Ondansetron" not in names


def test_lab_results_stand_as_typed_with_the_labs_own_range(member, patient, visit):
    for day, typed in ((date(2026, 11, 17), "10.90"), (date(2026, 10, 20), "11.4")):
        make_lab_result(
            patient=patient,
            name="Hemoglobin",
            typed=typed,
            unit="g/dL",
            low_typed="12.0",
            high_typed="15.5",
            collected_on=day,
        )

    packet = build_contents(member, visit, now=NOW)

    [row] = packet.labs
    assert row.by_time == {
        "Nov 17, 2026": "10.90 g/dL",
        "Oct 20, 2026": "11.4 g/dL",
    }
    assert row.range == "12.0–15.5"


def make_results(patient, *typed, **fields):
    """Results of one test, a month between them, the last on November 17."""
    for n, text in enumerate(reversed(typed)):
        day = date(2026, 11 - n, 17)
        make_lab_result(patient=patient, typed=text, collected_on=day, **fields)


def test_a_third_number_makes_a_small_chart(member, patient, visit):
    make_results(patient, "11.8", "11.4", "10.9")
    make_results(patient, "0.98", "0.95", name="Creatinine")

    [chart] = build_contents(member, visit, now=NOW).lab_charts

    assert chart.name == "Hemoglobin, g/dL"
    assert [point.label for point in chart.points] == ["11.8", "11.4", "10.9"]


def test_a_result_that_no_chart_and_no_column_shows_is_named(member, patient, visit):
    make_results(patient, "1.1", "0.9", "0.8", "0.7", name="M protein")
    make_lab_result(
        patient=patient,
        name="M protein",
        typed="12",
        unit="g/L",
        collected_on=date(2026, 6, 1),
    )

    packet = build_contents(member, visit, now=NOW)

    assert len(packet.lab_charts) == 1
    assert packet.undrawn_labs == ("M protein: 12 g/L on June 1, 2026",)


def test_no_chart_of_a_test_is_left_out_for_want_of_room(member, patient, visit):
    for number in range(9):
        make_results(patient, "11.8", "11.4", "10.9", name=f"Test {number}")

    assert len(build_contents(member, visit, now=NOW).lab_charts) == 9


def test_small_charts_look_back_a_year(member, patient, visit):
    make_results(patient, "11.4", "10.9")
    make_lab_result(patient=patient, typed="9.9", collected_on=date(2025, 11, 1))

    assert build_contents(member, visit, now=NOW).lab_charts == ()


def test_a_symptom_written_on_three_days_is_drawn(member, patient, visit, before):
    pain = make_followed(patient=patient, name="Bone pain")
    rash = make_followed(patient=patient, name="Rash")
    for n in (1, 2, 5):
        make_written(patient, date(2026, 11, n), Severity.MILD, followed=pain)
    make_written(patient, date(2026, 11, 9), Severity.MILD, followed=rash)

    [chart] = build_contents(member, visit, now=NOW).symptom_charts

    assert chart.name == "Bone pain"
    assert chart.sentence.startswith("Bone pain, October 27 to November 21: ")
    assert (len(chart.dots), len(chart.lines)) == (3, 1)


ANNA = {"voice": Voice.OBSERVED, "created_by_name": "Anna, daughter"}


def test_what_another_noticed_has_rows_of_its_own(member, patient, visit, before):
    numb = make_followed(patient=patient, name="Numbness")
    cold = make_followed(patient=patient, name="Cold hands")
    make_written(patient, date(2026, 11, 9), Severity.MILD, followed=numb)
    make_written(patient, date(2026, 11, 9), Severity.SEVERE, followed=numb, **ANNA)
    make_written(patient, date(2026, 11, 8), Severity.MILD, followed=cold, **ANNA)

    packet = build_contents(member, visit, now=NOW)

    assert [
        (row.name, row.worst.word, row.worst_on, row.seen_by, row.is_further)
        for row in packet.symptoms
    ] == [
        ("Numbness", "mild", "Nov 9", "", False),
        ("Numbness", "severe", "Nov 9", "Anna, daughter", True),
        ("Cold hands", "mild", "Nov 8", "Anna, daughter", False),
    ]
    assert packet.who_wrote == "By Margaret Lewis, unless another name is given."


def test_where_one_other_wrote_it_all_no_row_names_them(member, patient, visit, before):
    numb = make_followed(patient=patient, name="Numbness")
    make_written(patient, date(2026, 11, 9), Severity.SEVERE, followed=numb, **ANNA)

    packet = build_contents(member, visit, now=NOW)

    assert [row.seen_by for row in packet.symptoms] == [""]
    assert packet.is_by_one
    assert packet.who_wrote == "Anna, daughter wrote all of this."


def test_a_symptom_left_out_is_left_out_in_all_words(member, patient, visit, before):
    numb = make_followed(patient=patient, name="Numbness")
    for who in ({}, ANNA):
        make_written(patient, date(2026, 11, 9), 2, followed=numb, **who)
    settings = PacketSettings(left_out=frozenset({"symptom:numbness"}))

    assert build_contents(member, visit, now=NOW, settings=settings).symptoms == ()


def test_two_who_sign_alike_stay_apart_on_every_page(member, patient, visit, before):
    numb = make_followed(patient=patient, name="Numbness")
    for day, severity in ((8, Severity.MILD), (9, Severity.SEVERE)):
        who = {**ANNA, "created_by": make_user()}
        make_written(patient, date(2026, 11, day), severity, followed=numb, **who)

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)

    names = {"Anna, daughter (1)", "Anna, daughter (2)"}
    assert {row.seen_by for row in packet.symptoms} == names
    assert {day.entries[0].noticed_by for day in packet.days} == names


def test_a_chart_shows_whose_each_point_is(member, patient, visit, before):
    numb = make_followed(patient=patient, name="Numbness")
    for n in (1, 2, 5):
        make_written(patient, date(2026, 11, n), Severity.MILD, followed=numb)
    make_written(patient, date(2026, 11, 2), Severity.SEVERE, followed=numb, **ANNA)

    packet = build_contents(member, visit, now=NOW)

    (chart,) = packet.symptom_charts
    assert (len(chart.dots), len(chart.further)) == (3, 1)
    assert "Anna, daughter: Severe on November 2." in chart.sentence
    assert packet.symptom_chart_key == (
        "Round dots: Margaret Lewis.",
        "Diamonds: Anna, daughter.",
    )


def test_each_symptom_has_a_chart_or_is_named(member, patient, visit, before):
    for number in range(9):
        followed = make_followed(patient=patient, name=f"Symptom {number}")
        for n in (1, 2, 5) if number else (1,):
            make_written(patient, date(2026, 11, n), Severity.MILD, followed=followed)

    packet = build_contents(member, visit, now=NOW)

    assert len(packet.symptom_charts) == 8
    assert packet.undrawn_symptoms == ("Symptom 0",)


def test_a_line_that_began_in_these_days_is_drawn_in(member, patient, visit, before):
    pain = make_followed(patient=patient, name="Bone pain")
    for n in (1, 2, 5):
        make_written(patient, date(2026, 11, n), Severity.MILD, followed=pain)
    make_line(patient=patient, number=1, started_on=date(2024, 1, 1))
    make_line(patient=patient, regimen_name="DPd", started_on=date(2026, 11, 3))

    [chart] = build_contents(member, visit, now=NOW).symptom_charts

    assert [name.words for name in chart.names] == ["DPd"]


def test_the_diagnosis_prints_as_it_was_reported(member, patient, visit):
    make_diagnosis(patient=patient, myeloma_type="IgG kappa", kidneys="fine")
    make_stage(patient=patient, system_name="R-ISS", stage="II", reported_by="Dr. Ruiz")
    make_gene_finding(
        patient=patient, name="t(11;14)", percent=62, copies=1, method="FISH"
    )

    diagnosis = build_contents(member, visit, now=NOW).diagnosis

    assert [(line.about, line.text) for line in diagnosis] == [
        ("Type of myeloma", "IgG kappa"),
        ("Kidneys", "fine"),
        ("Stage (R-ISS)", "II, Dr. Ruiz"),
        ("Genes: t(11;14)", "Found, in 62% of cells, 1 copy, FISH"),
    ]


def test_the_course_shows_all_treatments_until_the_visit(member, patient, visit):
    make_line(patient=patient, number=1, regimen_name="VRd")
    make_line(patient=patient, number=2, started_on=date(2027, 1, 1))

    timeline = build_contents(member, visit, now=NOW, settings=EVERYTHING).timeline

    assert [treatment.what for treatment in timeline.treatments] == ["Line 1: VRd"]


def test_the_care_team_comes_with_its_numbers(member, patient, visit):
    make_contact(patient=patient, name="Dr. Ruiz", role="doctor", place="Lakeside")

    [contact] = build_contents(member, visit, now=NOW).contacts

    assert (contact.name, contact.what) == ("Dr. Ruiz", "doctor, Lakeside")


def test_what_the_journal_said_about_calling_is_listed(member, patient, visit, before):
    at = datetime(2026, 11, 21, 19, 2, tzinfo=UTC)
    for day, corrected_at in ((21, None), (20, at), (2, None)):
        RuleMatch.objects.create(
            entry=make_entry(patient=patient, felt_on=date(2026, 11, day)),
            revision=1,
            level=Urgency.NOW,
            title="Call your team now",
            text="Call them.",
            reading="Temperature: 100.6 °F",
            shown_at=at - timedelta(days=21 - day),
            corrected_at=corrected_at,
        )

    fact = facts(member, visit)["The journal said to call"]

    assert fact == (
        "Nov 2, 2:02 p.m.: Temperature: 100.6 °F. "
        "Nov 21, 2:02 p.m.: Temperature: 100.6 °F."
    )


def test_packet_says_what_was_done_when_the_journal_said_to_call(
    member, patient, visit, before, time_machine
):
    entry = make_entry(patient=patient, felt_on=date(2026, 11, 20))
    called = make_rule_match(entry=entry, shown_at=NOW - timedelta(hours=2))
    known = make_rule_match(entry=entry, reading="Weight: 160 lb", shown_at=NOW)
    time_machine.move_to(NOW, tick=False)
    make_call_reply(match=called, said="called", created_by_name="Anna")
    make_call_reply(match=known, said="known", created_by_name="Anna")
    make_rule_match(entry=entry, reading="Weight: 159 lb", shown_at=NOW, rests_on=known)

    fact = facts(member, visit)["The journal said to call"]

    assert "100.6 °F. Called: yes, 2 p.m., Anna." in fact
    assert "Weight: 159 lb. The team already knows: 2 p.m., Anna." in fact


def test_without_treatment_there_is_no_course(member, visit):
    assert build_contents(member, visit, now=NOW).timeline is None


@pytest.mark.parametrize("size", [2, 20])
def test_a_full_packet_takes_twenty_two_queries_whatever_it_holds(
    member, patient, visit, before, django_assert_num_queries, size
):
    followed, weight = make_followed(patient=patient), make_measure(slug="weight")
    for n in range(size):
        day = date(2026, 11, 1) + timedelta(days=n)
        entry = make_written(patient, day, Severity.MILD, followed=followed)
        entry.measurements.create(measure=weight, name="Weight", value=148, unit="lb")
        make_health_event(patient=patient, started_on=day)
        make_question(patient=patient, text=f"Question {n}")
        make_medication(patient=patient, name=f"Drug {n}")
        make_allergy(patient=patient, name=f"Allergen {n}")
        make_lab_result(patient=patient, collected_on=day)
        make_contact(patient=patient, name=f"Nurse {n}")
        make_stage(patient=patient, reported_by=f"Doctor {n}")
        make_gene_finding(patient=patient, name=f"del({n})")
        make_line_drug(line=make_line(patient=patient, number=n + 1))
    make_diagnosis(patient=patient)

    with django_assert_num_queries(22) as asked:
        packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)

    assert (len(packet.days), len(packet.questions)) == (size, size)
    assert len(packet.medications) == 2 * size
    assert len({query["sql"] for query in asked.captured_queries}) == 22


def test_nothing_of_another_journal_gets_in(member, visit):
    make_entry(felt_on=date(2026, 11, 20), note="not hers")
    make_question()
    make_measure()

    packet = build_contents(member, visit, now=NOW, settings=EVERYTHING)

    assert (packet.days, packet.questions) == ((), ())
