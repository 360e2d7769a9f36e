import pytest
from django.urls import reverse

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.treatment.models import Diagnosis
from tests.factories import (
    make_country,
    make_membership,
    make_patient,
    make_phase,
    make_symptom,
    make_user,
)

pytestmark = pytest.mark.django_db


MINE = {"whose": "mine", "name": "Margaret Lewis", "zone": "America/New_York"}


def start(client, **answers):
    return client.post(reverse("welcome:journal_start"), MINE | answers, follow=True)


def test_landing_leads_to_the_lists_and_sets_no_cookie(client):
    page = client.get("/")

    assert reverse("catalogue:checklist_list") in page.text
    assert not page.cookies


@pytest.mark.parametrize("page", ["privacy", "help"])
def test_public_page_opens_for_strangers_without_a_cookie(client, page):
    answer = client.get(reverse(f"welcome:{page}"))

    assert answer.status_code == 200
    assert not answer.cookies


def test_landing_leads_the_newly_signed_up_to_their_first_journal(client):
    client.force_login(make_user())

    page = client.get("/", follow=True)

    assert page.request["PATH_INFO"] == reverse("welcome:journal_start")


def test_landing_opens_the_only_journal(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.get("/", follow=True)

    assert page.request["PATH_INFO"] == reverse("today", args=[patient.pk])


def test_landing_asks_which_of_several_journals(client):
    user = make_user()
    for name in ("Margaret Lewis", "Robert Hale"):
        make_membership(user=user, patient=make_patient(name=name))
    client.force_login(user)

    page = client.get("/")

    assert "Margaret Lewis" in page.text
    assert "Robert Hale" in page.text


def test_landing_says_what_one_is_to_each_patient_and_nothing_of_roles(client):
    user = make_user()
    make_membership(user=user, is_patient=True)
    make_membership(user=user, patient=make_patient(name="Robert"), relation="son")
    client.force_login(user)

    page = client.get("/")

    assert "Your own journal" in page.text
    assert "Your relationship: son" in page.text
    assert "Owner" not in page.text


def test_journal_start_makes_me_the_patient_and_owner(client):
    user = make_user(name="")
    client.force_login(user)

    page = start(client)

    member = Membership.objects.get(user=user)
    assert (member.role, member.is_patient) == ("owner", True)
    assert member.signature == "Margaret Lewis"
    assert "How do you feel today?" in page.text


def test_journal_start_for_somebody_else_makes_me_sign_as_what_i_am(client):
    user = make_user(name="")
    client.force_login(user)

    page = start(client, whose="somebodys", your_name="Anna", relation="daughter")

    member = Membership.objects.get(user=user)
    assert (member.signature, member.is_patient) == ("Anna, daughter", False)
    assert "How is Margaret Lewis today?" in page.text


def test_journal_start_keeps_the_country_and_the_first_number(client):
    make_country(slug="us")
    user = make_user()
    client.force_login(user)

    start(client, country="US", team_name="Nurse line", team_number="555-0142, 24 h")

    patient = Membership.objects.get(user=user).patient
    contact = patient.contacts.get()
    assert patient.country == "US"
    assert (contact.name, contact.daytime_number) == ("Nurse line", "555-0142, 24 h")
    assert contact.is_first


@pytest.mark.parametrize("watching", [True, False])
def test_journal_start_knows_early_myeloma_without_treatment(client, watching):
    phase = make_phase(slug="watching", name="Watching (early myeloma)")
    client.force_login(make_user())

    start(client, **({"watching": "on"} if watching else {}))

    told = Diagnosis.objects.filter(phase=phase, phase_name=phase.name)
    assert told.exists() is watching


def test_journal_start_needs_no_number_and_no_country(client):
    user = make_user()
    client.force_login(user)

    start(client)

    patient = Membership.objects.get(user=user).patient
    assert patient.country == ""
    assert not patient.contacts.exists()


def test_journal_start_asks_about_an_unclear_number_and_keeps_what_was_typed(client):
    user = make_user()
    client.force_login(user)

    page = start(client, team_name="Nurse line", team_number="555 0142 24")

    assert "Which digits are the number?" in page.text
    assert 'value="555 0142 24"' in page.text
    assert 'value="Nurse line"' in page.text
    assert not Membership.objects.filter(user=user).exists()


def test_journal_start_takes_the_time_zone_of_a_typed_city(client):
    user = make_user()
    client.force_login(user)

    start(client, zone="los angeles")

    assert user.memberships.get().patient.zone == "America/Los_Angeles"


def test_journal_start_asks_which_of_two_cities_is_meant(client):
    client.force_login(make_user())

    page = start(client, zone="Portland")

    assert "<bdi>Portland, Maine, United States</bdi>" in page.text
    assert "<bdi>Portland, Oregon, United States</bdi>" in page.text


def test_journal_start_knows_the_country_of_each_city(client):
    make_country(slug="de", name="Germany")
    client.force_login(make_user())

    page = client.get(reverse("welcome:journal_start")).text

    assert '<option value="DE">Germany</option>' in page
    city = '<option data-country="DE" data-region="Europe" value="Berlin, Germany">'
    assert city in page


def test_journal_start_for_another_person_offers_the_name_known(client):
    client.force_login(make_user(name="Anna"))

    page = client.get(reverse("welcome:journal_start"))

    assert 'value="Anna"' in page.text


def test_journal_start_follows_the_commonest_symptoms(client):
    make_symptom(slug="fatigue", label="Tired or low energy")
    client.force_login(make_user())

    page = start(client)

    assert "Tired or low energy" in page.text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": ""}, "Enter the name. A first name is fine."),
        ({"name": "  "}, "Enter the name. A first name is fine."),
        ({"whose": ""}, "Choose whose journal this is."),
        (
            {"whose": "somebodys", "your_name": " "},
            "Enter your own name. Everything you write is signed with it.",
        ),
    ],
)
def test_journal_start_refuses_and_says_what_to_do(client, answers, sentence):
    client.force_login(make_user())

    page = start(client, **answers)

    assert page.status_code == 422
    assert sentence in page.text
    assert not Membership.objects.exists()


