"""What a series of results says in words, without judging it. Pure.

Only order, and what the laboratory printed: no sentence says that a number is good or
bad, or what it means. Two results are compared only if both are exact numbers in the
same unit, and certainly of different days.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from myeloma_journal.labs.models import LabResult, unit_in_print
from myeloma_journal.labs.tables import AnyResult
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision

# Of two results, one is always the highest.
MIN_RANKED = 3


def describe_series(results: Sequence[AnyResult]) -> list[str]:
    """Sentences about the results of one test: the latest, the time before, the rank.

    Empty where no single result is certainly the latest.
    """
    latest = _latest(results)
    if latest is None:
        return []
    sentences = [_value(latest)]
    earlier = _time_before(latest, results)
    if earlier:
        sentences.append(_compared(latest, earlier))
    sentences += _rank(latest, results)
    if isinstance(latest, LabResult):
        sentences += _as_printed(latest)
    return sentences


def describe_latest(results: Sequence[AnyResult], today: date) -> str:
    """The latest result, and that of the time before, in a few words."""
    latest = _latest(results)
    if latest is None:
        return ""
    words = {"test": latest.name, "value": amount(latest)}
    words["day"] = latest.collected.short(today)
    earlier = _time_before(latest, results)
    order = _order(latest, earlier) if earlier else None
    if earlier is None or order is None:
        return _("%(test)s %(value)s (%(day)s)") % words
    words |= {"before": earlier.typed, "earlier": earlier.collected.short(today)}
    if order < 0:
        text = _("%(test)s %(value)s (%(day)s), down from %(before)s (%(earlier)s)")
    elif order > 0:
        text = _("%(test)s %(value)s (%(day)s), up from %(before)s (%(earlier)s)")
    else:
        text = _("%(test)s %(value)s (%(day)s), the same as before (%(earlier)s)")
    return text % words


def amount(result: AnyResult) -> str:
    """The number with its unit, as it was printed or calculated."""
    return result.amount if isinstance(result, LabResult) else result.result


def _value(latest: AnyResult) -> str:
    words = {"test": latest.name, "value": amount(latest), "when": latest.collected}
    if latest.collected.precision == Precision.DAY:
        return _("%(test)s: %(value)s on %(when)s.") % words
    return pgettext("month or year", "%(test)s: %(value)s in %(when)s.") % words


def _compared(latest: AnyResult, earlier: AnyResult) -> str:
    """The time before, and whether it was higher, if that can be said."""
    order = _order(latest, earlier)
    words = {"value": amount(earlier), "when": earlier.collected}
    if order is None:
        return _("The time before (%(when)s): %(value)s.") % words
    if order < 0:
        return _("The time before (%(when)s), it was higher: %(value)s.") % words
    if order > 0:
        return _("The time before (%(when)s), it was lower: %(value)s.") % words
    return _("The time before (%(when)s), it was the same: %(value)s.") % words


def _rank(latest: AnyResult, results: Sequence[AnyResult]) -> list[str]:
    """That no other number in its unit is as high, or as low.

    Said only if every result in that unit is an exact number: a "<0.1" may be lower
    than any, and a word has no place in the order.
    """
    number = _number(latest)
    if number is None or any(result.word for result in results):
        return []
    of_unit = [result for result in results if _unit(result) == _unit(latest)]
    others = [_number(result) for result in of_unit if result is not latest]
    if None in others or len(of_unit) < MIN_RANKED:
        return []
    unit = "" if len(of_unit) == len(results) else unit_in_print(latest.unit)
    numbers = [other for other in others if other is not None]
    if all(other < number for other in numbers):
        return [_highest(len(of_unit), unit)]
    if all(other > number for other in numbers):
        return [_lowest(len(of_unit), unit)]
    return []


def _highest(count: int, unit: str) -> str:
    """The unit is named where there are results in another."""
    if unit:
        text = ngettext(
            "It is the highest of %(count)s result in %(unit)s.",
            "It is the highest of %(count)s results in %(unit)s.",
            count,
        )
    else:
        text = ngettext(
            "It is the highest of %(count)s result.",
            "It is the highest of %(count)s results.",
            count,
        )
    return text % {"count": count, "unit": unit}


def _lowest(count: int, unit: str) -> str:
    if unit:
        text = ngettext(
            "It is the lowest of %(count)s result in %(unit)s.",
            "It is the lowest of %(count)s results in %(unit)s.",
            count,
        )
    else:
        text = ngettext(
            "It is the lowest of %(count)s result.",
            "It is the lowest of %(count)s results.",
            count,
        )
    return text % {"count": count, "unit": unit}


def _as_printed(latest: LabResult) -> list[str]:
    """The laboratory's own range and flag."""
    printed = []
    if latest.range_in_words:
        text = _("The lab printed this range: %(range)s.")
        printed.append(text % {"range": latest.range_in_words})
    if latest.flag:
        text = _("The lab printed this flag: %(flag)s.")
        printed.append(text % {"flag": latest.flag_in_words})
    return printed


def _latest(results: Sequence[AnyResult]) -> AnyResult | None:
    """The one result that is certainly newer than every other."""
    return next(
        (
            result
            for result in results
            if all(
                other is result or _is_before(other.collected, result.collected)
                for other in results
            )
        ),
        None,
    )


def _time_before(latest: AnyResult, results: Sequence[AnyResult]) -> AnyResult | None:
    """The one result of the time before the latest, if that is certain."""
    return _latest([result for result in results if result is not latest])


def _is_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether the whole span lies before the other."""
    return one.last < other.first


def _order(latest: AnyResult, earlier: AnyResult) -> int | None:
    """-1 if the latest is lower, 1 if it is higher; None where that can't be said."""
    new, old = _number(latest), _number(earlier)
    if new is None or old is None or _unit(latest) != _unit(earlier):
        return None
    return (new > old) - (new < old)


def _number(result: AnyResult) -> Decimal | None:
    """The number, if it is exact; of a calculated ratio, as it is shown."""
    if result.comparator or result.value is None:
        return None
    return result.value if isinstance(result, LabResult) else Decimal(result.typed)


def _unit(result: AnyResult) -> str | None:
    return None if result.value is None else normalize_unit(result.unit)
