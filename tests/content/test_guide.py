"""A guide as a frozen value."""

from dataclasses import FrozenInstanceError

import pytest

from conditions.content.leaflet import leaflet
from conditions.vocabulary import QuestionRole, Urgency
from tests.builders import SOURCE, guide_document


def step_of(document, name):
    return next(step for step in leaflet(document).steps if step.name == name)


def test_guide_starts_at_its_first_question_wherever_that_stands():
    document = guide_document()
    document["steps"].reverse()
    assert leaflet(document).start.name == "c1"


def test_guide_without_a_question_has_no_start():
    assert leaflet(guide_document(steps=[])).start is None


def test_question_has_a_role_and_no_urgency_and_an_outcome_has_an_urgency():
    question, outcome = step_of(guide_document(), "a1"), step_of(guide_document(), "o-leave")
    assert (question.is_outcome, question.role, question.urgency) == (False, QuestionRole.DANGER_SIGN, None)
    assert (outcome.is_outcome, outcome.urgency, outcome.options) == (True, Urgency.SELF_CARE, ())


def test_clinics_numbers_stand_in_every_words_of_a_guide():
    read = leaflet(guide_document(), {"emergency_number": "999"})
    assert read.emergency.plain == "Call 999 now if someone is very ill."
    outcome = next(step for step in read.steps if step.name == "o-now")
    assert '<a href="tel:999" dir="ltr">999</a>' in outcome.do_now[0].inline


def test_titles_find_a_step_by_its_name():
    assert leaflet(guide_document()).titles["a2"] == "Who has the bump?"


def test_sources_of_a_step_are_those_that_it_cites():
    document = guide_document(sources=[{**SOURCE, "key": "BB"}, SOURCE])
    read = leaflet(document)
    cited = {step.name: [source.key for source in read.sources_of(step)] for step in read.steps}
    assert cited["o-leave"] == ["SP"] and cited["a1"] == []


def test_guide_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        leaflet(guide_document()).title = "Pop it"
