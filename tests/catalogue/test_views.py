from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from myeloma_journal.platform.forms.models import Draft, FormResponse
from tests.factories import (
    make_bundle,
    make_catalogue_question,
    make_checklist,
    make_drug,
    make_drug_class,
    make_gene_marker,
    make_kind_of_procedure,
    make_lab_marker,
    make_membership,
    make_patient,
    make_phase,
    make_regimen,
    make_response,
    make_source,
    make_staging_system,
    make_strategy,
    make_symptom,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "checklist_list": [],
    "checklist": ["new-diagnosis"],
    "bundle": ["first-visits"],
    "search": [],
    "phase": ["maintenance"],
    "drug_list": [],
    "drug": ["bortezomib"],
    "test_list": [],
    "procedure_list": [],
    "term_list": [],
    "source_list": [],
}


@pytest.fixture
def published():
    """One of each, so that every page has something to show."""
    checklist = make_checklist(slug="new-diagnosis")
    question = make_catalogue_question(checklist=checklist, slug="dx-what")
    question.sources.add(make_source())
    make_bundle(slug="first-visits", checklists=[checklist])
    make_phase(slug="maintenance", written_on=date(2026, 3, 1))
    make_drug(slug="bortezomib")
    make_term()
    make_gene_marker(written_on=date(2026, 3, 1))
    make_kind_of_procedure(written_on=date(2026, 3, 1))
    return checklist


FORM = "application/x-www-form-urlencoded"


def open_page(client, name):
    return client.get(reverse(f"catalogue:{name}", args=PAGES[name]))


@pytest.mark.parametrize("name", PAGES)
def test_page_opens_for_a_stranger_and_sets_no_cookie(client, published, name):
    page = open_page(client, name)

    assert page.status_code == 200
    assert not page.cookies


@pytest.mark.parametrize("name", PAGES)
def test_page_says_when_it_was_written_and_that_nobody_has_reviewed_it(
    client, published, name
):
    page = open_page(client, name)

    assert "Written on March 1, 2026." in page.text
    assert "Not yet reviewed by a clinician." in page.text
    assert "Ask your care team." in page.text


@pytest.mark.parametrize("name", PAGES)
def test_page_before_anything_is_loaded_is_a_page(client, db, name):
    page = open_page(client, name)

    assert page.status_code == (404 if PAGES[name] else 200)


@pytest.mark.parametrize("name", ["checklist", "bundle", "drug"])
def test_page_of_what_was_retired_is_gone(client, name):
    make_checklist(slug="new-diagnosis", status="retired")
    make_bundle(slug="first-visits", status="retired")
    make_drug(slug="bortezomib", status="retired")

    assert open_page(client, name).status_code == 404


def test_checklist_list_shows_lists_by_situation_and_how_long_a_set_is(client):
    bundle = make_bundle(checklists=[make_checklist(), make_checklist()], pages=9)
    for checklist in bundle.checklists.all():
        make_catalogue_question(checklist=checklist)
    make_catalogue_question(checklist=checklist, is_sensitive=True)

    page = " ".join(open_page(client, "checklist_list").text.split())

    assert page.count(f"<h2>{checklist.get_situation_display()}") == 1
    assert "2 questions · 9 pages" in page


def test_checklist_prints_without_an_account(client, published):
    page = open_page(client, "checklist")

    sheet = reverse("sheets:checklist_sheet", args=["new-diagnosis"])
    assert f'action="{sheet}" method="post"' in page.text
    assert 'value="dx-what"' in page.text
    assert "csrfmiddlewaretoken" not in page.text


def test_checklist_without_sensitive_questions_folds_nothing(client, published):
    page = open_page(client, "checklist")

    assert 'class="fold"' not in page.text


def test_checklist_folds_sensitive_questions_under_a_kind_line(client, published):
    make_catalogue_question(checklist=published, is_sensitive=True)

    page = open_page(client, "checklist")

    assert "1 question that can be hard to ask" in page.text
    assert "Either is fine. They print only if you choose them." in page.text


def test_checklist_names_the_sources_of_its_questions(client, published):
    page = open_page(client, "checklist")

    assert 'href="https://example.org/symptoms" rel="noreferrer noopener"' in page.text
    assert "A patient charity, March 4, 2019" in page.text


def test_checklist_lets_a_stranger_keep_questions(client, published):
    page = open_page(client, "checklist")

    assert "Keep these" in page.text
    assert f'formaction="{reverse("welcome:pending_selection_save")}"' in page.text


