"""Views that may take the same form twice, since nothing is kept twice by it."""

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


def idempotent(view: V) -> V:
    """Mark a view that makes the same thing again each time, such as a printed page."""
    view.is_idempotent = True  # type: ignore[attr-defined]
    return view


def deduplicates_itself(view: V) -> V:
    """Mark a view whose record carries the form's own id: it knows what it has."""
    view.does_deduplicate_itself = True  # type: ignore[attr-defined]
    return view


def does_deduplicate_itself(view: Callable[..., Any]) -> bool:
    """Whether it is marked so, and need not be told that a form comes again."""
    return getattr(view, "does_deduplicate_itself", False)


def is_idempotent(view: Callable[..., Any]) -> bool:
    """Whether it is marked so, or open to everybody and so about nobody's records."""
    is_public = not getattr(view, "login_required", True)
    return is_public or getattr(view, "is_idempotent", False)
