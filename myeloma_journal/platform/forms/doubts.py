"""A number that looks like a slip is asked about once; ticked as right, it is taken."""

from typing import Any

from django import forms


class DoubtsMixin(forms.BaseForm):
    """Collects what is in doubt, and knows whether it was ticked as right.

    The tick carries what it is for: it says nothing about a number typed later.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Doubt nothing yet."""
        self.doubts: list[str] = []
        super().__init__(*args, **kwargs)

    @property
    def sure_name(self) -> str:
        """What the tick beside the question is called."""
        return self.add_prefix("sure")

    @property
    def sure_value(self) -> str:
        """What the tick is for, as it was typed; each form says it."""
        raise NotImplementedError

    @property
    def is_sure(self) -> bool:
        """Whether just this was ticked as right."""
        return bool(self.data.get(self.sure_name) == self.sure_value)

    def refuse_doubts(self, field: str) -> None:
        """Ask beside `field` about what is in doubt, until it is ticked as right."""
        if self.doubts and not self.is_sure:
            self.add_error(field, " ".join(self.doubts))
