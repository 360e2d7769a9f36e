"""The texts that ask for a call: exact, filled in, and without judgment."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from myeloma_journal.care_team.wording import PhoneNumbers, fill_in, is_after_hours

SYMPTOMS = Path(settings.BASE_DIR, "fixtures/catalogue/signs.json")
LEVELS = {
    row["fields"]["slug"]: row["fields"]
    for row in json.loads(SYMPTOMS.read_text())
    if row["model"] == "catalogue.urgencylevel"
}
ALL = PhoneNumbers("Lakeside nurse line", "555-0142", "555-0187", "911")
PAGES = [
    *Path(settings.BASE_DIR, "templates/care_team").glob("*.html"),
    *Path(settings.BASE_DIR, "templates/journal").glob("*call*.html"),
    Path(settings.BASE_DIR, "templates/journal/rule_match_list.html"),
    *Path(settings.BASE_DIR, "templates/packets").rglob("*call*.html"),
    *Path(settings.BASE_DIR, "templates/packets/pdf").glob("_card_*.html"),
]
JUDGING = re.compile(
    r"urgent|should be fine|all is well|don.t worry|no sign was met|you have an? |"
    r"this is an? (infection|sign)|probably|likely|normal|!\s*[\"{<]",
    re.IGNORECASE,
)


def said(level, numbers=ALL):
    fields = LEVELS[level]
    return fill_in(fields["text"], fields["text_without_number"], numbers)


def test_the_words_of_an_emergency():
    assert said("emergency") == (
        "This can be an emergency. Call 911 now, or have someone call for you. "
        "Tell them that you have myeloma and which treatment you are on."
    )


def test_the_words_of_a_call_now():
    assert said("now") == (
        "Your care team wants to hear about this now, day or night. "
        "Call Lakeside nurse line at 555-0142 during the day, or 555-0187 at night "
        "and on weekends. If no one answers, call 911 or go to an emergency room."
    )


def test_the_words_of_a_call_today():
    numbers = PhoneNumbers("Lakeside nurse line", "555-0142")

    assert said("today", numbers) == (
        "Tell your care team about this today. Call Lakeside nurse line at 555-0142."
    )


@pytest.mark.parametrize("level", ["now", "today"])
def test_the_words_without_a_number_say_that_none_is_saved(level):
    assert said(level, PhoneNumbers(emergency="112")) == (
        "You have not saved a number yet. Use the number on your hospital papers. "
        "If you feel very sick, call 112."
    )


def test_an_emergency_number_is_never_guessed():
    words = said("emergency", PhoneNumbers())

    assert "Call your emergency number now" in words
    assert not re.search(r"\d", words)


def test_a_name_with_braces_is_shown_as_it_is():
    assert "Call {Ann} at 1" in said("today", PhoneNumbers("{Ann}", "1"))


@pytest.mark.parametrize("level", LEVELS)
def test_no_level_judges(level):
    fields = LEVELS[level]

    assert not JUDGING.search(said(level))
    assert not JUDGING.search(fields["title"] + fields["footer"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_page_about_calling_judges_or_reassures(page):
    assert not JUDGING.search(page.read_text())


@pytest.mark.parametrize("place", ["care_team/care_team", "packets/pdf/_call_sheet"])
def test_page_and_paper_say_that_the_team_comes_first(place):
    text = Path(settings.BASE_DIR, f"templates/{place}.html").read_text()

    assert re.search(r"What (your care|my) team (told you|says) comes first", text)


def test_red_stands_only_where_a_call_is_asked_for():
    style = Path(settings.BASE_DIR, "static/css/app.css").read_text()
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    red = {
        selector.strip()
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules)
        if "var(--mj-call" in body or "var(--mj-on-call" in body
    }

    assert red
    calls = (".call", ".btn-call", ".said-to-call")
    assert all(any(call in selector for call in calls) for selector in red)


def test_the_look_of_a_call_is_used_on_no_other_page():
    uses = {
        page.relative_to(settings.BASE_DIR / "templates").as_posix()
        for page in Path(settings.BASE_DIR, "templates").rglob("*.html")
        if re.search(r'class="(call[ "]|[^"]*btn-call)', page.read_text())
    }

    assert uses == {"journal/_call.html", "journal/_call_button.html"}


@pytest.mark.parametrize(
    ("moment", "after_hours"),
    [
        (datetime(2026, 11, 20, 7, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 20, 16, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 10, 0, tzinfo=UTC), True),
    ],
)
def test_evenings_nights_and_weekends_are_after_hours(moment, after_hours):
    assert is_after_hours(moment) is after_hours
