"""A pack brings what people type; what staff wrote stays."""

import pytest

from conditions.models import Condition, Synonym
from conditions.packs.exporter import export_pack
from conditions.packs.importer import import_pack
from conditions.packs.reader import PackRefused, read_pack

pytestmark = pytest.mark.django_db


def write(pack, words: str):
    (pack / "search_words.yaml").write_text(words)
    return read_pack(pack)


def test_search_words_are_imported_once_and_staff_keep_theirs(pack):
    read = write(pack, "- {said: zit, means: acne}\n- {said: private parts, means: 'genitals, penis'}\n")
    Synonym.objects.create(said="Zit", means="spots")
    for _ in range(2):
        import_pack(read)
        assert dict(Synonym.objects.values_list("said", "means")) == {
            "Zit": "spots",
            "private parts": "genitals, penis",
        }
    import_pack(read, overwrite_edited=True)
    assert Synonym.objects.get(said="Zit").means == "acne"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("- {said: zit}\n", "means"),
        ("- {said: zit, means: acne}\n- {said: ZIT, means: milia}\n", "line 2, 1, said: “ZIT” is listed twice."),
        ("- {said: '123', means: acne}\n", "said"),
        ("zit: acne\n", "search_words.yaml"),
        ("- {said: zit, means: acne, shows: x}\n", "search_words.yaml"),
    ],
)
def test_wrong_search_words_are_told_with_their_line(pack, words, told):
    with pytest.raises(PackRefused, match=r"search_words\.yaml") as refused:
        write(pack, words)
    assert told in str(refused.value)


def test_exported_pack_carries_the_search_words(pack, tmp_path):
    import_pack(write(pack, "- {said: zit, means: acne}\n"))
    about = {"name": "tried", "title": "Tried", "version": 1, "language": "en"}
    export_pack(Condition.objects.all(), about, tmp_path / "out")
    assert (tmp_path / "out" / "search_words.yaml").exists()
    assert "zit" in (tmp_path / "out" / "search_words.yaml").read_text()
