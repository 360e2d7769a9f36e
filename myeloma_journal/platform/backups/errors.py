"""Why no backup is made or restored, in one sentence for whoever typed the command."""


class BackupError(Exception):
    """It was not done, and nothing was changed. The text says why, and what to do."""


class BackupDamagedError(BackupError):
    """The file is not what was written."""

    def __init__(self) -> None:
        super().__init__(
            "This backup is damaged: it is not what was written. Use another one."
        )
