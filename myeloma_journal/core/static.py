"""Static files as they are sent: few, small, and named by what is in them."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import "(.+?)";')
# Whose licence it is, begins with an exclamation mark and stays.
COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)


class WholeSheets(CompressedManifestStaticFilesStorage):
    """Compressed and hashed; a style sheet brings along those that it imports."""

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Hash and compress what was collected."""
        whole = {
            name: (_Whole(storage), path) if name.endswith(".css") else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(whole, *args, **options)


class _Whole:
    """Opens style sheets with what they import, and without what explains them."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> ContentFile:
        return ContentFile(COMMENT.sub("", self._text(path)).encode())

    def _text(self, path: str) -> str:
        with self.storage.open(path) as file:
            text = file.read().decode()
        folder = posixpath.dirname(path)
        return IMPORT.sub(
            lambda found: self._text(posixpath.join(folder, found[1])), text
        )