def test_checklist_leads_somebody_without_a_journal_to_one(client, published):
    client.force_login(make_user())

    page = open_page(client, "checklist")

    assert reverse("welcome:journal_start") in page.text


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("owner", "Add to my questions"),
        ("helper", "Add to Margaret Lewis’s questions"),
    ],
)
def test_checklist_can_be_added_by_those_who_may_write(
    client, cast, patient, published, who, words
):
    client.force_login(cast[who])

    page = open_page(client, "checklist")

    take = reverse("questions:question_add_from_catalogue", args=[patient.pk])
    assert f'formaction="{take}"' in page.text
    assert words in page.text
    assert "csrfmiddlewaretoken" in page.text


def test_button_of_a_checklist_says_that_it_adds_all_of_it(client, cast, published):
    make_catalogue_question(checklist=published)
    client.force_login(cast["owner"])

    page = open_page(client, "checklist")

    assert "Add all 2 to my questions" in page.text


def test_checklist_cannot_be_added_by_a_reader(client, cast, published):
    client.force_login(cast["reader"])

    page = open_page(client, "checklist")

    assert "Add to" not in page.text


def test_checklist_can_be_added_to_each_of_several_journals(client, published):
    user = make_user()
    make_membership(user=user, is_patient=True)
    make_membership(user=user, patient=make_patient(name="Walter Lewis"))
    client.force_login(user)

    page = open_page(client, "checklist")

    assert "Add to Margaret Lewis’s questions" in page.text
    assert "Add to Walter Lewis’s questions" in page.text


def test_bundle_shows_its_lists_in_order_and_prints_them_on_one_sheet(client):
    late = make_checklist(position=1, title="Later")
    early = make_checklist(position=2, title="Sooner")
    make_bundle(slug="first-visits", checklists=[early, late])

    page = open_page(client, "bundle")

    assert page.text.index('<h2 class="mb-3">Sooner') < page.text.index(">Later")
    assert reverse("sheets:bundle_sheet", args=["first-visits"]) in page.text


def test_drug_shows_its_names_its_kind_and_what_people_watch_for(client):
    drug = make_drug(slug="bortezomib", watch_note="Nerve trouble is more likely.")
    drug.watch_symptoms.add(make_symptom(label="Numb or tingling hands"))
    drug.watch_labs.add(make_lab_marker(name="Platelets"))

    page = open_page(client, "drug")

    for words in [
        "<h1>Bortezomib</h1>",
        "Velcade",
        "a shot under the skin",
        "Proteasome inhibitor",
        "Nerve trouble is more likely.",
        "Numb or tingling hands",
        "Platelets",
    ]:
        assert words in page.text


@pytest.mark.parametrize(
    ("who", "leads"), [("owner", True), ("helper", True), ("reader", False)]
)
def test_drug_leads_to_the_symptoms_one_can_follow(client, cast, patient, who, leads):
    make_drug(slug="bortezomib").watch_symptoms.add(make_symptom())
    client.force_login(cast[who])

    page = open_page(client, "drug").content.decode()

    address = reverse("journal:symptom_list", args=[patient.pk])
    assert (f'href="{address}"' in page) is leads


def test_drug_shows_what_was_said_about_it_where_and_when(client):
    drug = make_drug(slug="bortezomib")
    note = drug.status_notes.create(
        slug="bortezomib-1",
        position=1,
        region="EU",
        text="Approved again",
        said_on="2025-07",
        agency="European Commission",
        confidence="medium",
        written_on=date(2026, 3, 2),
    )
    note.sources.add(make_source(title="EU approval"))

    page = open_page(client, "drug")

    said = "European Commission · European Union · July 2025 · Not confirmed"
    assert f"{said} · EU approval" in page.text
    assert "As of March 2, 2026, this is the newest we found." in page.text


def test_drug_explains_its_safety_program_and_leads_to_the_words(client):
    make_drug(slug="bortezomib", safety_program="You carry a wallet card.")

    page = open_page(client, "drug")

    assert "You carry a wallet card." in page.text
    assert f'href="{reverse("catalogue:term_list")}#wallet-card"' in page.text


