"""The pages that look back: the timeline, and what changed."""

from myeloma_journal.trends.views.since import since
from myeloma_journal.trends.views.timeline import timeline

__all__ = ["since", "timeline"]
