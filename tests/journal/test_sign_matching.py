"""Which warning signs are shown, and asked about, after an entry was saved."""

from datetime import date, timedelta

import pytest

from myeloma_journal.care_team.default_rules import all_rules
from myeloma_journal.catalogue.models import (
    Drug,
    Measure,
    Procedure,
    Symptom,
    UrgencyLevel,
    WarningSign,
)
from myeloma_journal.journal.follow_ups import answers_in_words
from myeloma_journal.journal.models import Entry, Measurement, RuleMatch
from myeloma_journal.journal.rule_matching import (
    evaluate_rules,
    match_asked_sign,
    signs_to_ask,
)
from tests.factories import (
    make_call_reply,
    make_call_rule,
    make_entry,
    make_followed,
    make_line,
    make_line_drug,
    make_medication,
    make_procedure,
    make_rating,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
DAY = date(2026, 3, 4)
FIELDS = ("rule_words", "attribution")


def written(patient, *ratings, day=DAY, temperature=None, private=()):
    """An entry with these ratings: symptom, severity and answers."""
    entry = make_entry(patient=patient, felt_on=day)
    for slug, severity, *answers in ratings:
        symptom = Symptom.objects.get(slug=slug)
        followed = patient.followed_symptoms.filter(symptom=symptom).first()
        followed = followed or make_followed(
            patient=patient,
            symptom=symptom,
            name=symptom.label,
            is_private=slug in private,
        )
        make_rating(
            entry=entry,
            followed=followed,
            severity=severity,
            answers=dict(*answers),
            answers_in_words=answers_in_words(symptom.follow_ups, dict(*answers)),
        )
    if temperature:
        Measurement.objects.create(
            entry=entry, measure=thermometer(), value=temperature, unit="°C"
        )
    evaluate_rules(entry)
    return entry


@pytest.fixture
def cast_member(cast, patient):
    return lambda role: patient.memberships.get(user=cast[role])


def thermometer():
    return Measure.objects.get(slug="temperature")


def met(entry):
    matches = RuleMatch.objects.filter(entry=entry).active().exclude(sign=None)
    return sorted(matches.values_list("sign__slug", flat=True))


def asked(entry, member):
    return [sign.slug for sign in signs_to_ask(entry, member)]


def test_severe_confusion_shows_the_words_of_the_sign(patient):
    entry = written(patient, ("confusion-speech", 3))

    match = RuleMatch.objects.get(entry=entry)
    assert match.title == "Get help now"
    assert match.rule_words == "New confusion, being hard to wake, or a seizure"
    assert match.reading.endswith(": Severe")
    assert match.attribution.startswith("General information. Source: ")
    assert match.attribution.endswith("What your care team told you comes first.")


def test_answer_that_is_the_sign_is_shown_as_written(patient):
    written(patient, ("diarrhea", 1, {"times": 5, "blood": "no"}))

    assert RuleMatch.objects.get().reading == (
        "Diarrhea (loose or watery stools): Mild. 5 times in 24 hours. No blood"
    )


def test_long_name_with_many_answers_still_shows_the_sign(patient):
    pain = Symptom.objects.get(slug="bone-pain")
    make_followed(patient=patient, symptom=pain, name="b" * 100)
    [where] = [asked for asked in pain.follow_ups if asked["id"] == "where"]
    everywhere = [choice["id"] for choice in where["choices"]]

    written(patient, ("bone-pain", 3, {"no_weight": "yes", "where": everywhere}))

    assert len(RuleMatch.objects.get(sign__slug="sign-fracture").reading) == 200


def test_examples_of_a_sign_are_shown_with_it(patient):
    written(patient, ("bone-pain", 3, {"no_weight": "yes"}))

    assert "Do not walk on it." in RuleMatch.objects.get().rule_words


def test_severe_back_pain_is_asked_about(patient, cast_member):
    entry = written(patient, ("back-pain", 3))

    assert met(entry) == []
    assert asked(entry, cast_member("owner")) == [
        "sign-spine",
        "sign-fracture",
        "sign-spine-pain",
    ]


def test_reader_is_asked_nothing(patient, cast_member):
    entry = written(patient, ("back-pain", 3))

    assert asked(entry, cast_member("reader")) == []


def test_yes_shows_the_sign_and_asks_no_more_about_it(patient, cast_member):
    entry = written(patient, ("back-pain", 3))
    owner = cast_member("owner")

    match = match_asked_sign(entry, signs_to_ask(entry, owner)[0], owner)

    assert match.was_asked
    assert match.level == "emergency"
    assert match.reading == "Back or neck pain: Severe"
    assert "sign-spine" not in asked(entry, owner)


def test_yes_twice_is_saved_once(patient, cast_member):
    entry = written(patient, ("back-pain", 3))
    owner = cast_member("owner")
    sign = signs_to_ask(entry, owner)[0]

    assert match_asked_sign(entry, sign, owner) == match_asked_sign(entry, sign, owner)
    assert RuleMatch.objects.count() == 1


def test_sign_that_is_not_asked_about_cannot_be_said_yes_to(patient, cast_member):
    entry = written(patient, ("back-pain", 3))
    other = WarningSign.objects.get(slug="sign-pregnancy")

    assert match_asked_sign(entry, other, cast_member("owner")) is None


def test_yes_to_a_sign_that_is_no_longer_among_the_first_five_counts(
    patient, cast_member
):
    entry = written(patient, ("vomiting", 2), ("cough", 3))
    owner = cast_member("owner")
    sign = WarningSign.objects.get(slug="sign-vomiting")

    assert sign.slug not in asked(entry, owner)
    assert match_asked_sign(entry, sign, owner)


def test_sign_that_rests_takes_none_of_the_five_places(patient, cast_member):
    entry = written(patient, ("vomiting", 2), ("cough", 3))
    owner = cast_member("owner")
    first, *others = asked(entry, owner)
    sign = WarningSign.objects.get(slug=first)
    make_call_reply(match=match_asked_sign(entry, sign, owner))

    again = asked(written(patient, ("vomiting", 2), ("cough", 3)), owner)

    assert again[:4] == others
    assert len(again) == 5


def test_fever_of_the_number_is_one_match_and_its_emergency_is_asked(
    patient, cast_member
):
    entry = written(patient, ("fever-chills", 1), temperature="38.4")

    assert met(entry) == ["sign-fever"]
    assert asked(entry, cast_member("owner")) == ["sign-sepsis"]


def test_team_rule_stands_in_for_fever_and_fever_is_not_asked(patient, cast_member):
    make_call_rule(
        patient=patient,
        measure=thermometer(),
        comparator="at_least",
        value="38.3",
        unit="°C",
    )
    entry = written(patient, ("cough", 2), temperature="38.4")

    assert met(entry) == []
    assert "sign-fever" not in asked(entry, cast_member("owner"))


def test_slip_in_a_milder_rule_leaves_the_general_sign(patient):
    make_call_rule(
        patient=patient,
        level="today",
        measure=thermometer(),
        comparator="at_least",
        value="37.5",
        unit="°C",
    )

    assert met(written(patient, temperature="39.4")) == ["sign-fever"]


def test_person_who_wants_both_keeps_the_general_sign(patient):
    make_call_rule(
        patient=patient,
        measure=thermometer(),
        comparator="at_least",
        value="40",
        unit="°C",
        keeps_general=True,
    )

    assert met(written(patient, temperature="38.4")) == ["sign-fever"]


def test_team_rule_about_a_symptom_silences_no_sign(patient):
    symptom = Symptom.objects.get(slug="confusion-speech")
    make_call_rule(patient=patient, level="today", symptom=symptom, at_least=1)

    entry = written(patient, ("confusion-speech", 3))

    assert met(entry) == ["sign-confusion"]
    assert RuleMatch.objects.filter(entry=entry).count() == 2


def test_sign_that_is_switched_off_is_neither_shown_nor_asked(patient, cast_member):
    sign = WarningSign.objects.get(slug="sign-confusion")
    copy = {"sign": sign, "is_active": False, "is_general": True, "words": sign.label}
    make_call_rule(patient=patient, **copy)

    assert met(written(patient, ("confusion-speech", 3))) == []
    entry = written(patient, ("headache", 3), day=DAY + timedelta(days=20))
    assert "sign-confusion" not in asked(entry, cast_member("owner"))


def test_changed_copy_is_shown_with_its_level_and_words(patient):
    sign = WarningSign.objects.get(slug="sign-jaw")
    make_call_rule(patient=patient, sign=sign, level="now", words="Call about the jaw.")

    written(patient, ("jaw-problem", 1))

    match = RuleMatch.objects.get()
    assert (match.level, match.rule_words) == ("now", "Call about the jaw")


@pytest.mark.parametrize(("count", "shown"), [(None, []), (2, ["sign-diarrhea"])])
def test_own_count_stands_in_for_the_published_one(patient, count, shown):
    sign = WarningSign.objects.get(slug="sign-diarrhea")
    make_call_rule(patient=patient, sign=sign, count=count)

    assert met(written(patient, ("diarrhea", 1, {"times": 3}))) == shown


CALCIUM = [
    ("thirst-urination", 2, {"urine": "more-than-usual"}),
    ("constipation", 2),
    ("nausea", 2),
]


def test_signs_that_come_together_over_three_days_are_met(patient):
    written(patient, CALCIUM[0], day=DAY)
    written(patient, CALCIUM[1], day=DAY + timedelta(days=1))

    assert met(written(patient, CALCIUM[2], day=DAY + timedelta(days=3))) == [
        "sign-calcium"
    ]


def test_signs_that_lie_apart_are_not(patient):
    written(patient, *CALCIUM[:2], day=DAY)

    assert met(written(patient, CALCIUM[2], day=DAY + timedelta(days=4))) == []


def test_deleted_entry_counts_no_more(patient):
    written(patient, *CALCIUM[:2], day=DAY)
    Entry.all_objects.update(deleted_at=DAY.isoformat() + "T12:00Z")

    assert met(written(patient, CALCIUM[2], day=DAY)) == []


def test_what_needs_a_private_symptom_is_as_private(patient, cast_member):
    entry = written(patient, *CALCIUM, private=("nausea",))

    match = RuleMatch.objects.get(entry=entry)
    assert match.is_private
    assert not RuleMatch.objects.visible_to(cast_member("helper")).exists()


def test_private_symptom_is_asked_about_by_its_patient_alone(patient, cast_member):
    entry = written(patient, ("low-mood", 3), private=("low-mood",))

    assert asked(entry, cast_member("owner")) == ["sign-mood-crisis"]
    assert asked(entry, cast_member("helper")) == []


def test_yes_about_a_private_symptom_is_seen_by_nobody_else(patient, cast_member):
    entry = written(patient, ("low-mood", 3), private=("low-mood",))
    owner = cast_member("owner")

    match_asked_sign(entry, signs_to_ask(entry, owner)[0], owner)

    assert not RuleMatch.objects.visible_to(cast_member("helper")).exists()


def test_symptom_on_the_list_under_two_names_counts_by_each(patient):
    symptom = Symptom.objects.get(slug="breathlessness")
    entry = make_entry(patient=patient, felt_on=DAY)
    for name, severity in (("On stairs", 3), ("At night", 1)):
        followed = make_followed(patient=patient, symptom=symptom, name=name)
        make_rating(entry=entry, followed=followed, severity=severity)

    evaluate_rules(entry)

    assert RuleMatch.objects.get().reading == "On stairs: Severe"


def test_error_in_the_table_leaves_the_rule_about_fever(patient, monkeypatch, caplog):
    monkeypatch.setattr("myeloma_journal.care_team.signs.parse", lambda given: 1 / 0)

    assert met(written(patient, ("cough", 3), temperature="39")) == ["sign-fever"]
    assert "could not be evaluated" in caplog.text


def with_drug(patient, slug, **fields):
    line = make_line(patient=patient, **{"started_on": DAY} | fields)
    drug = Drug.objects.get(slug=slug)
    make_line_drug(line=line, drug=drug, name=drug.name)


def test_headache_in_the_weeks_after_a_bispecific_is_shown(patient):
    with_drug(patient, "teclistamab")

    entry = written(patient, ("headache", 3), day=DAY + timedelta(weeks=8))
    later = written(patient, ("headache", 3), day=DAY + timedelta(weeks=8, days=1))

    assert (met(entry), met(later)) == (["sign-crs"], [])


def test_car_t_is_known_by_its_procedure(patient):
    make_procedure(
        patient=patient,
        kind=Procedure.objects.get(slug="car-t-treatment"),
        done_on=date(2024, 5, 1),
        done_precision="day",
    )

    assert met(written(patient, ("movement-change", 1))) == ["sign-cart-movement"]


def test_shaking_in_the_first_weeks_after_car_t_is_an_emergency(patient):
    with_drug(patient, "cilta-cel")

    first = written(patient, ("movement-change", 1), day=DAY + timedelta(weeks=2))
    later = written(patient, ("movement-change", 1), day=DAY + timedelta(weeks=9))

    assert "sign-icans" in met(first)
    assert met(later) == ["sign-cart-movement"]


@pytest.mark.parametrize("name", ["Tecvayli", "Cell therapy (CAR-T)", "a Bispecific"])
def test_treatment_is_known_by_what_was_typed(patient, name):
    make_line(patient=patient, regimen_name=name, started_on=DAY)

    assert "sign-crs" in met(written(patient, ("heartbeat", 1)))


def test_steroid_among_the_medications_counts(patient):
    make_medication(patient=patient, name="Prednisone 20 mg")
    thirst = {"urine": "more-than-usual", "new_or_worse": "yes"}

    assert met(written(patient, ("thirst-urination", 2, thirst))) == ["sign-high-sugar"]


def test_treatment_of_another_journal_does_not_count(patient):
    make_line(regimen_name="Tecvayli", started_on=DAY)

    assert met(written(patient, ("headache", 3))) == []


def test_words_and_sources_of_each_sign_fit_what_is_kept(patient):
    kept = {name: RuleMatch._meta.get_field(name).max_length for name in FIELDS}
    levels = UrgencyLevel.objects.all()
    longest_footer = max(len(level.footer) for level in levels)

    for rule in all_rules(patient):
        assert len(rule.as_shown) <= kept["rule_words"]
        assert len(rule.attribution) + 1 + longest_footer <= kept["attribution"]


@pytest.mark.parametrize("others", [[], ["nausea", "heartbeat", "cough"]])
def test_table_is_read_in_as_many_queries_for_any_number_of_symptoms(
    patient, others, django_assert_max_num_queries
):
    with_drug(patient, "teclistamab")
    written(patient, *[(symptom, 2) for symptom in ["headache", *others]])
    entry = Entry.objects.get()

    # 2 what the entry says, 1 its patient, 1 the rules, 1 the table, 4 the treatment,
    # 1 other entries, 1 what it met before, and 4 that frame two savepoints
    with django_assert_max_num_queries(15):
        evaluate_rules(entry, now=entry.written_at)
