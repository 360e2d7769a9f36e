"""Every page asks for a permission, or is listed here with the reason it need not."""

from uuid import uuid4

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from myeloma_journal.care_circle import deletion
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import GRANTS, Permission
from tests.factories import make_membership

SIGN_IN = "/account/sign-in/"
PUBLISHED = "anybody may read what we publish, and print it, without an account"
SIGNED_OUT = "people come here because they are signed out"
MONITORING = "monitoring asks whether the server is well; it learns no more than that"
# Open to everybody.
PUBLIC = {
    "web:healthz": MONITORING,
    "web:readyz": MONITORING,
    "web:metrics": "counts for this machine's own monitoring; a 404 for all others",
    "landing": "says what this is",
    "welcome:privacy": "is read before an account is made",
    "welcome:help": "is wanted by those who cannot sign in",
    "invitation": "says who invites, before one signs in or up",
    "welcome:pending_selection_save": "ticks of a public list wait for a sign-in",
    "welcome:demo_login": "opens the invented patient, on one's own machine only",
    "catalogue:checklist_list": PUBLISHED,
    "catalogue:checklist": PUBLISHED,
    "catalogue:bundle": PUBLISHED,
    "catalogue:search": PUBLISHED,
    "catalogue:phase": PUBLISHED,
    "catalogue:drug_list": PUBLISHED,
    "catalogue:drug": PUBLISHED,
    "catalogue:test_list": PUBLISHED,
    "catalogue:procedure_list": PUBLISHED,
    "catalogue:term_list": PUBLISHED,
    "catalogue:source_list": PUBLISHED,
    "sheets:checklist_sheet": PUBLISHED,
    "sheets:all_sheet": PUBLISHED,
    "sheets:bundle_sheet": PUBLISHED,
    "calendar_feed": "a phone asks for it, with a secret in the address",
    "account_login": SIGNED_OUT,
    "account_oidc_login": SIGNED_OUT,
    "openid_connect_callback": SIGNED_OUT,
    "account_signup": SIGNED_OUT,
    "account_signup_sent": SIGNED_OUT,
    "account_signup_link": SIGNED_OUT,
    "account_signup_finish": SIGNED_OUT,
    "account_set_up": SIGNED_OUT,
    "account_logout": SIGNED_OUT,
    "account_inactive": SIGNED_OUT,
    "account_reset_password": SIGNED_OUT,
    "account_reset_password_done": SIGNED_OUT,
    "account_reset_password_from_key": SIGNED_OUT,
    "account_reset_password_from_key_done": SIGNED_OUT,
    "mfa_authenticate": SIGNED_OUT,
    "mfa_login_webauthn": SIGNED_OUT,
}
# Open to everybody who is signed in: about one's own account, not about a patient.
OWN = {
    "account_delete": "one's own account",
    "welcome:journal_start": "makes the first patient",
    "welcome:pending_selection": "asks in which of one's own journals to keep it",
    "restore:choose_file": "brings a journal that is not here yet",
    "restore:checked_file": "one's own file, before it becomes a journal",
    "restore:journal_add": "one's own file, before it becomes a journal",
    "restore:file_cancel": "one's own file, before it becomes a journal",
    "drafts:draft_save": "one's own words, before they are saved",
    "drafts:draft_discard": "one's own words, before they are saved",
    "drafts:draft_restore": "one's own words, before they are saved",
    "account": "one's own account",
    "account_name": "one's own name",
    "account_language": "one's own language",
    "account_change_email": "one's own email",
    "account_confirm_email": "one's own email",
    "account_devices": "where one is signed in oneself",
    "account_device_end": "where one is signed in oneself",
    "account_sign_out_everywhere": "where one is signed in oneself",
    "account_stay": "goes on with one's own session",
    "account_change_password": "one's own password",
    "account_set_password": "one's own password",
    "account_reauthenticate": "one's own password, once more",
    "mfa_index": "one's own MFA",
    "mfa_activate_totp": "one's own MFA",
    "mfa_deactivate_totp": "one's own MFA",
    "mfa_add_webauthn": "one's own MFA",
    "mfa_remove_webauthn": "one's own MFA",
    "mfa_view_recovery_codes": "one's own MFA",
    "mfa_generate_recovery_codes": "one's own MFA",
}


def pages(resolver, namespace="", outer=None):
    """Name, converters by parameter, and view of every URL."""
    for entry in resolver.url_patterns:
        converters = (outer or {}) | entry.pattern.converters
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", converters, entry.callback
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from pages(entry, namespace + inner, converters)


PAGES = list(pages(get_resolver()))
ABOUT_A_PATIENT = {
    name: converters for name, converters, _ in PAGES if "patient_id" in converters
}
ASKS_FOR = {name: getattr(view, "required_permission", None) for name, _, view in PAGES}
ASKS_TO_POST = {
    name: getattr(view, "required_to_post", None) for name, _, view in PAGES
}
MADE_UP = {"UUIDConverter": uuid4, "IntConverter": lambda: 1}
NOT_THERE = {404, 405}  # 405 says only that this address is for buttons; to everybody.


