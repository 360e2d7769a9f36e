"""Marks that a style sheet draws, in the light and in the dark: at least 3 to 1."""

import pytest
from django.urls import reverse

from tests.factories import make_membership

# The colors of the mark in a chosen box, and of the box around it, as red, green, blue.
COLORS = """([kind, shape]) => {
  const box = document.createElement("input");
  Object.assign(box, { type: kind, checked: true, className: "form-check-input" });
  document.querySelector("main").append(box);
  const { backgroundColor, backgroundImage } = getComputedStyle(box);
  const named = new RegExp(`${shape}=.%23([0-9A-Fa-f]{3,6})`);
  const [, mark] = backgroundImage.match(named);
  const hex = mark.length === 3 ? mark.replace(/./g, "$&$&") : mark;
  return [
    hex.match(/../g).map((part) => parseInt(part, 16)),
    backgroundColor.match(/\\d+/g).slice(0, 3).map(Number),
  ];
}"""


def linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(color):
    red, green, blue = (linear(part / 255) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mark_in_a_chosen_box_can_be_seen(page, let_in, scheme):
    member = make_membership()
    let_in(page, member.user)
    page.emulate_media(color_scheme=scheme)
    page.goto(reverse("appointments:appointment_add", args=[member.patient_id]))

    for kind in (["checkbox", "stroke"], ["radio", "fill"]):
        dark, light = sorted(luminance(color) for color in page.evaluate(COLORS, kind))
        assert (light + 0.05) / (dark + 0.05) >= 3, kind
