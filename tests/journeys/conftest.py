"""A phone in a real browser, and what it complains about.

One set of fixtures for all journeys: Playwright runs one loop in a process.

With BROWSER=firefox they run in Firefox as Debian has it (apt-get install firefox-esr).
The report says what is left out there.
"""

import os
import shutil
from pathlib import Path

import pytest

from myeloma_journal.platform.accounts.models import Device
from tests.conftest import Browser, load_catalogue

# The first one draws the same pages without a window, for half the work.
BROWSERS = ["chromium-headless-shell", "chromium", "google-chrome"]
FOUND = [path for path in map(shutil.which, BROWSERS) if path]
CHROMIUM = os.environ.get("CHROMIUM") or next(iter(FOUND), None)
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root, and open only our own pages
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Chromium makes two pages of its own for each window, behind the address bar. The
    # last three are Playwright's, whose list this one replaces.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,OptimizationHints,PaintHolding",
]
# One story of its own is in WebKit: test_webkit.py.
if os.environ.get("BROWSER") != "webkit":
    collect_ignore = ["test_webkit.py"]
IN_FIREFOX = os.environ.get("BROWSER") == "firefox"
FIREFOX = Path(__file__).with_name("firefox.py")
AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()
# In milliseconds: a machine that others use as well may take its time.
PATIENCE = 30_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],  # what is well need not be described
    "preload": False,  # stylesheets are read again only for rules that none of these is
}

# Playwright's plain interface runs an event loop, in which Django sees danger.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
if os.environ.get("TEST_DB") == "postgres":
    collect_ignore_glob = ["*"]  # what a browser shows does not depend on the database


def pytest_report_header():
    if IN_FIREFOX:
        return "journeys: in Firefox, without axe, console, and what is skipped below"
    return None


def pytest_collection_modifyitems(items):
    """Skip in Firefox what only Chromium can do for a test."""
    for item in items:
        if IN_FIREFOX and (mark := item.get_closest_marker("chromium")):
            item.add_marker(pytest.mark.skip(reason=f"Firefox: {mark.args[0]}"))


@pytest.fixture(scope="session")
def browser():
    if not (CHROMIUM or IN_FIREFOX):
        missing = "no browser: apt-get install chromium-headless-shell libatomic1"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        if IN_FIREFOX:
            browser = playwright.firefox.launch(
                channel="moz-firefox", executable_path=FIREFOX
            )
        else:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=ARGUMENTS
            )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server, transactional_db):
    """Open a phone's window; `page.problems` lists what the browser complains of."""
    contexts = []

    def opened(**options):
        if IN_FIREFOX and not options.get("java_script_enabled", True):
            pytest.skip("Firefox: scripts cannot be switched off")
        phone = {"viewport": {"width": 390, "height": 844}, "base_url": live_server.url}
        context = browser.new_context(**phone | options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        if not IN_FIREFOX:  # which adds hints of its own
            page.on(
                "console",
                lambda said: page.problems.append(f"{said.type}: {said.text}"),
            )
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def catalogue(transactional_db):
    """All that we publish, where the server of a journey can see it too."""
    load_catalogue()


@pytest.fixture
def let_in(live_server):
    """Sign somebody in without the page for it, which has tests of its own."""

    def signed_in(page, user, device=Device.OWN):
        browser = Browser()
        browser.force_login(user)
        session = browser.session
        session.start(device, browser="")
        session.save()
        key = session.session_key
        cookie = {"name": "sessionid", "value": key, "url": live_server.url}
        page.context.add_cookies([cookie])

    return signed_in


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def page_without_js(open_page):
    return open_page(java_script_enabled=False)


def widths_that_scroll(page, *widths):
    """Those of the widths, in pixels, at which something sticks out to the side."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found


# Whether a finger could touch some part of what has the focus.
STOP = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const { left, top, width, height } = stop.getBoundingClientRect();
  const touched = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) =>
    document.elementFromPoint(left + width * x, top + height * y)));
  const isSeen = touched.some((part) =>
    part && (stop.contains(part) || part.closest("label")?.control === stop));
  const name = stop.name || stop.innerText?.trim() || stop.id || stop.tagName;
  const isOld = "stopped" in stop.dataset;
  stop.dataset.stopped = "";
  return { name, isSeen, isOld };
}"""

FORGET_STOPS = """() => document.querySelectorAll("[data-stopped]")
  .forEach((stop) => { delete stop.dataset.stopped; })"""


def hidden_stops(page, key="Tab"):
    """Walk on to the end of the page, or round: the names of stops that are covered."""
    page.evaluate(FORGET_STOPS)
    hidden = []
    for _ in range(150):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or stop["isOld"]:
            return hidden
        if not stop["isSeen"]:
            hidden.append(stop["name"])
    raise AssertionError("the walk has no end")


def axe(page):
    """What axe-core finds; it goes in through the debugger, so the CSP stays on.

    In Firefox nothing: pages of ESR 153 crash under it.
    """
    if IN_FIREFOX:
        return []
    page.evaluate(AXE)
    # Read at its end, where no sticky bar lies over a box that scrolling would free.
    top = page.evaluate("scrollY")
    scroll = "top => scrollTo({ top, behavior: 'instant' })"
    page.evaluate(scroll, page.evaluate("document.documentElement.scrollHeight"))
    found = page.evaluate("options => axe.run(options)", AXE_OPTIONS)
    page.evaluate(scroll, top)
    return [
        (rule["id"], [node["target"] for node in rule["nodes"]])
        for rule in found["violations"]
    ]
