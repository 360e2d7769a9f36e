"""A form that was left is there again as it was."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts.sessions import end_others
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import (
    TOKEN_FIELD,
    make_token,
)
from myeloma_journal.platform.forms.models import Draft
from tests.factories import (
    make_medication,
    make_membership,
    make_question,
)
from tests.platform.forms.conftest import token_of_session

PASSWORD = "an honest long password"


@pytest.fixture
def keep(client):
    """Keep what is being typed, as the script does."""

    def kept(user, page, action="", **fields):
        where = {"draft_page": page, "draft_action": action or page}
        token = {TOKEN_FIELD: make_token(user.pk)}
        return client.post(reverse("drafts:draft_save"), token | where | fields)

    return kept


@pytest.fixture
def medication(patient):
    return make_medication(patient=patient)


@pytest.fixture
def edit(patient, medication):
    return reverse("treatment:medication_edit", args=[patient.pk, medication.pk])


def test_a_form_opens_as_it_was_left(client, owner, keep, edit, medication):
    """INT-6, REQ-0: what was typed is there again."""
    said = keep(owner, edit, name="Gabapentin", dose="300 mg, from Mon")

    page = client.get(edit)

    assert said.status_code == 201
    assert page.status_code == 200
    assert 'value="300 mg, from Mon"' in page.text
    assert "We kept what you typed (" in page.text
    assert "There is a problem" not in page.text


def test_opening_a_draft_saves_nothing(client, owner, keep, edit, medication):
    keep(owner, edit, name="Another", kind=medication.kind)

    client.get(edit)

    medication.refresh_from_db()
    assert medication.name != "Another"
    assert Draft.objects.count() == 1


def test_a_draft_of_a_form_inside_a_page_opens_on_that_page(
    client, owner, keep, patient
):
    asked = make_question(patient=patient)
    page = reverse("questions:question", args=[patient.pk, asked.pk])
    action = reverse("questions:answer_add", args=[patient.pk, asked.pk])
    keep(owner, page, action, text="Yes, in the")

    assert "Yes, in the</textarea>" in client.get(page).text


def test_a_page_with_two_forms_queries_its_drafts_once(
    rf, owner, django_assert_num_queries
):
    request = rf.get("/patients/")
    request.user = owner

    with django_assert_num_queries(1):
        found = [form_data(request), form_data(request, "/patients/add/")]

    assert found == [None, None]


def test_a_draft_is_not_announced_to_who_may_only_read_now(
    client, cast, keep, add, patient
):
    helper = cast["helper"]
    client.force_login(helper)
    page = reverse("questions:question_list", args=[patient.pk])
    keep(helper, page, add, text="Can I swim?")
    patient.memberships.filter(user=helper).update(role=Role.READER)

    assert "We kept what you typed" not in client.get(page).text


def test_a_draft_goes_when_the_form_is_saved(client, owner, keep, add, patient, form):
    page = reverse("questions:question_list", args=[patient.pk])
    keep(owner, page, add, text="Can I", tab_id="w1")

    client.post(add, form | {"tab_id": "w1"})

    assert not Draft.objects.exists()


def test_refused_form_stays_the_draft_of_the_tab_it_began_in(client, owner, add):
    client.force_login(owner)

    refused = client.post(add, {"text": "", "tab_id": "of-another-tab"})

    assert refused.status_code == 422
    assert '<input type="hidden" name="tab_id" value="of-another-tab">' in refused.text


def test_what_arrives_after_the_form_was_saved_is_no_draft(
    client, owner, keep, add, form
):
    client.post(add, form)

    said = keep(owner, add, **form)

    assert said.status_code == 204
    assert not Draft.objects.exists()


def test_a_draft_in_another_tab_stays(client, owner, keep, add, patient, form):
    page = reverse("questions:question_list", args=[patient.pk])
    keep(owner, page, add, text="Can I fly", tab_id="w2")

    client.post(add, form | {"tab_id": "w1"})

    assert 'value="Can I fly"' in client.get(page).text


def test_what_was_left_yesterday_is_not_called_today(client, owner, keep, patient):
    today = reverse("today", args=[patient.pk])
    keep(owner, today, note="Slept badly.", felt_on="2026-11-20")

    page = client.get(today).text

    assert "Slept badly." in page
    assert "This is for today" not in page
    assert '<p class="kicker mb-1">Friday, November 20' in page
    assert "How was that day overall?</h1>" in page
    assert "You’re writing about a different day." in page


def test_a_draft_is_for_one_person_only(client, cast, keep, edit, add):
    """AUZ-2: also where another has drafts of their own."""
    client.force_login(cast["owner"])
    keep(cast["owner"], edit, dose="300 mg, from Mon")
    client.force_login(cast["helper"])
    keep(cast["helper"], add, text="Can I swim?")

    assert "from Mon" not in client.get(edit).text


def test_a_draft_is_found_on_another_device(client, owner, keep, edit):
    keep(owner, edit, dose="300 mg, from Mon")
    tablet = Client()
    tablet.force_login(owner)

    assert "300 mg, from Mon" in tablet.get(edit).text


def test_nobody_keeps_words_in_my_name(client, cast, keep, edit):
    client.force_login(cast["helper"])

    said = keep(cast["owner"], edit, dose="not mine")

    assert said.status_code == 403
    assert not Draft.objects.exists()


def test_a_draft_cannot_be_read_by_who_lost_access(client, owner, keep, edit, patient):
    """AUZ-5: their own draft shows them nothing of the journal."""
    keep(owner, edit, dose="300 mg, from Mon")
    patient.memberships.filter(user=owner).delete()

    page = client.get(edit)

    assert page.status_code == 404
    assert "from Mon" not in page.text


def test_words_for_a_journal_one_is_out_of_stay_on_the_device(
    client, owner, keep, edit, patient
):
    """AUZ-5, INT-4: a page left open keeps no draft that nobody could open."""
    patient.memberships.filter(user=owner).update(removed_at=timezone.now())

    said = keep(owner, edit, dose="300 mg, from Mon")

    assert said.status_code == 404
    assert not Draft.objects.exists()


def test_form_of_a_journal_one_is_out_of_is_given_back_to_be_copied(
    client, cast, patient, edit
):
    """REQ-0: no promise to keep what nobody could open after signing in."""
    patient.memberships.filter(user=cast["owner"]).update(removed_at=timezone.now())
    form = {"dose": "300 mg, from Mon", TOKEN_FIELD: make_token(cast["owner"].pk)}

    lost = client.post(edit, form)

    assert "300 mg, from Mon</textarea>" in lost.text
    assert not Draft.objects.exists()


def test_a_draft_holds_no_password_and_no_token(client, owner, keep, edit):
    keep(owner, edit, dose="x", password="s3cret", csrfmiddlewaretoken="t")

    assert Draft.objects.get().fields == {"dose": ["x"]}


def test_a_draft_that_is_too_large_is_not_kept(client, owner, keep, edit):
    assert keep(owner, edit, dose="x" * 200_001).status_code == 204
    assert not Draft.objects.exists()


def test_only_so_many_drafts_are_kept_the_latest(client, owner, keep, edit):
    for n in range(52):
        keep(owner, edit, dose=f"{n} mg", tab_id=str(n))

    assert Draft.objects.count() == 50
    assert "51 mg" in client.get(edit).text


def test_a_draft_is_one_in_each_tab(owner):
    Draft.objects.create(user=owner, page="/", tab_id="w")

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(user=owner, page="/", tab_id="w")


def test_a_draft_can_be_thrown_away(client, owner, keep, edit):
    keep(owner, edit, dose="300 mg, from Mon")

    response = client.post(reverse("drafts:draft_discard"), {"page": edit}, follow=True)

    assert response.redirect_chain == [(f"{edit}?discarded#discarded", 302)]
    assert "from Mon" not in response.text


def test_a_draft_is_thrown_away_below_its_form(client, owner, keep, edit):
    keep(owner, edit, dose="300 mg, from Mon")

    page = client.get(edit).text

    assert page.index('class="savebar"') < page.index("Discard and start over")


@pytest.fixture
def discarded(client, owner, keep, edit):
    """A draft that was thrown away, on the page that offers to undo it."""
    keep(owner, edit, dose="300 mg, from Mon", reason="Pain", tab_id="w1")
    page = client.post(reverse("drafts:draft_discard"), {"page": edit}, follow=True)
    assert "What you typed is discarded." in page.text
    return Draft.objects.get()


def restore(client, draft):
    sent = {"page": draft.page, "draft": draft.pk}
    return client.post(reverse("drafts:draft_restore"), sent, follow=True)


def test_a_draft_that_was_thrown_away_comes_back_whole(client, edit, discarded):
    page = restore(client, discarded)

    assert page.redirect_chain == [(f"{edit}#draft", 302)]
    assert 'value="300 mg, from Mon"' in page.text
    assert "We kept what you typed (" in page.text
    assert Draft.objects.get().fields == discarded.fields


def test_what_was_typed_since_stays_beside_what_comes_back(
    client, owner, keep, edit, discarded
):
    keep(owner, edit, dose="100 mg", tab_id="w1")

    page = restore(client, discarded)

    assert 'value="300 mg, from Mon"' in page.text
    doses = {tuple(draft.fields["dose"]) for draft in Draft.objects.current()}
    assert doses == {("300 mg, from Mon",), ("100 mg",)}


def test_nobody_else_brings_back_what_was_thrown_away(client, cast, discarded):
    client.force_login(cast["helper"])

    page = restore(client, discarded)

    assert "from Mon" not in page.text
    assert not Draft.objects.current().exists()


def test_a_draft_that_was_thrown_away_is_deleted_after_a_day(discarded, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))

    call_command("purge_drafts", stdout=StringIO())

    assert not Draft.objects.exists()


def test_throwing_away_one_tab_brings_up_the_words_of_the_other(
    client, owner, keep, patient
):
    today = reverse("today", args=[patient.pk])
    keep(owner, today, note="Slept badly.", tab_id="w1")
    keep(owner, today, note="My back hurts.", tab_id="w2")
    shown = client.get(today).text

    thrown = {"page": today, "tab_id": "w2"}
    page = client.post(reverse("drafts:draft_discard"), thrown, follow=True).text

    assert "My back hurts." in shown
    assert '<input type="hidden" name="tab_id" value="w2">' in shown
    assert "My back hurts." not in page
    assert "Slept badly." in page


def test_throwing_away_leads_to_no_other_site(client, owner):
    response = client.post(
        reverse("drafts:draft_discard"), {"page": "//elsewhere.example/"}
    )

    assert response.status_code == 404


def test_a_draft_of_a_button_presses_nothing(client, owner, keep, patient):
    asked = make_question(patient=patient)
    page = reverse("questions:question_list", args=[patient.pk])
    button = reverse("questions:question_trash", args=[patient.pk, asked.pk])
    keep(owner, page, button, to="up")

    opened = client.get(page)

    assert asked.text in opened.text
    assert "We kept" not in opened.text
    assert patient.questions.count() == 1


def test_opening_a_draft_leaves_the_session_as_it_was(client, owner, keep):
    page = reverse("welcome:pending_selection")
    sent = {"q": ["dx"], "list": ["new-diagnosis"], "own": ["Can I swim?"]}
    session = client.session
    session["pending_selection"] = {"fields": sent, "at": timezone.now().timestamp()}
    session.save()
    keep(owner, page, anything="a press of the button")

    client.get(page)

    assert client.session["pending_selection"]["fields"] == sent


def test_opening_a_draft_signs_nobody_out(client, owner, keep):
    """SES-1: only a button signs out, not what was kept of a form."""
    page, button = reverse("account"), reverse("account_sign_out_everywhere")
    keep(owner, page, button, anything="a press of the button")

    opened = client.get(page)

    assert owner.email in opened.text
    assert client.get(page).status_code == 200


def test_a_draft_brings_the_form_of_no_other_journal(client, owner, keep, add, patient):
    another = make_membership(user=owner).patient
    page = reverse("questions:question_list", args=[another.pk])

    said = keep(owner, page, add, text="Can I")

    assert said.status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_that_breaks_the_view_leaves_the_page_open(
    client, owner, keep, edit, monkeypatch
):
    keep(owner, edit, dose="300 mg, from Mon")

    with monkeypatch.context() as broken:
        broken.setattr(
            "myeloma_journal.platform.forms.models.Draft.form_data", lambda _: 1 / 0
        )
        page = client.get(edit)

    assert page.status_code == 200
    assert "We kept" not in page.text
    assert Draft.objects.count() == 1


# ---- A lost session


def sign_in(client, user, where):
    answers = {"login": user.email, "password": PASSWORD}
    return client.post(f"{reverse('account_login')}?next={where}", answers)


def test_a_form_sent_after_the_session_ended_opens_again_after_signing_in(
    client, cast, edit, medication
):
    form = {"dose": "300 mg, from Mon", TOKEN_FIELD: token_of_session(cast["owner"])}

    lost = client.post(edit, form)
    signed_in = sign_in(client, cast["owner"], edit)

    assert lost.status_code == 403
    assert "What you typed is kept. Sign in" in lost.text
    assert f"?next={edit}" in lost.text
    assert "300 mg, from Mon" in client.get(signed_in.url).text


def test_form_sent_after_signing_out_changes_no_draft(client, owner, keep, edit):
    """SES-4, REQ-0: the words only come back, to be copied."""
    form = {TOKEN_FIELD: make_token(owner.pk, client.session.session_key)}
    keep(owner, edit, dose="300 mg, from Mon")
    client.post(reverse("account_logout"))

    lost = client.post(edit, form | {"dose": "PLANTED"})

    assert lost.status_code == 403
    assert "PLANTED</textarea>" in lost.text
    assert Draft.objects.get().fields == {"dose": ["300 mg, from Mon"]}


def test_form_of_a_session_that_a_new_password_ended_is_no_draft(client, cast, edit):
    form = {"dose": "PLANTED", TOKEN_FIELD: token_of_session(cast["owner"])}
    end_others(cast["owner"], client.session)

    client.post(edit, form)

    assert not Draft.objects.exists()


def test_form_sent_weeks_after_the_end_of_its_session_is_a_draft(
    client, cast, edit, time_machine
):
    """REQ-0: a page stays open while somebody is in the hospital."""
    form = {"dose": "300 mg, from Mon", TOKEN_FIELD: token_of_session(cast["owner"])}
    time_machine.move_to(timezone.now() + timedelta(days=40))
    call_command("clearsessions")

    client.post(edit, form)

    assert Draft.objects.get().user == cast["owner"]


def test_words_that_no_database_takes_are_kept_without_them(client, cast, edit):
    token = {TOKEN_FIELD: token_of_session(cast["owner"])}

    page = client.post(edit, token | {"dose": "300\x00 mg", "tab_id": "\x00"})

    assert "You were signed out" in page.text
    assert Draft.objects.get().fields == {"dose": ["300 mg"]}


def test_a_question_lost_with_its_button_is_not_called_empty(client, cast, patient):
    today = reverse("today", args=[patient.pk])
    token = {TOKEN_FIELD: token_of_session(cast["owner"])}
    client.post(today, token | {"question": "Can I swim?", "add": ""})
    client.force_login(cast["owner"])

    page = client.get(today)

    assert 'value="Can I swim?"' in page.text
    assert "Enter your question first." not in page.text


def test_another_person_who_signs_in_does_not_get_it(client, cast, edit):
    form = {"dose": "300 mg, from Mon", TOKEN_FIELD: token_of_session(cast["owner"])}
    client.post(edit, form)

    signed_in = sign_in(client, cast["helper"], edit)

    assert "from Mon" not in client.get(signed_in.url).text


def test_a_form_that_says_not_who_opened_it_is_given_back_to_be_copied(client, edit):
    lost = client.post(edit, {"dose": "300 mg, from Mon", TOKEN_FIELD: "made:up"})

    assert "300 mg, from Mon</textarea>" in lost.text
    assert not Draft.objects.exists()


def test_a_form_lost_inside_a_page_opens_on_that_page(client, cast, patient):
    asked = make_question(patient=patient)
    page = reverse("questions:question", args=[patient.pk, asked.pk])
    action = reverse("questions:answer_add", args=[patient.pk, asked.pk])
    form = {"text": "Yes, in the", TOKEN_FIELD: token_of_session(cast["owner"])}

    lost = client.post(action, form, headers={"referer": f"http://testserver{page}"})
    client.force_login(cast["owner"])

    assert f"?next={page}" in lost.text
    assert "Yes, in the</textarea>" in client.get(page).text


def test_a_form_with_an_old_cookie_opens_again_with_its_words(cast, edit):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["owner"])
    form = {"dose": "300 mg, from Mon", TOKEN_FIELD: token_of_session(cast["owner"])}

    refused = strict.post(edit, form)

    assert refused.status_code == 403
    assert f'href="{edit}">Open the form again' in refused.text
    assert "300 mg, from Mon" in strict.get(edit).text


def test_a_form_without_any_cookie_waits_for_whoever_opened_it(client, cast, edit):
    strict = Client(enforce_csrf_checks=True)
    form = {"dose": "300 mg, from Mon", TOKEN_FIELD: token_of_session(cast["owner"])}

    refused = strict.post(edit, form)

    assert f'href="{edit}">Open the form again' in refused.text
    client.force_login(cast["owner"])
    assert "300 mg, from Mon" in client.get(edit).text


def test_a_form_open_while_another_signs_in_waits_for_whoever_opened_it(
    client, cast, edit
):
    """REQ-0, SES-2: a browser has the cookies of the second when the first presses."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["helper"])
    form = {"dose": "300 mg, from Mon", TOKEN_FIELD: token_of_session(cast["owner"])}

    refused = strict.post(edit, form)

    assert "Open the form again" not in refused.text
    assert "300 mg, from Mon" not in strict.get(edit).text
    client.force_login(cast["owner"])
    assert "300 mg, from Mon" in client.get(edit).text


def test_words_of_another_site_become_no_draft(cast, edit):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["owner"])

    strict.post(edit, {"dose": "forged"})

    assert not Draft.objects.exists()


# ---- Forgetting


def test_what_nobody_came_back_to_is_forgotten_after_a_month(client, owner, keep, edit):
    keep(owner, edit, dose="fresh", tab_id="fresh")
    keep(owner, edit, dose="old", tab_id="old")
    month = timezone.now() - timedelta(days=31)
    Draft.objects.filter(tab_id="old").update(updated_at=month)

    call_command("purge_drafts", stdout=StringIO())

    assert [draft.tab_id for draft in Draft.objects.all()] == ["fresh"]
