"""The floor: the least that Django can do for pages like ours, to measure against.

A list, a month of days, a form, and all rows as CSV; one model with the right index,
and Django's own middleware, sessions and templates.
"""
