"""The schema of documents and what it says of wrong ones."""

import pytest
from jsonschema import Draft202012Validator

from conditions.content.canonical import canonical, digest
from conditions.content.placeholders import FALLBACKS
from conditions.content.schema import completed, pack_schema, problems, schema
from conditions.models import Condition, Treatment
from tests.builders import condition_document, treatment_document


@pytest.mark.parametrize("kind", ["condition", "treatment"])
def test_schema_is_itself_valid_json_schema(kind):
    Draft202012Validator.check_schema(schema(kind))
    Draft202012Validator.check_schema(pack_schema(kind))


def test_complete_documents_fit():
    assert list(problems(condition_document(), schema("condition"))) == []
    assert list(problems(treatment_document(), schema("treatment"))) == []


def test_completed_fills_defaults_at_every_depth_and_invents_nothing_else():
    filled = completed({"title": "X", "care_cards": [{"urgency": "soon"}], "odd": 1}, schema("condition"))
    assert filled["care_cards"] == [{"urgency": "soon", "items": [], "ending": ""}]
    assert filled["callout"]["handling"] == "never_pop"
    assert filled["odd"] == 1 and "slug" not in filled


def test_completed_leaves_the_value_it_was_given_alone():
    value = {"title": "X"}
    completed(value, schema("condition"))["dos"].append(1)
    assert value == {"title": "X"} and completed(value, schema("condition"))["dos"] == []


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        ({"title": ""}, ("title",), "This must not be empty."),
        ({"title": 7}, ("title",), "This must be text, not “7”."),
        ({"title": "x" * 161}, ("title",), "This has 161 characters; at most 160 are allowed."),
        ({"sensitive": "no"}, ("sensitive",), "This must be true or false, not “no”."),
        ({"secret": 1}, (), "Unknown entry “secret”."),
        ({"body_sites": ["face", "face"]}, ("body_sites",), "An entry stands here twice."),
        ({"review_months": 99}, ("review_months",), "“99” is not allowed here."),
    ],
)
def test_problem_has_a_place_and_one_plain_sentence(changes, place, sentence):
    assert list(problems(condition_document(**changes), schema("condition"))) == [(place, sentence)]


def test_digest_does_not_depend_on_the_order_of_keys():
    document = condition_document()
    assert digest(document) == digest(dict(reversed(document.items())))
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


def test_limits_of_the_schema_are_the_limits_of_the_forms():
    """What an editor may type must fit into a document, or it could be saved and never submitted."""
    for model, kind in ((Condition, "condition"), (Treatment, "treatment")):
        properties = schema(kind)["properties"]
        for name in ("title", "summary"):
            assert properties[name]["maxLength"] == model._meta.get_field(name).max_length
    assert FALLBACKS
