"""YAML that strangers wrote."""

from pathlib import Path

import pytest

from conditions.packs.yaml_files import LARGEST_FILE, NotReadable, parse, read, written


def refusal(text: str) -> tuple[int, str]:
    with pytest.raises(NotReadable) as refused:
        parse(text)
    return refused.value.line, refused.value.sentence


def test_parse_gives_the_value_and_the_line_of_each_part():
    yaml = parse("title: Milia\nsections:\n  - kind: causes\n    body: |\n      One.\n\n      Two.\n")
    assert yaml.value == {"title": "Milia", "sections": [{"kind": "causes", "body": "One.\n\nTwo.\n"}]}
    assert yaml.line(("sections", 0, "body")) == 4
    assert yaml.line(("sections", 0, "nothing")) == 3


def test_date_stays_text():
    assert parse("read_on: 2026-01-31").value == {"read_on": "2026-01-31"}


def test_written_text_reads_back_to_the_letter():
    value = {"a": "One.\n\nTwo: [x] # no", "b": ["yes", "1", "", "  ", "“Do not”", "\u0639"], "c": None, "d": True}
    assert parse(written(value)).value == value


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x",
        "a: &x [1]\nb: 2",
        "a: !!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system",
        "a: !thing 1",
        "a: 1\na: 2",
        "[" * 40 + "]" * 40,
        "a: 1\n---\nb: 2",
        "? [1, 2]\n: 3",
        "<<: {a: 1}",
        "",
        "a: [1",
        "\x00",
        "a: 9999999999999999999999",
        "a: 2026-13-45",
        "a: !!binary aGk=",
        "a: !!set {x}",
        "a: 0x" + "f" * 400_000,
        "a: 1" + ":1" * 120_000,
        'a: "\\ud800"',
        '{"a": ' * 100_000,
    ],
)
def test_hostile_or_broken_text_is_refused_in_a_sentence(text):
    _line, sentence = refusal(text)
    assert sentence.endswith(".") and "Traceback" not in sentence


def test_refusal_names_the_line():
    assert refusal("a: 1\nb: &x 2")[0] == 2
    assert refusal("a: 1\nb: 1\na: 2")[0] == 3


def test_a_thousand_aliases_are_refused_before_anything_grows():
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(1000))
    assert "Aliases" in refusal(bomb)[1]


def test_deep_nesting_is_refused_before_anything_recurses():
    assert "nested" in refusal("[" * 200_000)[1]


def test_large_file_is_refused_unread(tmp_path: Path):
    file = tmp_path / "large.yaml"
    file.write_text("a: '" + "x" * LARGEST_FILE + "'")
    with pytest.raises(NotReadable, match="larger than 512 kB"):
        read(file)


def test_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path):
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(NotReadable, match="UTF-8") as refused:
        read(file)
    assert refused.value.line == 2


def test_link_to_another_file_is_refused(tmp_path: Path):
    (tmp_path / "link.yaml").symlink_to("/etc/passwd")
    with pytest.raises(NotReadable, match="link"):
        read(tmp_path / "link.yaml")
