import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from tests.factories import make_lab_marker, make_lab_result

pytestmark = pytest.mark.django_db


def url(name, patient, result=None):
    return reverse(f"labs:{name}", args=[patient.pk, *([result.pk] if result else [])])


def offers(page):
    """The readings that the page offers, by what their buttons say."""
    found = re.findall(r'name="take"\s+value="([^"]*)"><bdi>([^<]*)</bdi>', page.text)
    return {label: unescape(value) for value, label in found}


def rows(*several, collected_on="2026-11-17", about="", take=""):
    """A page with these rows filled in, and one row left empty."""
    usual = {"test": "", "name": "", "typed": "", "unit": "", "low": "", "high": ""}
    return {"collected_on": collected_on, "about": about, "take": take} | {
        f"row-{n}-{name}": value
        for n, row in enumerate([*several, {}])
        for name, value in (usual | row).items()
    }


def m_protein_row(**fields):
    """A row that can be kept, but for these fields."""
    return {"test": "m-protein-serum", "typed": "0.8", "unit": "g/dL"} | fields


@pytest.fixture
def send(client, cast, patient, m_protein):
    """Send rows as the helper; the answer of the page."""
    client.force_login(cast["helper"])

    def send(*several, **day):
        return client.post(url("result_add", patient), rows(*several, **day))

    send.client = client
    return send


def test_first_report_has_a_box_for_each_usual_test(client, cast, patient, m_protein):
    client.force_login(cast["owner"])

    page = client.get(url("result_add", patient)).text

    assert "Tests most reports have" in page
    assert page.count('class="lab-one') == 1
    assert '<option value="g/dL">g/dL</option>' in page


def test_tests_not_done_last_time_are_folded(client, cast, patient, m_protein):
    may = {"name": "LDH", "collected_on": date(2026, 5, 12)}
    make_lab_result(patient=patient, marker=m_protein, typed="0.8")
    make_lab_result(patient=patient, typed="201", unit="U/L", **may)
    client.force_login(cast["owner"])

    page = client.get(url("result_add", patient)).text

    assert page.index('id="id_row-0-typed"') < page.index("Tests from before")
    assert "Last: <bdi>201 U/L</bdi>, May 12, 2026" in page
    assert '<details class="fold-row" open' not in page


def test_an_error_opens_the_fields_below_its_row(send):
    assert "<details open>" in send(m_protein_row(low="few")).text
    assert "<details open>" not in send(m_protein_row(typed="80")).text


def test_a_refused_test_that_was_added_is_shown(send, patient):
    typed = rows() | {"another-name": "Ferritin", "another-typed": ""}

    page = send.client.post(url("result_add", patient), typed).text

    assert '<details class="fold-row" open>' in page
    assert 'value="Ferritin"' in page
    assert "Enter the result." in page


def test_last_range_and_unit_are_saved_with_the_next_result(send, patient, m_protein):
    last = {"low_typed": "0", "high_typed": "0.5", "collected_on": date(2026, 10, 20)}
    make_lab_result(patient=patient, marker=m_protein, typed="0.9", **last)
    page = send.client.get(url("result_add", patient))
    form = page.context["form"].rows[0]
    filled = {f"row-0-{name}": form[name].value() or "" for name in form.fields}

    assert "Unit and lab’s range: <bdi>0–0.5</bdi>" in page.text
    alone = send.client.post(url("result_add", patient), filled)
    assert "Enter at least one result." in alone.text
    send.client.post(
        url("result_add", patient),
        filled | {"row-0-typed": "0.8", "collected_on": "2026-11-17"},
    )

    saved = patient.lab_results.first()
    assert (saved.result, saved.range_in_words) == ("0.8 g/dL", "0–0.5")


def test_last_range_is_not_saved_with_a_result_in_another_unit(
    send, patient, m_protein
):
    last = {"low_typed": "0", "high_typed": "0.5", "collected_on": date(2026, 10, 20)}
    make_lab_result(patient=patient, marker=m_protein, typed="0.9", **last)

    saved = send(m_protein_row(typed="8", unit="g/L", low="0", high="0.5"))

    assert saved.status_code == 302
    result = patient.lab_results.first()
    assert (result.result, result.range_in_words) == ("8 g/L", "")


