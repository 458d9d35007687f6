"""`http.client` and `urllib` over an exchange: the library is real, the network is a function."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import urllib.error
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from cloche.hosts import sockets
from cloche.hosts.sockets import Request, Response


@pytest.fixture
def fresh() -> Iterator[Callable[[sockets.Exchange], ModuleType]]:
    """`urllib.request` on a copy of `http.client`, so that this process's own stays as it is."""
    kept = {name: sys.modules.get(name) for name in ("http.client", "urllib.request")}

    def make(exchange: sockets.Exchange) -> ModuleType:
        for name in kept:
            sys.modules.pop(name, None)
        sockets.install(importlib.import_module("http.client"), exchange)
        return importlib.import_module("urllib.request")

    yield make
    for name, module in kept.items():
        if module is None:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = module


def answering(*responses: Response | Exception) -> tuple[list[Request], sockets.Exchange]:
    asked: list[Request] = []
    left = list(responses)

    def exchange(request: Request) -> Response:
        asked.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return asked, exchange


OK = Response(200, "OK", "content-type: text/plain\r\ncontent-encoding: gzip\r\ncontent-length: 3", b"hello \xff")


def test_urlopen_reads_what_came_unpacked(fresh: Any) -> None:
    asked, exchange = answering(OK)

    with fresh(exchange).urlopen("https://example.org/a?b=1", timeout=5) as answer:
        body = answer.read()

    assert (body, answer.status, answer.headers["Content-Type"]) == (b"hello \xff", 200, "text/plain")
    assert answer.headers["Content-Encoding"] is None
    assert asked == [Request("GET", "https://example.org/a?b=1", (), b"", 5.0)]


def test_headers_and_a_body_go_out_but_not_what_only_browsers_may_say(fresh: Any) -> None:
    asked, exchange = answering(OK)
    urllib = fresh(exchange)

    urllib.urlopen(urllib.Request("http://example.org:8000/", b"a=1", {"X-Mine": "2", "User-Agent": "me"})).read()

    (request,) = asked
    assert (request.method, request.url, request.body) == ("POST", "http://example.org:8000/", b"a=1")
    sent = {name.lower(): value for name, value in request.headers}
    assert sent == {"content-type": "application/x-www-form-urlencoded", "x-mine": "2"}


def test_a_body_of_unknown_length_is_put_together(fresh: Any) -> None:
    asked, exchange = answering(OK)
    urllib = fresh(exchange)

    urllib.urlopen(urllib.Request("http://example.org/", iter([b"one ", b"two"]), method="PUT")).read()

    assert (asked[0].method, asked[0].body) == ("PUT", b"one two")


def test_a_status_that_is_an_error_is_one_with_its_body(fresh: Any) -> None:
    _, exchange = answering(Response(404, "Not Found", "", b"no such page"))
    urllib = fresh(exchange)

    with pytest.raises(urllib.HTTPError) as caught:
        urllib.urlopen("https://example.org/")

    assert (caught.value.code, caught.value.reason, caught.value.read()) == (404, "Not Found", b"no such page")
    caught.value.close()


def test_what_cannot_be_reached_is_a_url_error_in_the_browsers_words(fresh: Any) -> None:
    _, exchange = answering(ConnectionError("example.org could not be reached (CORS)."))

    with pytest.raises(urllib.error.URLError, match="could not be reached"):
        fresh(exchange).urlopen("https://example.org/")


def test_a_server_that_is_silent_is_a_timeout_error(fresh: Any) -> None:
    _, exchange = answering(TimeoutError("example.org did not answer in time."))

    with pytest.raises(TimeoutError):
        fresh(exchange).urlopen("https://example.org/", timeout=0.1)


def test_one_connection_serves_several_requests_and_heads_have_no_body(fresh: Any) -> None:
    asked, exchange = answering(OK, Response(200, "OK", "content-length: 99", b""))
    fresh(exchange)
    connection = sys.modules["http.client"].HTTPSConnection("example.org")  # type: ignore[attr-defined]

    connection.request("GET", "/1")
    first = connection.getresponse().read()
    connection.request("HEAD", "/2")
    second = connection.getresponse()

    assert (first, second.read(), second.headers["content-length"]) == (b"hello \xff", b"", "99")
    assert [request.url for request in asked] == ["https://example.org/1", "https://example.org/2"]


def test_without_ssl_there_is_still_https(fresh: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ssl", None)
    asked, exchange = answering(OK)

    fresh(exchange).urlopen("https://example.org/").read()

    assert asked[0].url == "https://example.org/"
