"""The three shipped guides: safe by every check, as many paths as the clinicians drew, with their test cases."""

from pathlib import Path

import pytest
from django.conf import settings

from conditions.guides.checks import problems
from conditions.guides.graph import graph
from conditions.guides.paths import paths, total
from conditions.packs.reader import read_pack
from conditions.publishing.standing import has_callout
from conditions.vocabulary import Kind

PACK = read_pack(Path(settings.BASE_DIR) / "conditions" / "packs" / "skin_bumps")
GUIDES = {document["slug"]: document for document in PACK.of(Kind.GUIDE)}
CALLOUTS = {document["slug"] for document in PACK.of(Kind.CONDITION) if has_callout(document["callout"])}


@pytest.mark.parametrize(
    ("slug", "number", "examples"),
    [("what-is-this-bump", 180, 10), ("should-i-pop-it", 23, 4), ("i-squeezed-it", 25, 4)],
)
def test_guide_has_no_problem_and_the_paths_of_its_clinical_draft(slug, number, examples):
    read = graph(GUIDES[slug])
    assert problems(read, callouts=CALLOUTS) == []
    assert total(read) == len(list(paths(read))) == number
    assert len(read.examples) >= examples


@pytest.mark.parametrize("slug", GUIDES)
def test_every_outcome_says_why_not_to_pop_it_in_a_whole_sentence(slug):
    for step in graph(GUIDES[slug]).steps:
        if step.is_outcome:
            assert step.why_not.startswith(("Do not ", "Never ")), step.name


# The test cases of the clinical draft (reference, “Checks for the clinician”): guide, answers, how urgent.
CASES = {
    "Baby 2 weeks with blisters": (
        "what-is-this-bump",
        ["No", "A baby under 1 year", "No", "Clear blisters, raw sores or weeping crusts"],
        "emergency",
    ),
    "Sore eye": ("what-is-this-bump", ["No", "Someone 1 year or older", "Yes: one of the others"], "same_day"),
    "Very ill": ("what-is-this-bump", ["Yes"], "emergency"),
    "Not sure who is ill": ("what-is-this-bump", ["I am not sure"], "same_day"),
    "Squeezed cold sore with eczema": (
        "i-squeezed-it",
        [*["No"] * 2, "No, or it stopped", *["No"] * 5, "Yes, and I have eczema or a weak immune system"],
        "same_day",
    ),
    "Lump that changes": ("should-i-pop-it", ["No", "An older child, teen or adult", "Yes"], "soon"),
}


@pytest.mark.parametrize("name", CASES)
def test_case_of_the_clinical_draft_ends_as_urgent_as_it_must(name):
    slug, answers, urgency = CASES[name]
    walk = graph(GUIDES[slug]).walk(answers)
    assert not walk.left and walk.at.is_outcome, walk
    assert walk.at.urgency == urgency


def test_somebody_with_genital_sores_is_first_asked_whether_they_are_safe():
    read = graph(GUIDES["what-is-this-bump"])
    for path in paths(read):
        names = [question.name for question, _option in path.answers]
        if "a7" in names:
            assert "a9" in names[: names.index("a7")]


def test_the_answer_to_should_i_pop_it_is_always_no():
    outcomes = [step for step in graph(GUIDES["should-i-pop-it"]).steps if step.is_outcome]
    assert len(outcomes) == 16
    assert {step.title.split(".")[0].split(",")[0].split(":")[0] for step in outcomes} == {"No"}
