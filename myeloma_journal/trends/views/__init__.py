"""The pages that look back: the timeline, a month, charts, and what changed."""

from myeloma_journal.trends.views.charts import chart_list, measure, symptom
from myeloma_journal.trends.views.months import month
from myeloma_journal.trends.views.since import since
from myeloma_journal.trends.views.timeline import timeline

__all__ = ["chart_list", "measure", "month", "since", "symptom", "timeline"]
