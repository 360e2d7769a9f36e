"""A link that is shown once leaves the page by one tap, or on paper."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_membership
from tests.journeys.conftest import axe


@pytest.mark.chromium("the clipboard cannot be read")
def test_invitation_is_copied_or_printed(transactional_db, page, let_in):
    member = make_membership()
    let_in(page, member.user)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("care_circle:circle", args=[member.patient_id]))
    page.get_by_role("textbox", name="Their name").fill("David")
    page.get_by_role("button", name="Create invitation link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    letter = page.get_by_text("An invitation for David")
    expect(letter).to_be_hidden()
    assert axe(page) == []

    page.get_by_role("button", name="Copy link").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.emulate_media(media="print")
    expect(letter).to_be_visible()
    expect(page.get_by_alt_text("QR code with the link below.")).to_be_visible()
    expect(page.locator(".on-paper").get_by_text(link)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
