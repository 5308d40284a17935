"""Ask an address of the web whether it still answers, without trusting it with anything.

Only http and https; never into a private network, whatever the name or a redirect says; bounded in time, redirects
and bytes. Python's own library does it, because a checked connection to the very address that was looked up is what
no client offers ready-made.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from conditions.vocabulary import Reached

USER_AGENT = "patient-education-portal link check (one polite request; no crawling)"
MOST_REDIRECTS = 5
MOST_BYTES = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_GONE = {404, 410}
_KEPT_OUT = {401, 402, 403, 405, 406, 418, 429, 451, 503}
_SAFE = "/%:;,@&=+$-_.!~*'()?"
_HEADERS = {"User-Agent": USER_AGENT, "Accept": "*/*", "Connection": "close"}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Answer:
    """What came back, and in words what that means."""

    result: Reached
    sentence: str


@dataclass(frozen=True)
class Asking:
    """``seconds`` bound each address as a whole, redirects included."""

    seconds: float = 15.0
    allow_local: bool = False


class _Refused(Exception):
    """The address is not one that we ask. The sentence says why."""


def ask(url: str, asking: Asking) -> Answer:
    """HEAD, and GET where HEAD does not satisfy. Never raises for anything that an address or a server can do."""
    try:
        return _follow(url, asking)
    except _Refused as refused:
        return Answer(Reached.NOT_ASKED, str(refused))
    except TimeoutError:
        return Answer(Reached.SILENT, f"No answer within {asking.seconds:g} seconds.")
    except ssl.SSLCertVerificationError:
        return Answer(Reached.SILENT, "Its certificate cannot be trusted.")
    except socket.gaierror:
        return Answer(Reached.SILENT, "There is no computer of that name.")
    except ConnectionRefusedError:
        return Answer(Reached.SILENT, "Nobody answers there.")
    except (OSError, http.client.HTTPException, ValueError) as wrong:
        return Answer(Reached.SILENT, f"The connection failed ({type(wrong).__name__}).")


def _follow(url: str, asking: Asking) -> Answer:
    at, for_good = url, True
    deadline = _Deadline(asking.seconds)
    for _redirect in range(MOST_REDIRECTS + 1):
        status, location = _status(at, asking, deadline)
        if status not in _REDIRECTS or not location:
            return _judged(status, at, at != url and for_good)
        for_good = for_good and status in _FOR_GOOD
        at = urljoin(at, location)
    return Answer(Reached.SILENT, f"It sends from one address to the next, more than {MOST_REDIRECTS} times.")


def _judged(status: int, at: str, has_moved: bool) -> Answer:
    if 200 <= status < 300:
        return Answer(Reached.MOVED, f"It is now at {at}") if has_moved else Answer(Reached.ANSWERS, "")
    if status in _GONE:
        return Answer(Reached.GONE, f"There is no such page any more ({status}).")
    if status in _KEPT_OUT:
        return Answer(Reached.UNCLEAR, f"It answered with {status}.")
    return Answer(Reached.SILENT, f"It answered with an error ({status}).")


def _status(url: str, asking: Asking, deadline: "_Deadline") -> tuple[int, str]:
    """(status, where it sends on). Many servers do not know HEAD, or answer it with an error."""
    answered = _request("HEAD", url, asking, deadline)
    if answered[0] in _REDIRECTS or 200 <= answered[0] < 300:
        return answered
    return _request("GET", url, asking, deadline)


def _request(method: str, url: str, asking: Asking, deadline: "_Deadline") -> tuple[int, str]:
    parts = _parts(url)
    connection = _connection(parts, asking, deadline)
    try:
        with deadline.over(connection):
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            connection.request(method, _target(parts), headers=_HEADERS)
            response = connection.getresponse()
            deadline.left()  # headers that were cut off look as if they had ended
            if method == "GET":
                response.read(MOST_BYTES)
            return response.status, response.headers.get("Location", "")
    finally:
        connection.close()


def _target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return quote(parts.path or "/", safe=_SAFE) + query


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises ValueError for a port that is none
    except ValueError:
        raise _Refused("This is not an address that a browser could open.") from None
    if parts.scheme not in {"http", "https"}:
        raise _Refused("Only addresses with http or https are asked.")
    if not parts.hostname:
        raise _Refused("The address names no computer.")
    if parts.username or parts.password:
        raise _Refused("The address holds a name or a password.")
    return parts


def _connection(parts: SplitResult, asking: Asking, deadline: "_Deadline") -> http.client.HTTPConnection:
    """Connected to an address that was looked up and found public: a name cannot mean another one a moment later."""
    is_secure = parts.scheme == "https"
    host = parts.hostname.encode("idna").decode()
    port = parts.port or (443 if is_secure else 80)
    made = _connected(_addresses(host, port, asking.allow_local), port, deadline)
    if is_secure:  # the greeting follows under the deadline
        context = ssl.create_default_context()
        made = context.wrap_socket(made, server_hostname=host, do_handshake_on_connect=False)
    connection = (http.client.HTTPSConnection if is_secure else http.client.HTTPConnection)(host, port)
    connection.sock = made
    return connection


def _addresses(host: str, port: int, allow_local: bool) -> list[str]:
    found = list(dict.fromkeys(row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    if not allow_local and not all(_is_public(address) for address in found):
        raise _Refused("The address leads into a private network.")
    return found


def _connected(addresses: list[str], port: int, deadline: "_Deadline") -> socket.socket:
    """To the first that takes the call."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=deadline.left() / 2)
    return socket.create_connection((addresses[-1], port), timeout=deadline.left())


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = _ipv4_inside(ip) if ip.version == 6 else None
    return ip.is_global and not ip.is_multicast if inner is None else inner.is_global and not inner.is_multicast


def _ipv4_inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address that a mapped, 6to4, Teredo or NAT64 address leads to in the end."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


class _Deadline:
    """The end of an inquiry. A server that sends one byte a second does not get past it: its connection is cut."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    @contextmanager
    def over(self, connection: http.client.HTTPConnection) -> Iterator[None]:
        cut = threading.Timer(self.left(), _cut, [connection.sock])
        cut.start()
        try:
            yield
        except (OSError, http.client.HTTPException):
            self.left()  # was it cut by us?
            raise
        finally:
            cut.cancel()


def _cut(made: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(made, socket.SHUT_RDWR)  # of the line itself, whatever is spoken over it