def test_drug_list_leads_from_a_kind_to_the_narrower_ones(client):
    broad = make_drug_class(slug="antibody", name="Antibody")
    make_drug_class(slug="anti-cd38", name="Anti-CD38", parent=broad)

    page = open_page(client, "drug_list")

    assert 'id="antibody"' in page.text
    assert page.text.count('href="#anti-cd38"') == 2
    assert "Part of: Antibody" in page.text


def test_term_list_runs_from_a_to_z(client):
    for word in ["myeloma", "Antibody", "MRD"]:
        make_term(slug=word.lower(), term=word)

    page = open_page(client, "term_list")

    places = [
        page.text.index(f'id="{word}"') for word in ("antibody", "mrd", "myeloma")
    ]
    assert places == sorted(places)


def test_test_list_explains_all_that_a_report_may_say(client):
    make_lab_marker(name="Creatinine", plain="Shows how well the kidneys work.")
    make_gene_marker(slug="del-17p", name="del(17p)", background="Counts as high risk.")
    make_staging_system(name="ISS", background="Made from two blood tests.")
    make_response(slug="vgpr", name="Very good partial response", abbreviation="VGPR")

    page = open_page(client, "test_list")

    for words in [
        "Shows how well the kidneys work.",
        '<dt id="gene-del-17p">del(17p)</dt>',
        "Counts as high risk.",
        "Made from two blood tests.",
        "Very good partial response (VGPR)",
    ]:
        assert words in page.text


def test_procedure_list_says_how_common_each_is(client):
    make_kind_of_procedure(name="Myeloma vaccine", availability="Only in trials.")

    page = open_page(client, "procedure_list")

    assert "Myeloma vaccine" in page.text
    assert "Only in trials." in page.text
    assert "Only in trials." in find(client, find="vaccine").text


def test_source_list_carries_the_notices_of_the_codes(client, published):
    page = open_page(client, "source_list")

    assert "LOINC® is a registered United States trademark" in page.text
    assert "WHO Collaborating Centre for Drug Statistics Methodology" in page.text


@pytest.mark.parametrize("name", ["checklist_list", "bundle", "drug_list", "drug"])
def test_page_asks_the_database_as_often_for_much_as_for_little(
    client, published, django_assert_max_num_queries, name
):
    for _ in range(3):
        checklist = make_checklist()
        make_catalogue_question(checklist=checklist).sources.add(make_source())
        make_drug().watch_symptoms.add(make_symptom())

    with django_assert_max_num_queries(10):
        open_page(client, name)


def find(client, **typed):
    return client.post(reverse("catalogue:search"), typed)


def test_search_finds_by_another_name_of_the_same_thing(client, published):
    make_drug(slug="lenalidomide", name="lenalidomide", brands=["Revlimid"])
    text = "How long do I take lenalidomide?"
    make_catalogue_question(checklist=published, text=text)

    page = find(client, find="revlimid")

    found = page.text.split("Results for “revlimid”")[1].split("Show all questions")[0]
    assert text in found


def test_search_keeps_what_was_ticked_and_typed_before(client, published):
    page = find(client, find="nothing like it", q="dx-what", own="Can I swim?")

    assert "Your chosen questions" in page.text
    assert 'value="dx-what" checked' in page.text
    assert "Can I swim?</textarea>" in page.text


def test_search_shows_a_sensitive_question_first_that_fits_best(client, published):
    make_catalogue_question(checklist=published, text="How long?", is_sensitive=True)

    page = find(client, find="long").text

    found, _others = page.split("Show all questions")
    assert "How long?" in found
    assert "can be hard to ask" not in found


def test_all_questions_are_shown_by_list_with_what_was_ticked(client, published):
    make_catalogue_question(checklist=published, slug="other", text="How long?")

    page = find(client, find="long", q="other", all="1").text

    assert published.title in page.split("By list")[1]
    assert 'value="other" checked' in page
    assert "There is a problem" not in page


def test_search_says_so_when_there_is_none(client, published):
    page = find(client, find="zebra")

    assert "Nothing found for “zebra”" in page.text
    assert "Try a single word, or look through the lists below." in page.text


def test_search_says_what_it_took_a_slip_of_typing_for(client):
    make_term(term="Remission")

    page = find(client, find="remisson")

    assert "We searched for: remission" in page.text
    assert ">Remission</a></dt>" in page.text


def test_search_finds_symptoms_combinations_and_help(client):
    make_symptom(label="Trouble sleeping")
    regimen = make_regimen(make_drug(slug="bortezomib"), name="VRd")

    assert "Trouble sleeping" in find(client, find="sleep").text
    assert reverse("catalogue:drug", args=["bortezomib"]) in (
        find(client, find=regimen.name).text
    )
    assert f"{reverse('welcome:help')}#visit" in find(client, find="visit").text