def test_a_range_that_is_a_word_is_filled_in_and_saved_again(send, patient, m_protein):
    last = {"high_typed": "negative", "collected_on": date(2026, 10, 20)}
    result = make_lab_result(patient=patient, marker=m_protein, typed="1.250", **last)
    row = m_protein_row(high="negative")

    edited = send.client.post(
        url("result_edit", patient, result),
        {"collected_on": "2026-10-21", "about": "", "flag": ""}
        | row
        | {"typed": "1.250"},
    )

    assert edited.status_code == 302
    assert send(row).status_code == 302
    assert {r.high_typed for r in patient.lab_results.all()} == {"negative"}


def test_a_word_last_time_leaves_the_unit_of_the_number_before(
    send, patient, m_protein
):
    earlier = date(2026, 8, 1)
    make_lab_result(patient=patient, marker=m_protein, unit="g/L", collected_on=earlier)
    make_lab_result(patient=patient, marker=m_protein, typed="trace", unit="")

    page = send.client.get(url("result_add", patient))

    assert page.context["form"].rows[0].unit_in_print == "g/L"


def test_an_added_test_gets_a_box_and_nothing_is_saved(send, patient, m_protein):
    typed = rows(m_protein_row(typed="0.7")) | {
        "another-name": "Ferritin",
        "another-typed": "<5",
        "another-unit": "ng/mL",
        "add": "yes",
    }

    page = send.client.post(url("result_add", patient), typed)

    assert page.status_code == 200
    assert "Added a box for <bdi>Ferritin</bdi>. Nothing is saved yet." in page.text
    fields = dict(re.findall(r'name="([\w-]+)"\s+value="([^"]*)"', page.text))
    assert fields["row-0-typed"] == "0.7"
    assert (fields["row-2-name"], fields["row-2-typed"]) == ("Ferritin", "&lt;5")
    assert fields["row-2-unit"] == "ng/mL"
    assert not patient.lab_results.exists()


def test_an_added_test_fills_the_box_it_has(send, patient, m_protein):
    typed = rows(m_protein_row(typed="")) | {
        "another-name": "m-spike",
        "another-typed": "0.7",
        "add": "yes",
    }

    page = send.client.post(url("result_add", patient), typed).text

    assert page.count("M protein in blood</bdi></label>") == 1
    assert re.search(r'name="row-0-typed"\s+value="0.7"', page)


def test_a_test_without_a_name_is_not_added(send, patient):
    typed = rows(m_protein_row()) | {"another-typed": "5", "add": "yes"}

    page = send.client.post(url("result_add", patient), typed)

    assert page.status_code == 422
    assert "Enter the name of the test." in page.text
    assert 'value="5"' in page.text


def test_a_named_test_is_saved_without_adding_a_box_first(send, patient):
    typed = rows() | {"another-name": "Ferritin", "another-typed": "80 ng/mL"}

    send.client.post(url("result_add", patient), typed)

    assert str(patient.lab_results.get()) == "Ferritin: 80 ng/mL"


def test_result_add_asks_as_much_of_the_database_however_much_there_is(
    client, cast, patient, m_protein
):
    client.force_login(cast["owner"])
    counts = []
    for n in range(2):
        for day in range(1, 4):
            when = date(2026, 10 + n, day)
            make_lab_result(patient=patient, name=f"Test {n} {day}", collected_on=when)
            make_lab_result(patient=patient, marker=m_protein, collected_on=when)
        with CaptureQueriesContext(connection) as queries:
            client.get(url("result_add", patient))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("result_add", "result_list"),
        ("mrd_add", "other_test_list"),
        ("other_test_add", "other_test_list"),
    ],
)
def test_a_page_that_adds_a_result_leads_back_to_its_list(
    client, cast, patient, page, back
):
    client.force_login(cast["owner"])

    content = client.get(url(page, patient)).text

    assert f'class="backlink" href="{url(back, patient)}"' in content


def test_result_add_leads_to_the_list(send, patient):
    assert send(m_protein_row()).url == url("result_list", patient)


