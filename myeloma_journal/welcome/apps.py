from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "myeloma_journal.welcome"

    def ready(self) -> None:
        """Let the search of the catalogue find the help."""
        from myeloma_journal.catalogue import searchable
        from myeloma_journal.welcome.help import help_entries

        searchable.register(help_entries)
