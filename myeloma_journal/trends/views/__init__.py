"""The pages that look back: the timeline, a month, charts, and what changed."""

from myeloma_journal.journal.views.entry_list import timeline
from myeloma_journal.journal.views.months import month
from myeloma_journal.trends.views.charts import chart_list, measure, symptom
from myeloma_journal.trends.views.since import since

__all__ = ["chart_list", "measure", "month", "since", "symptom", "timeline"]
