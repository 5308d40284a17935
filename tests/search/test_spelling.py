"""Words as people type them, before they are asked what they mean: run together, apart, denied, opening a guide."""

import pytest

from conditions.search.index import Index, Live
from conditions.search.language import language
from conditions.search.spelling import Typed

SYNONYMS = {("testicl",): [("scrotum",)]}


@pytest.fixture(scope="module")
def index() -> Index:
    made = Index(language("en"))
    for number, (kind, *names) in enumerate([
        ("condition", "whiteheads", "itchy painful red spots on face"),
        ("condition", "folliculitis", "lip bump", "scrotum"),
        ("guide", "what is this bump and what should i do"),
    ]):  # fmt: skip
        words = dict.fromkeys(("place", "summary", "fact", "text"), "")
        made.add(Live(number, str(number), kind, number), {"names": names, "flags": [], "sites": [], **words})
    return made


def typed(words: str, index: Index, **more) -> Typed:
    return Typed(words, index, SYNONYMS, **{"unfinished": False, **more})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("spotsonmyface", ["spots", "face"]), ("lipbump", ["lipbump"]), ("itchyspot", ["itchy", "spot"]),
        ("my lips", ["lips"]), ("not itchy", ["not", "itchy"]), ("bump not itchy or red", ["bump", "not"]),
        ("spots that dont hurt", ["spots", "dont"]), ("not feeding", ["not", "feeding"]),
        ("what is this", ["whatisthis"]), ("wats these bumps", ["whatisthis", "bumps"]),
    ],
)  # fmt: skip
def test_words_are_read_as_they_were_meant(index, said, words):
    assert typed(said, index).words == words


def test_word_that_is_not_finished_is_left_as_it_is(index):
    assert typed("spots on a", index, unfinished=True).words == ["spots", "on", "a"]


@pytest.mark.parametrize(
    ("first", "second", "word"), [("white", "heads", "whiteheads"), ("wite", "heads", "whiteheads"),
    ("folicul", "itis", "folliculitis"), ("red", "face", None), ("my", "lip", None)]
)  # fmt: skip
def test_two_words_may_be_one_of_ours(index, first, second, word):
    found = [index.vocabulary.shown[one.term] for one in typed("", index).joined(first, second)]
    assert found[:1] == ([word] if word else [])


def test_mistyped_word_of_the_editors_list_is_known(index):
    assert typed("", index).nearly_said("testacles") == "testicl"
    assert typed("", index).nearly_said("whiteheads") is None and typed("", index).nearly_said("umbrella") is None


def test_commonest_words_are_never_others_mistyped(index):
    assert typed("", index).meanings("fact") == []
    assert index.vocabulary.meanings("fact") != []
