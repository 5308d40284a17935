"""Which documents have a word, and where: the same before and after it is packed into two arrays, and from bytes."""

import pytest

from conditions.search.name_terms import Names
from conditions.search.postings import Postings
from conditions.search.signs import Signs

TITLE, TEXT = 0, 1


@pytest.fixture
def postings() -> Postings:
    postings = Postings(places=2)
    postings.add(0, {0: TITLE, 1: TEXT}, terms=2)
    postings.add(1, {0: TEXT, 2: TITLE}, terms=3)
    return postings


def told(postings: Postings) -> list[list[int]]:
    return [list(postings.documents(term, place)) for term in range(3) for place in (TITLE, TEXT)]


def test_documents_of_a_word_are_told_by_place_in_order(postings):
    assert told(postings) == [[0], [1], [], [0], [1], []]
    assert [postings.spread(term) for term in range(4)] == [2, 1, 1, 0]


def test_packing_changes_nothing_and_more_may_come(postings):
    before = told(postings)
    postings.pack(documents=2)
    assert told(postings) == before
    assert told(Postings.unpacked(2, postings.packed())) == before
    postings.add(2, {0: TITLE, 3: TEXT}, terms=4)
    assert list(postings.documents(0, TITLE)) == [0, 2] and list(postings.documents(3, TEXT)) == [2]
    assert postings.spread(0) == 3


def test_documents_beyond_the_small_numbers_are_kept(postings):
    postings.add(70_000, {0: TITLE}, terms=3)
    postings.pack(documents=70_001)
    assert list(postings.documents(0, TITLE)) == [0, 70_000]


def test_word_that_nobody_has_is_nowhere(postings):
    assert list(postings.documents(99, TITLE)) == [] and postings.spread(99) == 0


def test_names_of_a_document_are_its_own():
    names = Names()
    names.append([[1, 2], [3]])
    names.append([[4]])
    for same in (names, Names.unpacked(names.packed())):
        assert [list(map(list, same[document])) for document in range(len(same))] == [[[1, 2], [3]], [[4]]]


def test_sign_that_several_leaflets_name_is_one():
    signs = Signs()
    signs.add(True, [1, 2], document=0, card=0)
    signs.add(False, [1, 2], document=0, card=1)
    signs.add(True, [1, 2], document=3, card=2)
    for same in (signs, Signs.unpacked(signs.packed())):
        assert list(same.with_term(1)) == [0, 1] and list(same.with_term(9)) == []
        first = same[0]
        assert (first.is_emergency, first.terms, same.length(0)) == (True, (1, 2), 2)
        assert list(same.cards(first)) == [(0, 0), (3, 2)]
        assert list(same.cards_of(first, 3)) == [(3, 2)] and list(same.cards_of(first, 1)) == []


def test_no_more_signs_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("conditions.search.signs.MOST", 1)
    signs = Signs()
    signs.add(True, [1], document=0, card=0)
    signs.add(True, [2], document=1, card=0)
    signs.add(True, [1], document=1, card=0)
    assert list(signs.with_term(2)) == [] and list(signs.cards(signs[0])) == [(0, 0), (1, 0)]