def test_search_is_sent_by_post_and_leaves_no_trace(client):
    client.force_login(make_user())

    for page in ("checklist_list", "drug_list", "term_list"):
        assert f'action="{reverse("catalogue:search")}"' in open_page(client, page).text
    before = dict(client.session)
    find(client, find="zebra")
    browser = {"headers": {"accept": "text/html"}}
    client.post(reverse("catalogue:search"), {"find": "zebra" * 50}, **browser)

    assert dict(client.session) == before
    assert not Draft.objects.exists()
    assert not FormResponse.objects.exists()


def test_page_leads_to_its_editors_where_they_have_an_address(
    client, published, settings
):
    without = open_page(client, "checklist").text
    settings.EDITORS_EMAIL = "editors@example.org"

    page = open_page(client, "checklist").text

    assert "mailto:" not in without
    assert "mailto:editors@example.org?subject=Something%20wrong" in page


def test_search_asks_for_a_word(client, published):
    page = find(client, find=" ", own="Can I swim?")

    assert page.status_code == 422
    assert "Enter a word to search for." in page.text
    assert "Can I swim?</textarea>" in page.text


def test_search_shows_each_question_once(client, published):
    page = find(client, find="about", q="dx-what")

    assert page.text.count('value="dx-what"') == 1


def test_phase_names_the_lists_that_fit_it(client, published):
    published.phases.add(make_phase(slug="relapse", name="Relapse"))

    page = client.get(reverse("catalogue:phase", args=["relapse"]))

    assert published.title in page.text


def test_phase_of_relapse_shows_ways_to_choose_the_next_treatment(client, published):
    phase = make_phase(slug="relapse", name="Relapse")
    source = make_source(title="A guide to choosing")
    make_strategy(name="Switch to another type").sources.add(source)

    page = client.get(reverse("catalogue:phase", args=[phase.slug])).text

    assert "Switch to another type" in page
    assert "Common practice at relapse." in page
    assert "A guide to choosing" in page


def test_other_phases_show_no_ways_to_choose(client, published):
    make_strategy(name="Switch to another type")
    phase = make_phase(slug="induction")

    page = client.get(reverse("catalogue:phase", args=[phase.slug])).text

    assert "Switch to another type" not in page


class Pressed(HTMLParser):
    """What the first form that leads to `action` sends, besides its buttons."""

    def __init__(self, html, action):
        super().__init__()
        self.action, self.is_in, self.fields = action, False, []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.is_in = given.get("action") == self.action and not self.fields
        if self.is_in and tag == "input" and given["type"] == "hidden":
            self.fields.append((given["name"], given["value"]))

    def handle_endtag(self, tag):
        self.is_in = self.is_in and tag != "form"


def test_a_whole_bundle_is_added_in_one_tap_without_the_sensitive_questions(
    client, cast, patient
):
    first, second = make_checklist(), make_checklist()
    make_bundle(slug="first-visits", checklists=[first, second])
    make_catalogue_question(checklist=first, text="What is it?")
    make_catalogue_question(checklist=second, text="How long?")
    make_catalogue_question(checklist=second, text="Will I die?", is_sensitive=True)
    client.force_login(cast["owner"])
    page = open_page(client, "bundle").text
    take = reverse("questions:question_add_from_catalogue", args=[patient.pk])
    sheet = reverse("sheets:bundle_sheet", args=["first-visits"])

    client.post(take, urlencode(Pressed(page, sheet).fields), content_type=FORM)

    assert f'formaction="{take}"' in page
    texts = patient.questions.values_list("text", flat=True)
    assert set(texts) == {"What is it?", "How long?"}


def test_a_whole_bundle_is_printed_in_one_tap_without_an_account(client):
    checklist = make_checklist()
    make_bundle(slug="first-visits", checklists=[checklist])
    make_catalogue_question(checklist=checklist)
    page = open_page(client, "bundle").text
    sheet = reverse("sheets:bundle_sheet", args=["first-visits"])

    paper = client.post(
        sheet, urlencode(Pressed(page, sheet).fields), content_type=FORM
    )

    assert paper["Content-Type"] == "application/pdf"
    assert reverse("welcome:pending_selection_save") in page
    assert not client.cookies
