"""The baseline: a journal written the usual way, to measure against.

Its pages do per row what the list pages of comparable programs such as Baby Buddy do:
generic views, a paginator that counts, a menu that asks for permissions, and the
person and the tags of each row in queries of their own.
"""
