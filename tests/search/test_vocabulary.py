"""What a typed word may mean, and what all forms of a word share."""

import pytest

from conditions.search.language import language
from conditions.search.vocabulary import Vocabulary

WORDS = "milia bump bumps lip blister herpes molluscum folliculitis popping itchy sore shaving baby whitehead"


@pytest.fixture
def vocabulary() -> Vocabulary:
    words = Vocabulary(language("en"))
    words.terms(WORDS.split())
    return words


def meant(vocabulary: Vocabulary, typed: str, **more) -> list[str]:
    return [vocabulary.shown[one.term] for one in vocabulary.meanings(typed, **more)]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("bumps", "bump"), ("bumpy", "bump"), ("lips", "lip"), ("pop", "popping"), ("pops", "popping"),
        ("itching", "itchy"), ("itch", "itchy"), ("soreness", "sore"), ("shaved", "shaving"), ("babies", "baby"),
        ("mol", "molluscum"), ("moluscum", "molluscum"), ("blistre", "blister"), ("herpies", "herpes"),
        ("foliculitus", "folliculitis"), ("whiteheds", "whitehead"), ("akin", None), ("xyz", None),
    ],
)  # fmt: skip
def test_word_is_known_by_its_forms_beginnings_and_typing_errors(vocabulary, typed, word):
    assert meant(vocabulary, typed)[:1] == ([word] if word else [])


def test_word_that_we_have_is_not_taken_for_another(vocabulary):
    vocabulary.terms(["lid"])
    assert meant(vocabulary, "lip") == ["lip"]


def test_rare_word_that_is_nearly_a_common_one_may_be_that(vocabulary):
    vocabulary.terms(["blistar", *["blister"] * 9])
    assert meant(vocabulary, "blistar") == ["blistar", "blister"]


def test_unfinished_word_may_go_on(vocabulary):
    assert set(meant(vocabulary, "b", unfinished=True)) == {"bump", "blister", "baby"}


def test_language_that_we_do_not_know_is_searched_by_whole_words():
    words = Vocabulary(language("xx"))
    words.terms(["bumps"])
    assert words.term("bump") is None and words.term("bumps") == 0