def test_result_list_prints_units_as_laboratories_do(client, cast, patient):
    make_lab_result(patient=patient, name="Platelets", typed="163", unit="10^9/L")
    client.force_login(cast["owner"])

    page = client.get(url("result_list", patient)).content.decode()

    assert "163 × 10⁹/L" in page


@pytest.mark.parametrize(("who", "offers"), [("owner", True), ("reader", False)])
@pytest.mark.parametrize("is_empty", [True, False])
def test_result_list_offers_to_add(client, cast, patient, who, offers, is_empty):
    if not is_empty:
        make_lab_result(patient=patient)
    client.force_login(cast[who])

    page = client.get(url("result_list", patient)).content.decode()

    assert (url("result_add", patient) in page) is offers


@pytest.mark.parametrize("name", ["result_edit", "result_delete"])
def test_a_result_of_another_journal_is_not_there(client, cast, patient, name):
    elsewhere = make_lab_result()
    client.force_login(cast["owner"])

    assert client.post(url(name, patient, elsewhere)).status_code == 404


def test_result_add_keeps_the_rows_that_were_filled_in(send, patient, m_protein):
    response = send(
        m_protein_row(typed="0,80", low="0", high="0.5"),
        {"name": "Ferritin", "typed": "trace"},
    )

    assert response.status_code == 302
    first, second = patient.lab_results.order_by("-name")
    assert (first.marker, first.result) == (m_protein, "0,80 g/dL")
    assert (first.collected_on, first.range_in_words) == (date(2026, 11, 17), "0–0.5")
    assert (second.marker, second.name, second.result) == (None, "Ferritin", "trace")


def test_a_test_written_by_another_of_its_names_is_found(send, patient, m_protein):
    send(m_protein_row(test="", name="m-spike"))

    result = patient.lab_results.get()
    assert (result.marker, result.name) == (m_protein, "m-spike")


def test_a_unit_is_kept_as_the_catalogue_writes_it(send, patient):
    send(m_protein_row(unit="G/DL"))

    assert patient.lab_results.get().unit == "g/dL"


@pytest.mark.parametrize(
    ("one_way", "another"), [("10^9/L", "10*9 / l"), ("µmol/L", "umol/L"), ("μg", "ug")]
)
def test_units_may_be_typed_in_many_ways(one_way, another):
    assert normalize_unit(one_way) == normalize_unit(another)


def test_a_unit_beside_a_word_is_kept(send, patient):
    send(m_protein_row(typed="trace"))

    assert patient.lab_results.get().result == "trace (g/dL)"


def test_the_unit_of_the_last_report_is_not_put_beside_a_word(send, patient, m_protein):
    make_lab_result(patient=patient, marker=m_protein, name="", typed="0.9")

    send(m_protein_row(typed="trace"), collected_on="2026-11-18")

    assert patient.lab_results.first().result == "trace"


@pytest.mark.parametrize(
    ("typed", "unit", "result", "value"),
    [
        ("H 2.5", "g/L", "2.5 g/L (lab’s flag: H)", "2.5"),
        ("10.8 L", "g/L", "10.8 g/L (lab’s flag: L)", "10.8"),
        ("10.9 (L)", "g/L", "10.9 g/L (lab’s flag: L)", "10.9"),
        ("0.1 g/dL", "", "0.1 g/dL", "0.1"),
        ("less than 4", "g/dL", "<4 g/dL", "4"),
        ("1.250", "g/dL", "1.250 g/dL", "1.250"),
        ("01.250", "g/L", "1.250 g/L", "1.250"),
    ],
)
def test_nothing_that_was_typed_with_a_number_is_dropped(
    send, patient, typed, unit, result, value
):
    send(m_protein_row(typed=typed, unit=unit))

    saved = patient.lab_results.get()
    assert (saved.result, saved.value) == (result, Decimal(value))


