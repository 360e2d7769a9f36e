"""Headers and cookies of the responses of every URL, error pages included."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from myeloma_journal.catalogue.models import Bundle, Checklist, Drug, Phase
from tests.architecture.test_access import MONITORING, PAGES, PUBLIC, PUBLISHED

pytestmark = pytest.mark.django_db
# The Content-Security-Policy: nothing from other origins.
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# "strict-origin" where the address is a secret and a form stands on the page.
REFERRERS = {"same-origin", "strict-origin", "no-referrer"}
MADE_UP = "4f1a3c52-7c60-4c6e-9b0e-0d9a54b1a111"
NOBODYS = {name for name, why in PUBLIC.items() if why in (PUBLISHED, MONITORING)}
NOBODYS |= {"landing", "welcome:privacy", "welcome:help"}
# Views without CSRF protection, each with the reason.
WITHOUT_TOKEN = {
    "catalogue:search": "keeps nothing: it shows the questions that fit",
    "sheets:checklist_sheet": "keeps nothing: it answers with a sheet to print",
    "sheets:all_sheet": "keeps nothing: it answers with a sheet to print",
    "sheets:bundle_sheet": "keeps nothing: it answers with a sheet to print",
    "welcome:pending_selection_save": "is taken from our own pages only",
}


def address(name, converters, patient):
    """A URL of that page, with made-up values for all parameters but the patient."""
    values = {"IntConverter": 1, "UUIDConverter": MADE_UP}
    parts = {
        part: values.get(type(converter).__name__, "made-up")
        for part, converter in converters.items()
    }
    if "patient_id" in parts:
        parts["patient_id"] = patient.pk
    if name == "account_reset_password_from_key":
        parts = {"uidb36": "1", "key": "made-up"}
    return reverse(name, kwargs=parts)


def wrong(headers):
    """The headers of a response that are missing or wrong."""
    policy = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
    lacking = {name for name, value in ALWAYS.items() if headers.get(name) != value}
    if policy != POLICY:
        lacking.add("Content-Security-Policy")
    if headers.get("Referrer-Policy") not in REFERRERS:
        lacking.add("Referrer-Policy")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        lacking.add("Permissions-Policy")
    if "no-store" not in headers.get("Cache-Control", ""):
        lacking.add("Cache-Control")
    if "Access-Control-Allow-Origin" in headers:
        lacking.add("no other site may read it")
    return lacking


@pytest.mark.parametrize(
    ("name", "converters"), [(name, converters) for name, converters, _ in PAGES]
)
def test_every_answer_lets_nothing_in_and_gives_nothing_away(
    client, cast, patient, name, converters
):
    """HDR-1, HDR-2: on every address, for those signed out, in and refused."""
    # Without the catalogue there is no demo: that breaks, politely.
    client.raise_request_exception = name != "welcome:demo_login"
    page = address(name, converters, patient)
    found = [wrong(client.get(page).headers), wrong(client.post(page).headers)]
    client.force_login(cast["owner"])
    found.append(wrong(client.get(page).headers))
    client.force_login(cast["reader"])
    found.append(wrong(client.post(page).headers))

    assert found == [set()] * 4


def test_every_form_but_those_that_keep_nothing_is_held_to_its_token():
    """HDR-3: no view but these is exempt from the check."""
    exempt = {name for name, _, view in PAGES if getattr(view, "csrf_exempt", False)}

    assert exempt == WITHOUT_TOKEN.keys()


def test_a_form_without_its_token_is_turned_away(cast, patient):
    """HDR-3: signed in or out, sync and sign-out included."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["owner"])

    taken = []
    for name, converters, _ in PAGES:
        answer = strict.post(address(name, converters, patient), {"text": "typed"})
        if answer.status_code != 403 or "text: typed" not in answer.text:
            taken.append(name)

    assert set(taken) <= WITHOUT_TOKEN.keys()


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", sorted(NOBODYS))
def test_no_cookie_is_set_on_public_pages(name):
    """PRI-4: who reads or prints what we publish is not known again."""
    slugs = {
        "catalogue:checklist": Checklist,
        "sheets:checklist_sheet": Checklist,
        "catalogue:bundle": Bundle,
        "sheets:bundle_sheet": Bundle,
        "catalogue:drug": Drug,
        "catalogue:phase": Phase,
    }
    slug = (
        [slugs[name].objects.values_list("slug", flat=True)[0]] if name in slugs else []
    )
    browser = Client()

    answer = browser.get(reverse(name, args=slug), follow=True)

    assert answer.status_code == 200
    assert not browser.cookies


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    "sent", [{"own": "Can I swim?"}, {"own": "x" * 501}, {"q": "no-such-question"}]
)
def test_a_sheet_is_printed_without_a_cookie_or_a_trace(sent):
    """PRI-4: what was chosen or typed is in no address, no cookie, no table."""
    browser = Client(enforce_csrf_checks=True)

    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(reverse("sheets:all_sheet"), sent)

    assert answer.status_code in {200, 422}
    assert wrong(answer.headers) == set()
    assert not browser.cookies
    assert {query["sql"].split()[0] for query in asked} <= {"SELECT"}
