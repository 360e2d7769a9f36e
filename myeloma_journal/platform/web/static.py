"""Static files: bundled, compressed, with the hash of their contents in the name."""

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
# Those of style sheets that begin with /*! are licences and stay; those of scripts are
# lines of their own.
COMMENTS = {
    ".css": re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL),
    ".js": re.compile(r"^ *(?://[^\n]*|/\*.*?\*/)\n", re.DOTALL | re.MULTILINE),
}


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Inlines the imports of style sheets and scripts, then hashes and compresses.

    A page loads one style sheet and one script. With DEBUG, where nothing is
    collected, the browser follows the imports itself.
    """

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        bundled = {
            name: (_BundlingStorage(storage), path)
            if posixpath.splitext(name)[1] in IMPORTS
            else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(bundled, *args, **options)


class _BundlingStorage:
    """Opens style sheets and scripts with their imports inlined."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> ContentFile:
        return ContentFile(self._text(path).encode())

    def _text(self, path: str) -> str:
        folder, kind = posixpath.dirname(path), posixpath.splitext(path)[1]
        with self.storage.open(path) as file:
            text = file.read().decode()
        text = COMMENTS[kind].sub("", text)
        return IMPORTS[kind].sub(
            lambda found: self._text(posixpath.normpath(f"{folder}/{found[1]}")), text
        )
