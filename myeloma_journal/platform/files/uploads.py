"""Uploads: only a view that says so takes a file: one, and only so large.

The file is written to a temporary file without a name, so nothing is left of it when
the request ends, nor when the process does.
"""

from collections.abc import Callable
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

V = TypeVar("V", bound=Callable[..., Any])

FIELD = "file"


def takes_file(max_bytes: int) -> Callable[[V], V]:
    """Mark a view whose form has a file in its field "file"."""

    def mark(view: V) -> V:
        view.max_file_bytes = max_bytes  # type: ignore[attr-defined]
        return view

    return mark


def max_file_bytes(path: str) -> int:
    """How large a file the page at `path` takes; 0 where it takes none."""
    with suppress(Resolver404):
        return _max_file_bytes(resolve(path).func)
    return 0


def _max_file_bytes(view: Callable[..., Any]) -> int:
    return getattr(view, "max_file_bytes", 0)


class UploadHandler(FileUploadHandler):
    """Keeps the first file of the field, as far as it is not too large.

    The rest is read and forgotten, for a browser shows no answer before it has sent
    everything. The form sees from `size` and `has_room` what was not kept.
    """

    def __init__(self, request: HttpRequest, max_bytes: int) -> None:
        super().__init__(request)
        self.max_bytes = max_bytes
        # Not `file`: Django closes that when it skips another one.
        self.kept: IO[bytes] | None = None
        self.has_room = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.field_name != FIELD or self.kept is not None:
            raise SkipFile
        self.kept = TemporaryFile()  # noqa: SIM115 (closed with the request)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept is None or start + len(raw_data) > self.max_bytes:
            return
        try:
            self.kept.write(raw_data)
        except OSError:
            self.has_room = False

    def file_complete(self, file_size: int) -> "Upload | None":
        if self.kept is None:
            return None
        with suppress(OSError):
            self.kept.seek(0)
        return Upload(self.kept, self.file_name, size=file_size, room=self.has_room)


class Upload(UploadedFile):
    """The file that somebody chose."""

    def __init__(
        self, file: IO[bytes], name: str | None, *, size: int, room: bool
    ) -> None:
        """Of `size` bytes; without `room` the disk had none for it."""
        super().__init__(file, name, size=size)
        self.has_room = room


class UploadMiddleware:
    """Lets the views that take a file have one, of people who are signed in.

    It stands before the middleware that looks for the CSRF token, and so reads the
    request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *args: Any
    ) -> None:
        max_bytes = _max_file_bytes(view)
        if max_bytes and request.user.is_authenticated:
            request.upload_handlers = [UploadHandler(request, max_bytes)]
