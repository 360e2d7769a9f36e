"""Why a file is not brought in."""


class FileRefused(Exception):
    """The file cannot be brought in; nothing of it was. The text says what to do."""