def address(name, patient):
    """The URL of that page for `patient`, with made-up values for other parameters."""
    known = {"patient_id": patient.pk}
    for part, converter in ABOUT_A_PATIENT[name].items():
        known.setdefault(part, MADE_UP.get(type(converter).__name__, lambda: "x")())
    return reverse(name, kwargs=known)


def answers(client, patient, names=ABOUT_A_PATIENT):
    """Name, and the responses to GET and to POST, of each of these pages."""
    for name in sorted(names):
        url = address(name, patient)
        yield name, client.get(url), client.post(url, {"text": "typed"})


def test_every_page_asks_for_a_permission_or_says_why_not():
    """AUZ-1: deny by default; AUZ-4: everything else says which permission it needs."""
    silent = {name for name, asks in ASKS_FOR.items() if asks not in set(Permission)}

    assert silent == PUBLIC.keys() | OWN.keys()


def test_only_the_public_pages_open_signed_out():
    """AUZ-1: the short list of what is open to everybody."""
    without = {
        name for name, _, view in PAGES if not getattr(view, "login_required", True)
    }

    assert without == PUBLIC.keys()


def test_every_page_has_a_name_of_its_own():
    names = [name for name, _, _ in PAGES]

    assert len(names) == len(set(names))


def test_page_about_a_patient_is_not_there_for_a_stranger(client, cast, patient):
    """AUZ-2: not yours is not there, by GET and by POST."""
    client.force_login(cast["stranger"])

    statuses = {
        name: {shown.status_code, sent.status_code}
        for name, shown, sent in answers(client, patient)
    }

    assert len(statuses) > 100
    wrong = {
        n: status for n, status in statuses.items() if not {404} <= status <= NOT_THERE
    }
    assert wrong == {}


def test_page_about_a_patient_asks_to_sign_in_first(client, patient):
    opened = [
        name
        for name, shown, sent in answers(client, patient)
        if not shown.headers.get("Location", "").startswith(SIGN_IN)
        or "You were signed out" not in sent.text
    ]

    assert opened == []


@pytest.mark.parametrize("role", ["helper", "reader"])
def test_page_refuses_whose_role_is_too_small(client, cast, patient, role):
    """AUZ-4: each role is refused what the table of roles does not grant it."""
    too_much = [
        n for n, asks in ASKS_TO_POST.items() if asks and asks not in GRANTS[role]
    ]
    client.force_login(cast[role])

    opened = [
        name
        for name, shown, sent in answers(client, patient, too_much)
        if sent.status_code != 403
        or (ASKS_FOR[name] not in GRANTS[role] and shown.status_code not in {403, 405})
    ]

    assert too_much
    assert opened == []


def test_page_about_a_patient_closes_for_who_was_removed(client, cast, patient):
    """AUZ-5: pages, PDFs and buttons, from the next request on."""
    client.force_login(cast["helper"])
    client.get(reverse("care_circle:circle", args=[patient.pk]))
    patient.memberships.filter(user=cast["helper"]).update(removed_at=timezone.now())

    opened = [
        name
        for name, shown, sent in answers(client, patient)
        if not {shown.status_code, sent.status_code} <= NOT_THERE
    ]

    assert opened == []


# Of a journal that waits to be deleted.
STILL_OPEN = {
    "archive:my_data",
    "archive:journal_export",
    "care_circle:pending_deletion",
}
STILL_OPEN |= {"care_circle:deletion_cancel"}


def test_page_of_a_deleted_journal_is_closed(client, cast, patient):
    """PRI-2: hidden at once, for everybody."""
    deletion.schedule_deletion(patient.memberships.get(user=cast["owner"]))
    client.force_login(cast["owner"])
    pending = reverse("care_circle:pending_deletion", args=[patient.pk])
    closed = ABOUT_A_PATIENT.keys() - STILL_OPEN

    opened = [
        name
        for name, shown, sent in answers(client, patient, closed)
        if not (shown.status_code == 405 or shown.headers.get("Location") == pending)
        or sent.status_code not in NOT_THERE
    ]

    assert opened == []


def test_page_about_a_record_that_is_not_there_is_not_there(client, cast, patient):
    """AUZ-2: ids of records are looked for in this journal alone."""
    names = [name for name, parts in ABOUT_A_PATIENT.items() if len(parts) > 1]
    client.force_login(cast["owner"])

    opened = [
        name
        for name, shown, sent in answers(client, patient, names)
        if not {shown.status_code, sent.status_code} <= NOT_THERE
    ]

    assert len(names) > 50
    assert opened == []


def test_no_button_of_another_owner_reaches_the_membership_of_the_patient(
    client, cast, patient
):
    """AUZ-6: whichever page is sent it."""
    member = patient.memberships.get(user=cast["owner"])
    client.force_login(make_membership(patient=patient).user)
    answers = {"role": "reader", "your_name": "Eve", "relation": "none"}

    for name, converters in ABOUT_A_PATIENT.items():
        if converters.keys() == {"patient_id", "pk"}:
            client.post(reverse(name, args=[patient.pk, member.pk]), answers)

    before = Membership.objects.filter(pk=member.pk).values()
    assert before.get() == {
        field.attname: getattr(member, field.attname) for field in member._meta.fields
    }
