"""`http.client` without sockets: each request becomes one exchange that the browser makes.

So `urllib.request`, `xmlrpc` and whatever else stands on `http.client` work as
they are. The browser follows redirects, unpacks, and keeps cookies to itself.
No browser here: the exchange is given.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

KEPT_BY_BROWSERS = frozenset(
    [
        "accept-charset",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
    ]
)
"""Headers that a page must not set, and one (the last program's name) that would need the server's leave."""

UNDONE = frozenset({"connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"})
"""Headers of an answer that tell of its journey: it has arrived, unpacked."""


@dataclass(frozen=True, slots=True)
class Request:
    """What goes out. `timeout` is in seconds, None for no limit."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    timeout: float | None


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; `headers` are lines as the browser gives them."""

    status: int
    reason: str
    headers: str
    body: bytes


Exchange = Callable[[Request], Response]
"""Sends and waits. Raises TimeoutError, ConnectionError in words for a person, or KeyboardInterrupt."""


class BrowserSocket:
    """The connection as `http.client` sees it: what is written is a request, what is read its response."""

    def __init__(self, origin: str, timeout: object, exchange: Exchange) -> None:
        self._origin = origin
        self._exchange = exchange
        self._written = bytearray()
        self._answer: bytes | TimeoutError | None = None
        self.settimeout(timeout)

    def settimeout(self, timeout: object) -> None:
        unset = timeout is None or not isinstance(timeout, int | float)
        self._timeout = socket.getdefaulttimeout() if unset else float(timeout)  # type: ignore[arg-type]

    def sendall(self, octets: Any) -> None:
        self._written += octets

    def go(self) -> None:
        """Send what was written, if it is whole. A time-out is told to whoever reads, as a silent server's would be."""
        request = read_request(bytes(self._written), self._origin, self._timeout)
        if request is None:
            return
        self._written.clear()
        try:
            self._answer = as_answer(request, self._exchange(request))
        except TimeoutError as error:
            self._answer = error

    def makefile(self, mode: str = "rb", buffering: int = -1) -> io.BufferedIOBase:
        if self._answer is None:
            self.go()
        answer, self._answer = self._answer, None
        if isinstance(answer, TimeoutError):
            raise answer
        return io.BytesIO(answer or b"")

    def setsockopt(self, *_: object) -> None:
        """The browser's business."""

    def close(self) -> None:
        """There is nothing to close."""


def read_request(written: bytes, origin: str, timeout: float | None) -> Request | None:
    """The request in what was written, or None while a part of its body is missing."""
    head, found, body = written.partition(b"\r\n\r\n")
    if not found:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = [(name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    fields = {name.lower(): value for name, value in headers}
    if fields.get("transfer-encoding", "").lower() == "chunked":
        if not body.endswith(b"0\r\n\r\n"):
            return None
        body = _unchunked(body)
    elif len(body) < int(fields.get("content-length", 0)):
        return None
    url = target if "://" in target else origin + target
    kept = tuple((name, value) for name, value in headers if may_send(name))
    return Request(method, url, kept, body, timeout)


def arrived_headers(request: Request, response: Response) -> list[str]:
    """The lines that are true of the body as it is here."""
    lines = [line for line in response.headers.splitlines() if ":" in line]
    if request.method == "HEAD":
        return lines
    kept = [line for line in lines if line.partition(":")[0].strip().lower() not in UNDONE]
    return [*kept, f"Content-Length: {len(response.body)}"]


def as_answer(request: Request, response: Response) -> bytes:
    """The response as a server would have written it."""
    head = "\r\n".join([f"HTTP/1.1 {response.status} {response.reason}", *arrived_headers(request, response)])
    return head.encode("latin-1", "replace") + b"\r\n\r\n" + response.body


def install(client: ModuleType, exchange: Exchange) -> None:
    """Make the connections of `http.client` exchanges."""
    plain: Any = client.HTTPConnection
    send_headers = plain.endheaders

    def connect(connection: Any) -> None:
        scheme = "https" if getattr(connection, "default_port", 80) == client.HTTPS_PORT else "http"
        host = f"[{connection.host}]" if ":" in connection.host else connection.host
        port = "" if connection.port == connection.default_port else f":{connection.port}"
        connection.sock = BrowserSocket(f"{scheme}://{host}{port}", connection.timeout, exchange)

    def endheaders(connection: Any, message_body: Any = None, *, encode_chunked: bool = False) -> None:
        send_headers(connection, message_body, encode_chunked=encode_chunked)
        if isinstance(connection.sock, BrowserSocket):
            connection.sock.go()

    plain.connect, plain.endheaders = connect, endheaders
    if hasattr(client, "HTTPSConnection"):
        client.HTTPSConnection.connect = connect
    else:
        _define_https(client, plain)


def _define_https(client: Any, plain: Any) -> None:
    """What `http.client` leaves out where Python has no `ssl`: the browser encrypts."""

    def __init__(self: Any, host: str, port: int | None = None, **options: Any) -> None:
        about_ssl = ("context", "check_hostname", "key_file", "cert_file")
        plain.__init__(self, host, port, **{name: options[name] for name in options if name not in about_ssl})

    names = {"default_port": client.HTTPS_PORT, "__init__": __init__, "__module__": client.__name__}
    client.HTTPSConnection = type("HTTPSConnection", (plain,), names)
    client._create_https_context = lambda version=None: None
    client.__all__.append("HTTPSConnection")


def may_send(name: str) -> bool:
    low = name.lower()
    return low not in KEPT_BY_BROWSERS and not low.startswith(("proxy-", "sec-"))


def _unchunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    rest = body
    while True:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(rest[:length])
        rest = rest[length + 2 :]
