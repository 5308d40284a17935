"""A pack is checked as a whole; every error has a file, a line and a field."""

import os

import pytest

from conditions.packs.reader import PackRefused, read_pack
from tests.builders import condition_document, treatment_document

from .conftest import OPTION


def errors(folder) -> list[str]:
    with pytest.raises(PackRefused) as refused:
        read_pack(folder)
    return [str(error) for error in refused.value.errors]


def change(folder, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_read_pack_gives_complete_documents(pack):
    found = read_pack(pack)
    assert [document["slug"] for document in found.documents] == ["milia", "leave-it-alone"]
    assert found.about["name"] == "tried"
    assert found.documents[0]["pictures"] == []  # left out in the file


def test_every_error_is_told_at_once_with_file_line_and_field(pack):
    change(pack, "conditions/milia.yaml", "kind: what_it_is", "kind: gossip")
    change(pack, "conditions/milia.yaml", "review_months: 24", "review_months: often\nsecret: 1")
    change(pack, "treatments/leave-it-alone.yaml", "setting: self_care\n", "")
    found = errors(pack)
    assert len(found) == 4
    line = (pack / "conditions/milia.yaml").read_text().splitlines().index("- kind: gossip") + 1
    assert any(
        text.startswith(f"conditions/milia.yaml, line {line}, sections 1, kind: “gossip” is not one of")
        for text in found
    )
    assert any("Unknown entry “secret”." in text for text in found)
    assert any("This must be a whole number or empty, not “often”." in text for text in found)
    assert any(text.startswith("treatments/leave-it-alone.yaml, line 1: “setting” is missing.") for text in found)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("slug: milia", "slug: acne", "The file is named milia"),
        ("slug: milia", "slug: ../../etc/passwd", "not written as expected"),
        ("title: Milia", "title: [Milia]", "This must be text"),
        ("title: Milia", "title: ''", "must not be empty"),
        ("treatment: leave-it-alone", "treatment: magic", "There is no treatment “magic”."),
        ("- source: SP", "- source: XX", "There is no source “XX” in sources.yaml."),
        ("[@SP]", "[@XX]", "This cites [@XX], which is not in the list of sources."),
        ("code: '238749001'", "code: 238749001", "This must be text"),
        ("  advice: advised", "  advice: advised\n  title: x", "Unknown entry “title”."),
        ("schema: 1", "schema: 2", "This must be “1”, not “2”."),
        ("kind: condition", "kind: treatment", "This must be “condition”"),
    ],
)
def test_wrong_value_is_told_in_a_sentence(pack, old, new, sentence):
    change(pack, "conditions/milia.yaml", old, new)
    assert any(sentence in text for text in errors(pack)), errors(pack)


def test_missing_folder_and_stray_file_are_told(pack, tmp_path):
    assert errors(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: There is no such folder."]
    (pack / "run.sh").write_text("echo")
    assert errors(pack) == ["run.sh: A pack has no such file or folder."]


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "x.svg", "0" * 64 + ".webp"])
def test_picture_name_that_leads_out_or_nowhere_is_refused(pack_of, name):
    picture = {
        "file": name,
        "alt": "a",
        "caption": "",
        "long_description": "",
        "skin_tone": "white",
        "licence": "",
        "credit": "",
        "sensitive": False,
        "width": 1,
        "height": 1,
    }
    found = errors(pack_of(condition_document(pictures=[picture])))
    assert len(found) == 1 and "pictures 1, file" in found[0]


def test_folder_that_is_a_link_is_refused(pack, tmp_path):
    (pack / "guides").symlink_to(tmp_path)
    assert errors(pack) == ["guides: This is a link; a pack holds its own folders only."]


def test_pipe_in_place_of_a_file_is_refused_unread(pack):
    (pack / "sources.yaml").unlink()
    os.mkfifo(pack / "sources.yaml")
    assert "sources.yaml: This is not a plain file." in errors(pack)


def test_picture_of_200_megabytes_is_refused_unread(pack_of):
    name = "0" * 64 + ".webp"
    picture = dict.fromkeys(("caption", "long_description", "licence", "credit"), "")
    picture |= {"file": name, "alt": "a", "skin_tone": "white", "sensitive": False, "width": 1, "height": 1}
    folder = pack_of(condition_document(pictures=[picture]))
    (folder / "pictures").mkdir()
    with (folder / "pictures" / name).open("wb") as file:
        file.truncate(200_000_000)
    assert [error.rpartition(": ")[2] for error in errors(folder)] == ["The picture is larger than 10 MB."]


def test_same_treatment_or_code_twice_is_told(pack_of):
    document = condition_document(treatments=[OPTION, OPTION], codes=condition_document()["codes"] * 2)
    found = errors(pack_of(document, treatment_document()))
    assert [text.split(": ", 1)[1] for text in found] == [
        "“leave-it-alone” is listed twice.",
        "“snomed 238749001” is listed twice.",
    ]
