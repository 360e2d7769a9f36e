"""Django's way to SQLite, with a file that stays open."""
