"""A story in WebKit, Safari's engine, over plain http as on a family's own machine.

    apt-get install --no-install-recommends webkit2gtk-driver xvfb     (130 MB)
    BROWSER=webkit .venv/bin/python -m pytest -p no:xdist tests/journeys/test_webkit.py

Playwright drives only a WebKit of its own, so this one is spoken to by WebDriver.
"""

import json
import os
import signal
import socket
import subprocess
import time
from glob import glob
from urllib.request import Request, urlopen

import pytest
from django.urls import reverse

from tests.factories import make_membership, make_user
from tests.journeys.conftest import PATIENCE

WINDOW = "/usr/lib/*/webkit2gtk-4.1/MiniBrowser"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that the standard gives it


class Window:
    """The few commands of WebDriver that a story needs."""

    def __init__(self, port, program):
        self.url = f"http://127.0.0.1:{port}"
        options = {"binary": program, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        begun = self._send("/session", {"capabilities": {"alwaysMatch": wanted}})
        self.url += f"/session/{begun['sessionId']}"

    def _send(self, path, data=None):
        """POST, or with data None GET."""
        body = None if data is None else json.dumps(data).encode()
        headers = {"Content-Type": "application/json"}
        request = Request(self.url + path, data=body, headers=headers)  # noqa: S310
        with urlopen(request, timeout=PATIENCE / 1000) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def goto(self, url):
        self._send("/url", {"url": url})

    def back(self):
        self._send("/back", {})

    def run(self, script):
        return self._send("/execute/sync", {"script": script, "args": []})

    def _find(self, selector):
        return self._send("/element", {"using": "css selector", "value": selector})

    def fill(self, selector, text):
        self._send(f"/element/{self._find(selector)[ELEMENT]}/value", {"text": text})

    def click(self, selector):
        self._send(f"/element/{self._find(selector)[ELEMENT]}/click", {})

    def wait_for(self, script):
        """Until the script returns something true."""
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            if found := self.run(f"return {script}"):
                return found
            time.sleep(0.1)
        raise AssertionError(f"never true: {script}")


@pytest.fixture
def window():
    program = next(iter(glob(WINDOW)), "")
    if not program:
        pytest.skip("no WebKit: apt-get install webkit2gtk-driver xvfb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Its sandbox needs more rights than a container has; it opens our own pages only.
    env = os.environ | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    command = ["xvfb-run", "-a", "WebKitWebDriver", "-p", str(port)]
    driver = subprocess.Popen(command, env=env, start_new_session=True)
    for _ in range(50):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    yield Window(port, program)
    os.killpg(driver.pid, signal.SIGTERM)
    driver.wait()


def test_words_are_kept_and_gone_after_signing_out(
    transactional_db, live_server, window
):
    anna = make_user(email="anna@example.org")
    patient = make_membership(user=anna).patient
    visit = reverse("appointments:appointment_add", args=[patient.pk])
    questions = reverse("questions:question_list", args=[patient.pk])

    window.goto(f"{live_server}{reverse('account_login')}?next={visit}")
    window.fill("[name=login]", "anna@example.org")
    window.fill("[name=password]", "an honest long password")
    window.click("form [type=submit].btn-primary")
    window.wait_for(f"location.pathname === '{visit}'")
    # An empty day looks empty, and a draft is there after leaving.
    window.wait_for("document.querySelector('[name=date].is-empty-time')")
    window.fill("[name=place]", "Room 4")
    window.goto(f"{live_server}{questions}")
    window.goto(f"{live_server}{visit}")
    window.wait_for("document.querySelector('[name=place]').value === 'Room 4'")

    window.goto(f"{live_server}{questions}")
    window.fill("[name=text]", "Why so tired?")
    window.click("form:has([name=text]) [type=submit]")
    window.wait_for("document.body.innerText.includes('Why so tired?')")
    window.click(".top details.drop summary")
    window.click(".top .sheet-menu [type=submit]")
    window.wait_for("document.body.innerText.includes('You’re signed out.')")

    window.back()

    window.wait_for("document.querySelector('h1').innerText === 'Sign in'")
    assert "Why so tired?" not in window.run("return document.body.innerText")
