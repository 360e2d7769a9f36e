"""Static files as they are sent: few, small, and named by what is in them."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = {
    ".css": re.compile(r'@import "(.+?)";'),
    ".js": re.compile(r'^import (?:\{.+?\} from )?"(.+?)";', re.MULTILINE),
}
# Comments in style sheets; those that begin with /*! are licences and stay.
COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)


class WholeFiles(CompressedManifestStaticFilesStorage):
    """Compressed and hashed; what a file imports is put in its place.

    So a page asks once for its style and once for its scripts. With DEBUG, where
    nothing is collected, the browser follows the imports itself.
    """

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Hash and compress what was collected."""
        whole = {
            name: (_Whole(storage), path)
            if posixpath.splitext(name)[1] in IMPORTS
            else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(whole, *args, **options)


class _Whole:
    """Opens style sheets and scripts with what they import in its place."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> ContentFile:
        return ContentFile(self._text(path).encode())

    def _text(self, path: str) -> str:
        folder, kind = posixpath.dirname(path), posixpath.splitext(path)[1]
        with self.storage.open(path) as file:
            text = file.read().decode()
        if kind == ".css":
            text = COMMENT.sub("", text)
        return IMPORTS[kind].sub(
            lambda found: self._text(posixpath.normpath(f"{folder}/{found[1]}")), text
        )