def test_two_units_of_one_number_are_refused(send):
    page = send(m_protein_row(typed="0.1 g/dL", unit="g/L"))

    assert "There are two units, g/dL and g/L. Keep only one." in page.text


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({"typed": "80"}, ["80 g/L"]),
        ({"unit": ""}, ["0.8 g/dL", "0.8 g/L"]),
        ({"typed": "H 30", "unit": ""}, ["30 g/L"]),
    ],
)
def test_another_unit_is_taken_from_its_button(send, patient, fields, offered):
    refused = send(m_protein_row(**fields))
    buttons = offers(refused)
    assert list(buttons) == offered

    send(m_protein_row(**fields), take=buttons[offered[-1]])

    assert patient.lab_results.get().result.startswith(offered[-1])


def test_the_unit_used_last_is_offered_first(send, patient, m_protein):
    make_lab_result(patient=patient, marker=m_protein, name="", typed="8", unit="g/L")

    assert list(offers(send(m_protein_row(unit="")))) == ["0.8 g/L", "0.8 g/dL"]


def test_a_number_of_two_readings_is_taken_from_its_button(send, patient):
    make_lab_marker(
        slug="igg",
        name="IgG",
        units=[{"unit": "mg/dL", "hard_min": 0, "hard_max": 30000}],
    )
    row = {"test": "igg", "typed": "H 1.250", "unit": "mg/dL"}
    buttons = offers(send(row))
    assert list(buttons) == ["1250", "1.250"]

    send(row, take=buttons["1250"])

    saved = patient.lab_results.get()
    assert (saved.value, saved.flag) == (1250, "H")


@pytest.mark.parametrize(
    ("low", "words"),
    [
        ("0-0.5 g/dL", "0–0.5"),
        ("<0.5", "<0.5"),
        (">=0.1", ">=0.1"),
        ("0 to 0.5", "0–0.5"),
    ],
)
def test_a_whole_range_may_stand_in_one_field(send, patient, low, words):
    send(m_protein_row(low=low))

    assert patient.lab_results.get().range_in_words == words


def test_editing_keeps_the_flag(client, cast, patient, m_protein):
    result = make_lab_result(patient=patient, name="Ferritin", typed="10.8 (L)")
    client.force_login(cast["owner"])
    page = client.get(url("result_edit", patient, result))
    form = page.context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}

    client.post(url("result_edit", patient, result), fields | {"typed": "10.7"})

    result.refresh_from_db()
    assert (result.typed, result.flag) == ("10.7", "(L)")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"test": ""}, "Choose a test, or enter its name."),
        ({"test": "made-up"}, "Select a valid choice"),
        ({"name": "Ferritin"}, "Choose a test or enter its name, not both."),
        ({"typed": "", "low": "1"}, "Enter the result."),
        (
            {"typed": "0.8 doses"},
            "“0.8 doses” isn’t clear. Enter a number like 0.8, 1500, or &lt;0.1, "
            "or a word like trace.",
        ),
        ({"typed": "150,000"}, "“150,000” could be 150000 or 150.000."),
        ({"typed": "NaN0e9" * 9}, "Use 40 characters or fewer. You typed 54."),
        ({"unit": ""}, "Enter a unit for this test. Units: g/dL, g/L."),
        ({"unit": "mg"}, "“mg” is not a unit for this test. Units: g/dL, g/L."),
        (
            {"typed": "80"},
            "You entered 80 g/dL. M protein in blood must be from 0 to 20 g/dL. "
            "Check the number and the unit.",
        ),
        ({"low": "few"}, "“few” is not a number. Enter a number like 12.0."),
        (
            {"low": "2", "high": "1,5"},
            "In a range, the low number comes first: 1,5 is less than 2. "
            "Change one of them.",
        ),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    send, patient, wrong, sentence
):
    response = send(m_protein_row(**wrong), m_protein_row(typed="7.77"))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "7.77" in response.content.decode()
    assert "<title>Error:" in response.content.decode()
    assert not patient.lab_results.exists()


