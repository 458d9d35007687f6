"""`urllib3` (and so `requests`) by the same exchange as `http.client`: one way to wait, one choice of words.

In the browser urllib3 brings connections of its own, which choose between ways
to wait by themselves, know one limit of time where a program gave two, and
tell a time-out as a broken connection. Here a request goes out when its answer
is asked for, as urllib3's pools expect, so their errors are the usual ones.
"""

from __future__ import annotations

from email.parser import HeaderParser
from types import ModuleType
from typing import Any

from cloche.hosts.sockets import Exchange, Request, arrived_headers, may_send


def install(connections: ModuleType, exchange: Exchange) -> None:
    """Change `urllib3.contrib.emscripten.connection`."""
    module: Any = connections
    kind = module.EmscriptenHTTPConnection
    as_urllib3_gives_it = kind.getresponse

    def getresponse(connection: Any) -> Any:
        unsent = connection._response
        if unsent is None:
            return as_urllib3_gives_it(connection)
        connection._response = None
        request = _request(unsent, connection.timeout)
        try:
            answer = exchange(request)
        except ConnectionError as error:
            from urllib3.exceptions import NewConnectionError

            raise NewConnectionError(connection, str(error)) from None
        headers = dict(HeaderParser().parsestr("\n".join(arrived_headers(request, answer))))
        connection._response = module.EmscriptenResponse(answer.status, headers, answer.body, unsent)
        response = as_urllib3_gives_it(connection)
        response.reason = answer.reason
        return response

    module.send_streaming_request = lambda request: None  # nothing comes in parts
    module.send_request = lambda request: request
    kind.getresponse = getresponse


def _request(unsent: Any, timeout: float | None) -> Request:
    headers = tuple((name, str(value)) for name, value in unsent.headers.items() if may_send(name))
    return Request(unsent.method, unsent.url, headers, _octets(unsent.body), timeout or None)


def _octets(body: Any) -> bytes:
    """What urllib3 takes as a body: text, octets, a file, or parts of them."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    if hasattr(body, "read"):
        return _octets(body.read())
    return b"".join(_octets(part) for part in body)
