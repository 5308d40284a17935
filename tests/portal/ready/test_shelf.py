"""Answers are kept whole or not at all, in memory up to a limit, on the disk for the whole site."""

import pytest

from portal.ready.answer import Answer, Said, answer
from portal.ready.shelf import Files, Memory

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=60"), ("ETag", '"django"')]


def page(words: str = "Do not pop, squeeze or pick it. ", number: int = 7) -> Answer:
    return answer(Said("200 OK", HTML, (words * 100).encode()), number)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path, b"a" * 16)


def test_answer_comes_back_from_its_file(files):
    files.put("/conditions/milia/", page())
    found = files.get("/conditions/milia/")
    assert (found.status, found.words, found.bodies, found.number) == ("200 OK", page().words, page().bodies, 7)
    assert found.headers == [pair for pair in HTML if pair[0] != "ETag"]
    assert found.sent("br").body == page().sent("br").body
    assert list(files.paths()) == ["/conditions/milia/"]


def test_page_of_other_software_is_never_current(files, tmp_path):
    files.put("/", page())
    assert Files(tmp_path, b"b" * 16).get("/").number == 0


@pytest.mark.parametrize("length", [0, 10, 23, 24, 60, 300, -1])
def test_file_that_was_cut_counts_as_none(files, tmp_path, length):
    files.put("/", page())
    file = next(tmp_path.glob("*.page"))
    file.write_bytes(file.read_bytes()[:length])
    assert files.get("/") is None


def test_page_whose_words_did_not_change_is_not_written_anew(files, tmp_path):
    files.put("/", page())
    file = next(tmp_path.glob("*.page"))
    before = file.stat().st_ino
    files.put("/", page(number=8))
    assert file.stat().st_ino == before and files.get("/").number == 8
    files.put("/", page("Leave it alone. "))
    assert file.stat().st_ino != before and files.get("/").words == page("Leave it alone. ").words


def test_same_words_are_not_pressed_again():
    first = page()
    again = answer(Said("200 OK", HTML, b"Do not pop, squeeze or pick it. " * 100), 9, first)
    assert again.bodies is first.bodies and again.number == 9


@pytest.mark.parametrize(
    ("status", "header", "is_kept"),
    [
        ("200 OK", ("X-Robots-Tag", "noindex"), True),
        ("410 Gone", ("X-Robots-Tag", "noindex"), True),
        ("404 Not Found", ("X-Robots-Tag", "noindex"), False),
        ("500 Internal Server Error", ("X-Robots-Tag", "noindex"), False),
        ("200 OK", ("Set-Cookie", "sessionid=x"), False),
        ("200 OK", ("Vary", "Cookie"), False),
        ("200 OK", ("Vary", "Accept-Encoding"), True),
    ],
)
def test_only_what_is_the_same_for_everybody_may_be_kept(status, header, is_kept):
    assert Said(status, [*HTML, header], b"words").may_be_kept is is_kept


@pytest.mark.parametrize("control", ["no-store", "private", "max-age=60", "public, no-store"])
def test_answer_that_does_not_say_it_is_public_is_not_kept(control):
    assert not Said("200 OK", [("Cache-Control", control)], b"words").may_be_kept


def test_page_asked_for_longest_ago_makes_room():
    memory = Memory(most=2 * page().size)
    for path in ("/a/", "/b/"):
        memory.put(path, page())
    memory.get("/a/")
    memory.put("/c/", page())
    assert [path for path in ("/a/", "/b/", "/c/") if memory.get(path)] == ["/a/", "/c/"]