def test_two_people_may_each_start_a_journal_of_the_same_name(client):
    for _ in range(2):
        client.force_login(make_user())
        start(client)

    assert Membership.objects.count() == 2


@pytest.mark.parametrize(("journals", "is_there"), [(0, False), (1, True), (2, False)])
def test_way_back_into_the_only_journal_stands_on_every_page(
    client, journals, is_there
):
    user = make_user()
    for _ in range(journals):
        make_membership(user=user)
    client.force_login(user)

    page = client.get(reverse("catalogue:checklist_list"))

    assert ('class="nav-main"' in page.text) == is_there


@pytest.mark.parametrize(
    ("journals", "words"), [(0, "Start a journal"), (1, "Start another journal")]
)
def test_menu_knows_whether_there_is_a_journal(client, journals, words):
    user = make_user()
    for _ in range(journals):
        make_membership(user=user)
    client.force_login(user)

    page = client.get(reverse("welcome:help"))

    link = page.text.partition(f'href="{reverse("welcome:journal_start")}">')[2]
    assert link.strip().startswith(words)


def test_help_leads_to_the_words_in_plain_language(client):
    page = client.get(reverse("welcome:help"))

    assert f'href="{reverse("catalogue:term_list")}"' in page.text


def test_menu_offers_my_data_to_owners_alone(client, patient, cast):
    page = reverse("care_team:care_team", args=[patient.pk])
    menus = {}
    for person in ("owner", "helper"):
        client.force_login(cast[person])
        menus[person] = client.get(page).content.decode()

    offered = reverse("archive:my_data", args=[patient.pk])
    assert {person: offered in menu for person, menu in menus.items()} == {
        "owner": True,
        "helper": False,
    }
