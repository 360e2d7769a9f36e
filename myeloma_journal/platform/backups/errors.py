class BackupError(Exception):
    """No backup was made or restored; nothing changed. The text is for the operator."""


class BackupDamagedError(BackupError):
    def __init__(self) -> None:
        super().__init__(
            "This backup is damaged: it is not what was written. Use another one."
        )
