"""Every form has a token, a version and a draft: a walk through all pages."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.forms import BaseForm
from django.forms.formsets import ManagementForm
from django.urls import Resolver404, resolve, reverse

from myeloma_journal.platform.accounts.models import Session
from myeloma_journal.platform.forms.base import CleanTextMixin
from myeloma_journal.platform.forms.form_data import DraftData
from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, skips_deduplication
from myeloma_journal.platform.forms.models import Draft
from myeloma_journal.welcome import demo
from tests.architecture.test_access import PAGES

TO_FILL_IN = {"text", "date", "time", "number", "textarea"}
# Forms that edit a record and need no version.
WITHOUT_VERSION = {
    "care_team:sign_edit": "makes the team's own rule of a sign that we publish",
}
# Views to which a form may be sent twice: they keep nothing.
SECRET = (
    "holds secrets, which are never saved as a draft; an authenticator is added once"
)
SKIP_DEDUPLICATION = {
    "catalogue:search": "saves nothing",
    "archive:journal_export": "each export is a file of its own",
    "packets:packet_print": "each print is a packet of its own",
    "packets:prepare_print": "each print is a packet of its own",
    "packets:week_sheet": "prints",
    "packets:when_to_call": "prints",
    "restore:choose_file": "the last file counts; reading it holds no transaction",
    "journal:search": "looks for the same words again",
    "account_reauthenticate": SECRET,
    "mfa_index": SECRET,
    "mfa_activate_totp": SECRET,
    "mfa_deactivate_totp": SECRET,
    "mfa_add_webauthn": SECRET,
    "mfa_remove_webauthn": SECRET,
    "mfa_view_recovery_codes": SECRET,
    "mfa_generate_recovery_codes": "the last codes are the ones that work",
    "account_stay": "is sent as long as somebody is there",
    "drafts:draft_save": "is sent again and again while somebody types",
    "drafts:draft_discard": "what is discarded is no longer shown, however often",
    "drafts:draft_restore": "what is restored is shown, however often",
}


class Page(HTMLParser):
    """The links of a page, and of each form to be sent its address and fields."""

    def __init__(self, html):
        super().__init__()
        self.links, self.forms, self.form = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a":
            self.links.append(given.get("href", "").partition("#")[0])
        if tag == "form":
            self.form = {
                "action": given.get("action", ""),
                "fields": {},
                "kinds": set(),
            }
            if given.get("method") == "post":
                self.forms.append(self.form)
        if self.form and tag in ("input", "textarea", "select"):
            kind = given.get("type", "text") if tag == "input" else "textarea"
            self.form["kinds"].add(kind)
            if kind not in ("radio", "checkbox"):
                self.form["fields"][given.get("name")] = given.get("value") or "typed"

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


@pytest.fixture
def pages(catalogue, client, db):
    """One page of each name, as the invented patient finds them by following links."""
    member = demo.load()
    client.force_login(member.user)
    found, waiting = {}, [reverse("today", args=[member.patient_id])]
    while waiting:
        url = waiting.pop(0)
        try:
            name = resolve(url.partition("?")[0]).view_name
        except Resolver404:
            continue
        if name in found:
            continue
        answer = client.get(url)
        found[name] = (url, Page(""))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[name] = (url, Page(answer.content.decode()))
            waiting += [link for link in found[name][1].links if link.startswith("/")]
    return found


def sent_to(url, form):
    """The view that takes this form of the page at `url`."""
    return resolve(form["action"].partition("#")[0] or url.partition("?")[0])


def forms_to_fill_in(pages):
    """Name of the page, its address, and each of its forms with something to type."""
    for name, (url, page) in pages.items():
        for form in page.forms:
            is_about_words = form["kinds"] & TO_FILL_IN
            is_about_passwords = "password" in form["kinds"]
            is_saved = not skips_deduplication(sent_to(url, form).func)
            if is_about_words and is_saved and not is_about_passwords:
                yield name, url, form


def refuse_writes(execute, sql, params, many, context):
    """Fail on each statement that changes anything except the session."""
    is_write = sql.startswith(("INSERT", "UPDATE", "DELETE"))
    assert not is_write or f'"{Session._meta.db_table}"' in sql, sql
    return execute(sql, params, many, context)


@pytest.fixture
def drafted(monkeypatch):
    """The classes of all forms that are given a draft."""
    classes = set()
    init = BaseForm.__init__

    def noted(form, data=None, *args, **kwargs):
        init(form, data, *args, **kwargs)
        if isinstance(data, DraftData):
            classes.add(type(form))

    monkeypatch.setattr(BaseForm, "__init__", noted)
    return classes


def test_every_form_has_a_draft_a_nonce_and_a_version(
    pages, client, drafted, mailoutbox
):
    """One walk for all rules, because walking takes its time."""
    without_token = [
        (name, form["action"])
        for name, (url, page) in pages.items()
        for form in page.forms
        if TOKEN_FIELD not in form["fields"]
        and not skips_deduplication(sent_to(url, form).func)
    ]
    # A piece of a page that is included with `only` loses Django's own token.
    forgeable = [
        (name, form["action"])
        for name, (url, page) in pages.items()
        for form in page.forms
        if "csrfmiddlewaretoken" not in form["fields"]
        and not getattr(sent_to(url, form).func, "csrf_exempt", False)
    ]
    without_version, without_draft = [], []
    for name, url, form in forms_to_fill_in(pages):
        fields = form["fields"]
        is_correction = name.endswith("_edit") and name not in WITHOUT_VERSION
        if is_correction and not any(key.endswith("version") for key in fields):
            without_version.append(name)
        path = url.partition("?")[0]
        where = {"draft_page": path, "draft_action": form["action"] or path}
        client.post(reverse("drafts:draft_save"), fields | where)
        with connection.execute_wrapper(refuse_writes):
            opened = client.get(path)
        if opened.status_code != 200 or "We kept what you typed" not in opened.text:
            without_draft.append((name, form["action"]))
        Draft.objects.all().delete()

    assert len(pages) > 40
    assert (without_token, forgeable) == ([], [])
    assert (without_version, without_draft) == ([], [])
    assert mailoutbox == []
    # Only `CleanTextMixin` keeps a form with a draft from being valid. The management
    # form of a formset counts its forms, nothing else.
    without_mixin = {each for each in drafted if not issubclass(each, CleanTextMixin)}
    assert without_mixin == {ManagementForm}


def test_only_these_views_skip_deduplication():
    marked = {
        name for name, _, view in PAGES if getattr(view, "skips_deduplication", False)
    }

    assert marked == set(SKIP_DEDUPLICATION)
