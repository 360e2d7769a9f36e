"""The pages that look back: the timeline, a month, and what changed."""

from myeloma_journal.trends.views.months import month
from myeloma_journal.trends.views.since import since
from myeloma_journal.trends.views.timeline import timeline

__all__ = ["month", "since", "timeline"]
