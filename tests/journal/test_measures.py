"""Numbers: which are asked for, in which units, and which are asked about twice."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import make_measure
from tests.journal.pages import today_url

pytestmark = pytest.mark.django_db


def limits(unit, soft, hard, decimals=0):
    names = ("soft_min", "soft_max", "hard_min", "hard_max")
    return dict(zip(names, (*soft, *hard), strict=True)) | {
        "unit": unit,
        "decimals": decimals,
    }


@pytest.fixture
def weight(db):
    return make_measure(
        slug="weight",
        label="Weight",
        is_core=True,
        units=[
            limits("kg", (35, 200), (20, 350), 1),
            limits("lb", (77, 441), (44, 772), 1),
        ],
    )


@pytest.fixture
def pressure(db):
    mercury = limits("mmHg", (40, 200), (20, 300))
    return make_measure(
        slug="blood-pressure",
        label="Blood pressure",
        is_core=True,
        units=[mercury],
        parts=[
            limits("mmHg", (80, 200), (40, 300)) | {"label": "Top number"},
            limits("mmHg", (40, 120), (20, 200)) | {"label": "Bottom number"},
        ],
    )


def test_unusual_number_is_asked_about_once(write, patient, weight):
    typed = {"m-weight-value": "500", "m-weight-unit": "lb"}

    page = write(**typed)
    assert page.status_code == 422
    assert "Weight: you entered 500 lb. Is that right?" in page.text

    write(**typed, **{"m-weight-confirm": "500 lb"})
    assert patient.entries.get().measurements.get().value == Decimal(500)


def test_tick_for_one_number_says_nothing_of_another(write, patient, weight):
    page = write(
        **{
            "m-weight-value": "510",
            "m-weight-unit": "lb",
            "m-weight-confirm": "500 lb",
        }
    )

    assert page.status_code == 422
    assert not patient.entries.exists()


def test_number_that_fits_the_other_unit_is_asked_for_its_unit(write, weight):
    page = write(**{"m-weight-value": "70", "m-weight-unit": "lb"})

    assert (
        "Weight: you entered 70 lb. Did you mean kg? If so, choose the unit"
        in page.text
    )


def test_two_numbers_are_saved_as_typed(write, patient, pressure):
    page = write(
        **{
            "m-blood-pressure-value": "128",
            "m-blood-pressure-second_value": "76",
        }
    )

    assert "128/76 mmHg" in page.text
    assert patient.entries.get().measurements.get().second_value == Decimal(76)


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("128", "", "Blood pressure: enter both numbers."),
        ("", "76", "Blood pressure: enter both numbers."),
        (
            "90",
            "110",
            "Blood pressure: the top number should be higher than the bottom one.",
        ),
        ("900", "76", "Blood pressure (Top number): you entered 900 mmHg. Enter a"),
        ("128", "130 ", "the top number should be higher than the bottom one."),
        ("210", "76", "(Top number): you entered 210 mmHg. Is that right?"),
    ],
)
def test_two_numbers_are_refused_with_a_sentence(
    write, pressure, first, second, sentence
):
    page = write(
        **{
            "m-blood-pressure-value": first,
            "m-blood-pressure-second_value": second,
        }
    )

    assert page.status_code == 422
    assert sentence in page.text


def test_measure_list_chooses_what_today_asks_and_in_which_unit(
    client, cast, patient, weight
):
    make_measure(
        slug="pulse", label="Pulse", units=[limits("bpm", (40, 150), (20, 250))]
    )
    client.force_login(cast["owner"])
    address = reverse("journal:measure_list", args=[patient.pk])

    client.post(address, {"weight-is_shown": "on", "weight-unit": "kg"})
    weighed = client.get(today_url(patient)).context["form"].measurements
    client.post(address, {"pulse-is_shown": "on", "weight-unit": "kg"})
    pulsed = client.get(today_url(patient)).context["form"].measurements

    assert [(form.measure.slug, form.initial["unit"]) for form in weighed] == [
        ("weight", "kg")
    ]
    assert [form.measure.slug for form in pulsed] == ["pulse"]


@pytest.mark.parametrize(("units", "unit"), [("us", "lb"), ("metric", "kg")])
def test_measure_starts_in_the_units_of_the_patient(
    client, cast, patient, weight, units, unit
):
    patient.units = units
    patient.save()
    client.force_login(cast["owner"])

    (form,) = client.get(today_url(patient)).context["form"].measurements

    assert form.initial["unit"] == unit


def test_measure_starts_in_the_unit_used_last(client, write, patient, weight):
    write(**{"m-weight-value": "68", "m-weight-unit": "kg"})

    (form,) = [
        form
        for form in client.get(today_url(patient)).context["form"].measurements
        if form.measure == weight
    ]

    assert form.initial["unit"] == "kg"
