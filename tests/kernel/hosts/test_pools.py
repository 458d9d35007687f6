"""`urllib3` over an exchange. Its connections for browsers import `js`, so a stand-in has their shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from cloche.hosts import pools
from cloche.hosts.sockets import Request, Response


@dataclass
class Unsent:
    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None


def connections(exchange: Any) -> Any:
    module: Any = ModuleType("connection")

    class Connection:
        def __init__(self) -> None:
            self.timeout: float | None = None
            self._response: Any = None

        def request(self, unsent: Unsent) -> None:
            self._response = module.send_streaming_request(unsent)
            if self._response is None:
                self._response = module.send_request(unsent)

        def getresponse(self) -> Any:
            return SimpleNamespace(internal=self._response)

    module.EmscriptenHTTPConnection = Connection
    module.EmscriptenResponse = lambda *parts: parts
    pools.install(module, exchange)
    return module


def test_a_request_goes_out_when_its_answer_is_asked_for_with_the_limit_of_then() -> None:
    asked: list[Request] = []

    def exchange(request: Request) -> Response:
        asked.append(request)
        return Response(200, "OK", "content-type: text/plain\r\ncontent-encoding: gzip", b"hello")

    connection = connections(exchange).EmscriptenHTTPConnection()
    connection.timeout = 3
    connection.request(Unsent("POST", "https://example.org/", {"User-Agent": "x", "X-Mine": "1"}, "grüße"))
    assert asked == []
    connection.timeout = 27
    response = connection.getresponse()

    assert asked == [Request("POST", "https://example.org/", (("X-Mine", "1"),), "grüße".encode(), 27)]
    status, headers, body, _ = response.internal
    assert (status, headers, body) == (200, {"content-type": "text/plain", "Content-Length": "5"}, b"hello")
    assert response.reason == "OK"


@pytest.mark.parametrize(
    ("body", "octets"),
    [(None, b""), ("a", b"a"), (b"a", b"a"), (memoryview(b"a"), b"a"), (iter([b"a", "b"]), b"ab")],
)
def test_every_kind_of_body_is_sent(body: Any, octets: bytes) -> None:
    asked: list[Request] = []

    def exchange(request: Request) -> Response:
        asked.append(request)
        return Response(204, "No Content", "", b"")

    connection = connections(exchange).EmscriptenHTTPConnection()
    connection.request(Unsent("POST", "https://example.org/", body=body))
    connection.getresponse()

    assert asked[0].body == octets


def test_a_time_out_is_left_to_the_pool() -> None:
    def exchange(request: Request) -> Response:
        raise TimeoutError("example.org did not answer in time.")

    connection = connections(exchange).EmscriptenHTTPConnection()
    connection.request(Unsent("GET", "https://example.org/"))

    with pytest.raises(TimeoutError, match="did not answer in time"):
        connection.getresponse()
