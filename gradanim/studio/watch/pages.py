"""The server of the page: on this machine only, for whoever knows the token in its address."""

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

KINDS = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".gif": "image/gif",
    ".png": "image/png",
}
PATIENCE = 15.0
"""Seconds after which a page that hears nothing is told that we are still there."""
PIECE = 1 << 16
MOST = 1 << 16  # bytes that a page may send

Answer = Callable[[dict[str, Any]], Any]


class NotPossible(Exception):
    """What a page asked for cannot be done; the message says why."""


class Pages(ThreadingHTTPServer):
    """Serves the page, what is new in it, and its files.

    Args:
        folder: of the files that may be asked for, by name.
        state: all that is shown, to be written as JSON.
        asked: what can be asked for, `GET /TOKEN/thing?...`, by its first word.
        told: what can be told, `POST /TOKEN/settings?...`, in the same way; the body's fields are added.
        port: 0 takes one that is free.
    """

    daemon_threads = True

    def __init__(
        self,
        folder: Path,
        state: Callable[[], Any],
        *,
        asked: Mapping[str, Answer],
        told: Mapping[str, Answer],
        port: int = 0,
    ) -> None:
        self.folder, self.state, self.asked, self.told = folder, state, asked, told
        self.token = secrets.token_urlsafe(24)
        self.changed = threading.Condition()
        self.version = 0
        self.is_open = True
        super().__init__(("127.0.0.1", port), _Request)

    @property
    def address(self) -> str:
        """What is opened in a browser."""
        return f"http://127.0.0.1:{self.server_address[1]}/{self.token}/"

    def change(self) -> None:
        """There is something new to show."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def wait_for_other_than(self, version: int) -> int:
        """The version of what is shown, as soon as it is another one; the same after some time without news."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version or not self.is_open, PATIENCE)
            return self.version

    def close(self) -> None:
        """Stop; pages are told by the end of what they listen to."""
        self.is_open = False
        self.change()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone away is no error."""


class _Request(BaseHTTPRequestHandler):
    server: Pages
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if (path := self._allowed()) is None:
            return
        word, _, name = path.path.lstrip("/").partition("/")
        if word == "":
            self._page()
        elif word == "news":
            self._news()
        elif word == "files":
            self._file(name)
        elif word in self.server.asked:
            self._answer(self.server.asked[word], path.query, {})
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        if (path := self._allowed()) is None:
            return
        length = int(self.headers.get("Content-Length") or 0)
        if not self.headers.get("Content-Type", "").startswith("application/json") or length > MOST:
            self.send_error(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
            return
        word = path.path.strip("/")
        if word not in self.server.told:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._answer(self.server.told[word], path.query, json.loads(self.rfile.read(length)))

    def _allowed(self) -> Any:
        """The path behind the token; refused is who does not know it, or comes from the page of somebody else.

        A page of another site can have a browser ask here, under a name of its own that it lets point to this machine:
        such a request says that name in its Host header.
        """
        port = self.server.server_address[1]
        hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        origin = self.headers.get("Origin")
        own = self.headers.get("Host") in hosts and (origin is None or origin in {f"http://{host}" for host in hosts})
        path = urlsplit(self.path)
        token, _, rest = path.path.lstrip("/").partition("/")
        if not own or not secrets.compare_digest(token.encode(), self.server.token.encode()):
            self.close_connection = True
            self.send_error(HTTPStatus.FORBIDDEN, "This page has another address: see where it was started.")
            return None
        return path._replace(path=f"/{rest}")

    def _head(self, status: HTTPStatus, kind: str, length: int | None, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _page(self) -> None:
        once = secrets.token_urlsafe(12)
        text = files(__package__ or "").joinpath("page.html").read_text(encoding="utf-8").replace("NONCE", once)
        policy = (
            f"default-src 'none'; script-src 'nonce-{once}'; style-src 'nonce-{once}'; img-src 'self' data:; "
            "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        body = text.encode()
        self._head(
            HTTPStatus.OK, "text/html; charset=utf-8", len(body),
            Content_Security_Policy=policy, Cache_Control="no-store",
        )  # fmt: skip
        self.wfile.write(body)

    def _news(self) -> None:
        """All that is shown, now and whenever there is something new, as server-sent events."""
        self._head(HTTPStatus.OK, "text/event-stream", None, Cache_Control="no-store")
        seen, server = -1, self.server
        try:
            while server.is_open:
                seen, before = server.wait_for_other_than(seen), seen
                told = seen != before
                said = f"data: {json.dumps(server.state(), ensure_ascii=False)}\n\n" if told else ": still here\n\n"
                self.wfile.write(said.encode())
                self.wfile.flush()
        except OSError:
            pass  # the page is closed

    def _file(self, name: str) -> None:
        """A file or, where a player seeks in it, a part of it."""
        file = self.server.folder / Path(name).name
        kind = KINDS.get(file.suffix)
        if kind is None or name != file.name or not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        size = file.stat().st_size
        part = _part(self.headers.get("Range"), size)
        if part is None:
            self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, kind, 0, Content_Range=f"bytes */{size}")
            return
        first, last = part
        more = {"Accept_Ranges": "bytes", "Cache_Control": "private, max-age=86400, immutable"}
        if self.headers.get("Range"):
            more["Content_Range"] = f"bytes {first}-{last}/{size}"
        status = HTTPStatus.PARTIAL_CONTENT if self.headers.get("Range") else HTTPStatus.OK
        self._head(status, kind, last - first + 1, **more)
        with file.open("rb") as content:
            content.seek(first)
            self.wfile.write(content.read(last - first + 1))

    def _answer(self, answer: Answer, query: str, body: Any) -> None:
        given = {name: values[-1] for name, values in parse_qs(query).items()} | body
        try:
            said, status = answer(given), HTTPStatus.OK
        except NotPossible as why:
            said, status = {"reason": str(why)}, HTTPStatus.BAD_REQUEST
        content = json.dumps(said, ensure_ascii=False).encode()
        self._head(status, "application/json", len(content), Cache_Control="no-store")
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: the terminal is for what goes wrong with films."""


def _part(header: str | None, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range header asks for; None where there are none such."""
    if not header:
        return 0, size - 1
    unit, _, wanted = header.partition("=")
    first, dash, last = wanted.partition("-")
    try:
        if unit.strip() != "bytes" or not dash or "," in wanted:
            return None
        if not first:  # the last so many
            begin, end = max(0, size - int(last)), size - 1
        else:
            begin, end = int(first), min(int(last) if last else size - 1, size - 1)
    except ValueError:
        return None
    return (begin, end) if 0 <= begin <= end else None
