from myeloma_journal.trends.views.charts import (
    chart_list,
    measure_chart,
    symptom_chart,
)
from myeloma_journal.trends.views.since import since

__all__ = ["chart_list", "measure_chart", "since", "symptom_chart"]
