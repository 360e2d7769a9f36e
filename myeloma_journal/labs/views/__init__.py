"""Pages about what tests showed."""

from myeloma_journal.labs.views.results import (
    result_add,
    result_chart,
    result_edit,
    result_list,
    result_paste,
    result_remove,
)
from myeloma_journal.labs.views.told import (
    mrd_add,
    told_result_add,
    told_result_edit,
    told_result_remove,
)

__all__ = [
    "mrd_add",
    "result_add",
    "result_chart",
    "result_edit",
    "result_list",
    "result_paste",
    "result_remove",
    "told_result_add",
    "told_result_edit",
    "told_result_remove",
]