@pytest.mark.parametrize(
    ("collected_on", "sentence"),
    [
        ("", "Choose the date it was taken."),
        ("yesterday", "Enter the day like this: 11/24/2026."),
        (
            "2026-11-22",
            "You entered November 22, 2026. "
            "Choose a day from January 1, 1900 to November 21, 2026.",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused(send, collected_on, sentence):
    response = send(m_protein_row(), collected_on=collected_on)

    assert sentence in response.content.decode()


def test_a_page_without_a_result_is_refused(send):
    response = send()

    assert response.status_code == 422
    assert "Enter at least one result." in response.content.decode()


def test_a_page_without_any_row_is_refused(client, cast, patient):
    client.force_login(cast["helper"])

    response = client.post(url("result_add", patient), {"collected_on": "2026-11-17"})

    assert "Enter at least one result." in response.content.decode()


def test_the_tests_of_the_last_report_are_proposed(client, cast, patient, m_protein):
    make_lab_result(patient=patient, marker=m_protein, name="", typed="0.8")
    client.force_login(cast["helper"])

    page = client.get(url("result_add", patient)).content.decode()

    assert "<bdi>M protein in blood</bdi></label>" in page
    assert "Last: <bdi>0.8 g/dL</bdi>" in page
    assert 'value="g/dL"' in page
    assert '0.8"' not in page


def test_a_proposed_test_without_a_result_is_left_out(send, patient, m_protein):
    earlier = date(2026, 10, 20)
    make_lab_result(patient=patient, marker=m_protein, name="", collected_on=earlier)

    response = send(
        {"test": "m-protein-serum", "unit": "g/dL"}, m_protein_row(typed="0.7")
    )

    assert response.status_code == 302
    assert patient.lab_results.count() == 2


def test_result_edit_saves_the_correction_and_keeps_what_stood(
    client, cast, patient, m_protein
):
    result = make_lab_result(patient=patient, marker=m_protein, name="", typed="0.8")
    client.force_login(cast["helper"])

    answers = m_protein_row(typed="0.9") | {"collected_on": "2026-11-16"}
    response = client.post(url("result_edit", patient, result), answers)

    assert response.status_code == 302
    result.refresh_from_db()
    assert (result.result, result.collected_on) == ("0.9 g/dL", date(2026, 11, 16))
    assert [was.typed for was in result.history.all()] == ["0.9", "0.8"]


def test_result_edit_shows_what_stands_there(client, cast, patient):
    result = make_lab_result(patient=patient, name="Ferritin", typed="80,5")
    client.force_login(cast["helper"])

    page = client.get(url("result_edit", patient, result)).content.decode()

    assert 'value="Ferritin"' in page
    assert 'value="80,5"' in page
    assert 'value="2026-11-17"' in page


def test_result_delete_asks_first(client, cast, patient):
    result = make_lab_result(patient=patient)
    client.force_login(cast["helper"])

    client.get(url("result_delete", patient, result))

    assert patient.lab_results.exists()


def test_result_delete_deletes_and_keeps_the_history(client, cast, patient):
    result = make_lab_result(patient=patient)
    client.force_login(cast["helper"])

    response = client.post(url("result_delete", patient, result), follow=True)

    assert "Deleted: Hemoglobin: 10.9 g/dL." in response.content.decode()
    assert not patient.lab_results.exists()
    assert result.history.first().history_type == "-"


@pytest.mark.parametrize("page", ["0", "-1", "9999999999", "abc"])
def test_a_page_that_is_not_there_shows_another(client, cast, patient, page):
    client.force_login(cast["reader"])

    response = client.get(url("result_list", patient), {"page": page})

    assert response.status_code == 200


def test_result_list_costs_the_same_however_long_it_is(
    client, cast, patient, django_assert_num_queries
):
    client.force_login(cast["owner"])
    address = url("result_list", patient)
    client.get(address)

    for year in (2025, 2026):
        for month in range(1, 5):
            marker = make_lab_marker()
            day = date(year, month, 17)
            make_lab_result(patient=patient, marker=marker, collected_on=day)
        with django_assert_num_queries(7):
            client.get(address)


@pytest.fixture
def hemoglobin(db):
    """A test with limits past which one is asked about the number."""
    limits = {"soft_min": 4, "soft_max": 20, "hard_min": 1, "hard_max": 30}
    return make_lab_marker(
        slug="hemoglobin", name="Hemoglobin", units=[{"unit": "g/dL"} | limits]
    )


def of_hemoglobin(typed, **more):
    return {"test": "hemoglobin", "typed": typed, "unit": "g/dL"} | more


@pytest.mark.parametrize("typed", ["3.9", "20.1"])
def test_a_number_past_the_soft_limits_is_asked_about(send, patient, hemoglobin, typed):
    response = send(of_hemoglobin(typed))

    assert response.status_code == 422
    page = response.content.decode()
    assert (
        f"Is this number right? You entered {typed} g/dL, which is rare for "
        "Hemoglobin. Check the number and the unit."
    ) in page
    assert "Yes, it’s right" in page
    assert not patient.lab_results.exists()


def test_a_number_is_asked_about_together_with_a_missing_day(send, hemoglobin):
    page = send(of_hemoglobin("25"), collected_on="").text

    assert "Choose the date it was taken." in page
    assert "Is this number right? You entered 25 g/dL, which is rare" in page


@pytest.mark.parametrize("typed", ["4", "20"])
def test_a_number_within_the_soft_limits_is_not_asked_about(send, hemoglobin, typed):
    assert send(of_hemoglobin(typed)).status_code == 302


def test_the_tick_saves_the_number(send, patient, hemoglobin):
    send(of_hemoglobin("25", confirm="25 g/dL"))

    assert patient.lab_results.get().typed == "25"


def test_the_tick_is_for_this_number_only(send, patient, hemoglobin):
    response = send(of_hemoglobin("26", confirm="25 g/dL"))

    assert "You entered 26 g/dL" in response.content.decode()
    assert not patient.lab_results.exists()


def test_the_tick_stays_when_another_row_is_refused(send, hemoglobin):
    response = send(of_hemoglobin("25", confirm="25 g/dL"), m_protein_row(typed="80"))

    page = response.content.decode()
    assert 'value="25 g/dL" checked' in page
    assert "Is this number right?" not in page


def test_the_tick_does_not_open_the_hard_limits(send, patient, hemoglobin):
    send(of_hemoglobin("31", confirm="31 g/dL"))

    assert not patient.lab_results.exists()


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [
        ("7.9", False),
        ("8", True),
        ("12", True),
        ("12.1", False),
        ("0.1", True),
        ("<0.1", False),
        ("0", False),
    ],
)
def test_a_number_ten_times_the_last_one_is_asked_about(
    send, patient, m_protein, typed, is_asked
):
    make_lab_result(patient=patient, marker=m_protein, name="", typed="1.0")
    make_lab_result(
        patient=patient, marker=m_protein, typed="7", collected_on=date(2026, 10, 20)
    )

    response = send(m_protein_row(typed=typed))

    question = (
        f"You entered {typed} g/dL. The last result, on November 17, 2026, "
        "was 1.0 g/dL."
    )
    assert (question in response.content.decode()) is is_asked


def test_results_in_another_unit_are_not_compared(send, patient, m_protein):
    earlier = {"typed": "0.8", "collected_on": date(2026, 10, 20)}
    make_lab_result(patient=patient, marker=m_protein, name="", **earlier)

    assert send(m_protein_row(typed="8", unit="g/L")).status_code == 302


def test_result_edit_does_not_compare_a_result_with_itself(
    client, cast, patient, m_protein
):
    result = make_lab_result(patient=patient, marker=m_protein, name="", typed="0.8")
    client.force_login(cast["helper"])
    answers = m_protein_row(typed="8") | {"collected_on": "2026-11-17"}

    response = client.post(url("result_edit", patient, result), answers)

    assert response.status_code == 302


def test_result_edit_asks_about_a_seldom_number(client, cast, patient, hemoglobin):
    result = make_lab_result(patient=patient, marker=hemoglobin)
    client.force_login(cast["helper"])
    answers = of_hemoglobin("25") | {"collected_on": "2026-11-17"}
    address = url("result_edit", patient, result)

    assert "Yes, it’s right" in client.post(address, answers).content.decode()
    assert client.post(address, answers | {"confirm": "25 g/dL"}).status_code == 302


def test_the_same_page_sent_twice_saves_once(send, patient):
    for _ in range(2):
        assert send(m_protein_row(typed="0.8")).status_code == 302

    assert patient.lab_results.count() == 1


def test_result_list_shows_a_ratio_that_was_worked_out(client, cast, patient):
    for slug, typed in [("kappa", "24.5"), ("lambda", "12.7")]:
        marker = make_lab_marker(slug=f"flc-{slug}", name=slug)
        make_lab_result(patient=patient, marker=marker, typed=typed, unit="mg/L")
    client.force_login(cast["reader"])

    page = client.get(url("result_list", patient)).content.decode()

    assert "Kappa/lambda ratio" in page
    assert "1.93" in page
    assert "Calculated from the two" in page
    assert patient.lab_results.count() == 2


def test_another_result_of_the_same_test_and_day_is_asked_about(
    send, patient, m_protein
):
    make_lab_result(patient=patient, marker=m_protein, name="", typed="0.7")

    response = send(m_protein_row(typed="0.8"))

    assert response.status_code == 422
    assert (
        "Is this a second result? M protein in blood already has a result for "
        "November 17, 2026: 0.7 g/dL."
    ) in response.text
    assert patient.lab_results.count() == 1


def test_a_test_typed_twice_on_one_page_is_asked_about(send, patient):
    response = send(m_protein_row(typed="0.8"), m_protein_row(typed="0.9"))

    assert response.text.count("Is this a second result?") == 2  # summary and field
    assert not patient.lab_results.exists()


def test_the_tick_keeps_both_results_of_one_day(send, patient):
    send(m_protein_row(typed="0.8"), m_protein_row(typed="0.9", confirm="0.9 g/dL"))

    assert patient.lab_results.count() == 2


def test_result_edit_asks_about_another_result_of_the_new_day(
    client, cast, patient, m_protein
):
    kept = make_lab_result(patient=patient, marker=m_protein, name="", typed="0.8")
    moved = {"typed": "0.7", "collected_on": date(2026, 10, 20)}
    result = make_lab_result(patient=patient, marker=m_protein, name="", **moved)
    client.force_login(cast["helper"])
    answers = m_protein_row(typed="0.7") | {"collected_on": kept.collected_on}

    response = client.post(url("result_edit", patient, result), answers)

    assert response.status_code == 422
    assert "Is this a second result?" in response.text


def test_a_report_may_be_known_only_by_its_month(send, patient):
    response = send(m_protein_row(), collected_on="", about="March 2024")

    assert response.status_code == 302
    assert str(patient.lab_results.get().collected) == "March 2024"


@pytest.mark.parametrize(
    ("collected_on", "about", "sentence"),
    [
        (
            "2026-11-17",
            "2024",
            "Choose the date, or enter about when it was taken, not both.",
        ),
        ("", "03/24", "Enter it like March 5, 2024, or March 2024"),
        ("", "2027", "You entered 2027. Enter a date from 1900 to November 21, 2026."),
    ],
)
def test_a_time_that_cannot_be_is_refused(send, patient, collected_on, about, sentence):
    response = send(m_protein_row(), collected_on=collected_on, about=about)

    assert response.status_code == 422
    assert sentence in response.text
    assert '<details class="more" open>' in response.text


def test_result_edit_shows_a_month_and_takes_a_day_instead(client, cast, patient):
    month = PartialDate(date(2024, 3, 1), Precision.MONTH)
    result = make_lab_result(patient=patient, collected=month)
    client.force_login(cast["helper"])
    address = url("result_edit", patient, result)
    answers = {"name": "Hemoglobin", "typed": "10.9", "unit": "g/dL"}

    page = client.get(address).text
    client.post(address, answers | {"collected_on": "2024-03-05", "about": ""})

    assert 'value="March 2024"' in page
    result.refresh_from_db()
    assert str(result.collected) == "March 5, 2024"


def test_two_who_correct_the_same_result_are_told_so(client, cast, patient):
    result = make_lab_result(patient=patient)
    client.force_login(cast["helper"])
    address = url("result_edit", patient, result)
    answers = {"name": "Hemoglobin", "unit": "g/dL", "collected_on": "2026-11-17"}

    client.post(address, answers | {"typed": "11.1", "version": 1})
    response = client.post(address, answers | {"typed": "11.2", "version": 1})

    assert response.status_code == 409
    result.refresh_from_db()
    assert result.typed == "11.1"
