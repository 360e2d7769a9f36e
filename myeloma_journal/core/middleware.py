"""What holds for every answer, files and errors included."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]


def headers(get_response: Answer) -> Answer:
    """Keep nothing in caches that is not a public file, and ask the browser for nothing."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return answer


def database_away(get_response: Answer) -> Answer:
    """Answer 503 in plain words when the database cannot be reached."""

    class DatabaseAway:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            try:
                return get_response(request)
            except (OperationalError, InterfaceError):
                return self.sorry(request)

        def process_exception(
            self, request: HttpRequest, exception: Exception
        ) -> HttpResponse | None:
            if isinstance(exception, OperationalError | InterfaceError):
                return self.sorry(request)
            return None

        def sorry(self, request: HttpRequest) -> HttpResponse:
            response = render(None, "503.html", status=503)  # type: ignore[arg-type]
            response.headers["Retry-After"] = "60"
            return response

    return DatabaseAway()
