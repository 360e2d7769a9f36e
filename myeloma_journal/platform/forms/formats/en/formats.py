"""American English: November 24, 2026, 10:30 a.m."""

DATE_FORMAT = "F j, Y"
MONTH_DAY_FORMAT = "F j"
TIME_FORMAT = "P"
SHORT_DATE_FORMAT = "M j"
SHORT_DATE_YEAR_FORMAT = "M j, Y"
