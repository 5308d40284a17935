"""Whether an address answers, asked of a real server on this machine. Nothing of it can hurt or hold up the asker."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from conditions.addresses import USER_AGENT, Answer, Asking, _is_public, ask
from conditions.models import Source
from conditions.vocabulary import Reached

LOCAL = Asking(seconds=2, allow_local=True)


class Site(BaseHTTPRequestHandler):
    """The last part of an address says how it behaves."""

    seen: list[tuple[str, str, str]] = []

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        way = self.path.split("?")[0].strip("/")
        if way == "no-head" and self.command == "HEAD":
            self.send_error(405)
        elif way.isdigit():
            self.send_error(int(way))
        elif way.startswith("to/"):
            _to, status, *where = way.split("/", 2)
            self.send_response(int(status))
            self.send_header("Location", "/" + where[0])
            self.end_headers()
        elif way in ELSEWHERE:
            self.send_response(302)
            self.send_header("Location", ELSEWHERE[way])
            self.end_headers()
        elif way == "loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif way == "silent":
            time.sleep(4)
        elif way == "drip":
            self.drip()
        elif way == "huge":
            self.huge()
        else:
            self.send_response(200)
            self.end_headers()

    def drip(self) -> None:
        """One header after the other, for ever."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(80):
                self.wfile.write(b"X-%d: y\r\n" % number)
                time.sleep(0.2)
        except OSError:
            self.close_connection = True

    def huge(self) -> None:
        if self.command == "HEAD":
            return self.send_error(501)
        self.send_response(200)
        self.end_headers()
        try:
            for _block in range(100_000):
                self.wfile.write(b"x" * 65536)
                Site.sent += 65536
        except OSError:
            self.close_connection = True

    sent = 0

    def log_message(self, *args) -> None:
        pass


ELSEWHERE = {
    "to-file": "file:///etc/passwd",
    "to-nowhere": "http://[broken",
    "to-odd": "/caf\xe9 au lait",
}


@pytest.fixture
def site() -> Iterator[str]:
    Site.seen, Site.sent = [], 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_page_that_is_there_answers(site):
    assert ask(f"{site}/fine?a=b#part", LOCAL) == Answer(Reached.ANSWERS, "")
    assert Site.seen == [("HEAD", "/fine?a=b", USER_AGENT)]


def test_server_that_does_not_know_head_is_asked_with_get(site):
    assert ask(f"{site}/no-head", LOCAL).result == Reached.ANSWERS
    assert [method for method, _path, _agent in Site.seen] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("way", "result", "told"),
    [
        ("404", Reached.GONE, "There is no such page any more (404)."),
        ("410", Reached.GONE, "There is no such page any more (410)."),
        ("403", Reached.UNCLEAR, "It answered with 403."),
        ("429", Reached.UNCLEAR, "It answered with 429."),
        ("500", Reached.SILENT, "It answered with an error (500)."),
        ("to/302/fine", Reached.ANSWERS, ""),
        ("to/301/404", Reached.GONE, "There is no such page any more (404)."),
        ("to-odd", Reached.ANSWERS, ""),
        ("loop", Reached.SILENT, "It sends from one address to the next, more than 5 times."),
        ("to-file", Reached.NOT_ASKED, "Only addresses with http or https are asked."),
    ],
)
def test_what_came_back_is_told_in_words(way, result, told, site):
    assert ask(f"{site}/{way}", LOCAL) == Answer(result, told)


def test_page_that_moved_for_good_says_where(site):
    assert ask(f"{site}/to/301/fine", LOCAL) == Answer(Reached.MOVED, f"It is now at {site}/fine")


@pytest.mark.parametrize("way", ["silent", "drip"])
def test_slow_server_is_given_up(way, site):
    began = time.monotonic()
    assert ask(f"{site}/{way}", Asking(seconds=1, allow_local=True)) == Answer(
        Reached.SILENT, "No answer within 1 seconds."
    )
    assert time.monotonic() - began < 3


def test_huge_page_is_not_read_to_its_end(site):
    assert ask(f"{site}/huge", LOCAL).result == Reached.ANSWERS
    time.sleep(0.2)
    assert Site.sent < 20_000_000


def test_closed_port_and_unknown_name_are_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/", LOCAL) == Answer(Reached.SILENT, "Nobody answers there.")
    assert ask("http://no-such-name.invalid/", LOCAL).result == Reached.SILENT


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://example.org:99999999/",
        "http://[broken",
        "http://ann:secret@example.org/",
        "",
    ],
)
def test_address_that_is_none_of_the_web_is_not_asked(url):
    assert ask(url, LOCAL).result == Reached.NOT_ASKED


@pytest.mark.parametrize("url", ["http://\x00/", "http://" + "a" * 70 + ".example/", "http://exa mple.org/\r\nX: y"])
def test_nonsense_is_answered_and_never_raises(url):
    assert ask(url, LOCAL).result in {Reached.SILENT, Reached.NOT_ASKED}


def test_private_network_is_not_asked(site):
    assert ask(f"{site}/fine", Asking(seconds=2)) == Answer(
        Reached.NOT_ASKED, "The address leads into a private network."
    )
    assert Site.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_address_of_a_private_network_is_known(address):
    assert not _is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_public_address_is_known(address):
    assert _is_public(address)


@pytest.fixture
def sources(site, db) -> str:
    for key, way in {"FINE": "fine", "GONE": "404", "SHY": "403"}.items():
        Source.objects.create(key=key, title=key, url=f"{site}/{way}", how_read="page")
    return site


def test_command_asks_every_source_and_keeps_what_came_back(sources, capsys):
    with pytest.raises(CommandError, match="See the register"):
        call_command("check_sources", allow_local=True)
    told = capsys.readouterr().out
    assert "3 of 3" in told and "GONE: The page is gone. There is no such page any more (404)." in told
    assert told.endswith("3 asked, 1 to look at.\n")
    kept = {source.key: source.check_result for source in Source.objects.all()}
    assert kept == {"FINE": "answers", "GONE": "gone", "SHY": "unclear"}
    assert all(source.checked_at and source.standing == "current" for source in Source.objects.all())


def test_command_asks_only_the_sources_that_are_named(sources, capsys):
    call_command("check_sources", "FINE", allow_local=True)
    assert capsys.readouterr().out == "1 of 1  FINE: It answers.\n1 asked, 0 to look at.\n"
    with pytest.raises(CommandError, match="There is no source NONE"):
        call_command("check_sources", "FINE", "NONE")


def test_command_does_not_ask_inside_the_own_network_unless_told_to(sources):
    with pytest.raises(CommandError):
        call_command("check_sources", "FINE")
    assert Site.seen == []
    assert Source.objects.get(key="FINE").check_result == "not_asked"


@pytest.mark.parametrize("wrong", [{"at_once": 0}, {"at_once": 99}, {"seconds": 0}])
def test_command_refuses_figures_out_of_bounds(wrong, db):
    with pytest.raises(CommandError, match="--at-once is 1 to 16"):
        call_command("check_sources", **wrong)
