"""Views that keep nothing, so that sending their form twice is no harm."""

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


def repeatable(view: V) -> V:
    """Mark a view that makes the same thing again each time, such as a printed page."""
    view.is_repeatable = True  # type: ignore[attr-defined]
    return view


def is_repeatable(view: Callable[..., Any]) -> bool:
    """Whether it is marked so, or open to everybody and so about nobody's records."""
    is_public = not getattr(view, "login_required", True)
    return is_public or getattr(view, "is_repeatable", False)
