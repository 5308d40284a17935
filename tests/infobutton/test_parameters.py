"""What record systems send: names in any spelling that was seen, numbered repetition, and what is refused."""

import pytest

from conditions.infobutton.parameters import LONGEST, BadRequest, sent

ICD10CM = "2.16.840.1.113883.6.90"


def criteria(query: str) -> list[dict[str, str]]:
    return [parts for _number, parts in sent(query.encode()).criteria]


def test_criterion_has_its_code_system_and_name():
    query = f"mainSearchCriteria.v.c=L70.0&mainSearchCriteria.v.cs={ICD10CM}&mainSearchCriteria.v.dn=Acne%20vulgaris"
    assert criteria(query) == [{"c": "L70.0", "cs": ICD10CM, "dn": "Acne vulgaris"}]


def test_repetition_is_a_number_at_the_end_of_the_name():
    query = (
        f"mainSearchCriteria.v.c=L72.0&mainSearchCriteria.v.cs={ICD10CM}&mainSearchCriteria.v.c1=398909004"
        "&mainSearchCriteria.v.cs1=2.16.840.1.113883.6.96&mainSearchCriteria.v.ot10=last&mainSearchCriteria.v.ot2=cold+sore"
    )
    assert criteria(query) == [
        {"c": "L72.0", "cs": ICD10CM},
        {"c": "398909004", "cs": "2.16.840.1.113883.6.96"},
        {"ot": "cold sore"},
        {"ot": "last"},
    ]


@pytest.mark.parametrize(
    "name",
    [
        "mainSearchCriteria.v.dn",
        "MAINSEARCHCRITERIA.V.DN",
        "mainsearchcriteria.v.dn",
        "mainSearchCriteria.c.dn",
        "mainSearchCritieria.v.dn",
        "mainSearchCriteria.v.displayName",
        "mainSearchCriteria1.v.dn",
        "mainSearchCriteria.v.dn1",
        "?mainSearchCriteria.v.dn",
        "amp;mainSearchCriteria.v.dn",
        "mainSearchCriteria%2Ev%2Edn",
    ],
)
def test_name_is_understood_in_every_spelling_that_was_seen(name):
    assert criteria(f"{name}=Milia") == [{"dn": "Milia"}]


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("task.c.c=PROBLISTREV", "taskContext.c.c", "PROBLISTREV"),
        ("informationRecipient.patientPerson.languageCode.c=sp", "informationRecipient.languageCode.c", "sp"),
        ("informationRecipient.languageCode.c1=es", "informationRecipient.languageCode.c", "es"),
        ("KNOWLEDGERESPONSETYPE=text/XML", "knowledgeResponseType", "text/XML"),
        ("jsonp=show", "callback", "show"),
        ("query=spots", "q", "spots"),
    ],
)
def test_other_names_have_aliases_too(query, name, value):
    assert sent(query.encode()).values == {name: [value]}


def test_what_is_said_of_the_patient_is_not_read():
    query = b"age.v.v=15&patientPerson.administrativeGenderCode.c=F&observation.v.c1=77386006&performer=PROV&x=%FF"
    assert sent(query).values == {} and sent(query).criteria == []


def test_query_and_form_count_together():
    assert sent(b"mainSearchCriteria.v.c=L70.0", b"mainSearchCriteria.v.cs=2.16").criteria == [
        ("", {"c": "L70.0", "cs": "2.16"})
    ]


def test_signs_that_no_answer_can_repeat_are_left_out():
    assert criteria("mainSearchCriteria.v.dn=%00Mil%08ia%0A%EF%BF%BEx") == [{"dn": "Mil ia x"}]


def test_empty_values_ask_for_nothing():
    assert sent(b"mainSearchCriteria.v.c=&mainSearchCriteria.v.dn=%20&=&&=x&q").criteria == []


def test_same_value_twice_is_no_contradiction():
    assert criteria("mainSearchCriteria.v.c=L70&mainSearchCriteria.v.c=L70") == [{"c": "L70"}]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "mainSearchCriteria.v.c=L70&mainSearchCriteria.v.c=A60",
            "mainSearchCriteria.v.c is there twice. Number the second one: mainSearchCriteria.v.c1.",
        ),
        (
            "knowledgeResponseType=text/xml&knowledgeResponseType=application/json",
            "knowledgeResponseType is there twice.",
        ),
        ("mainSearchCriteria.v.dn=%FF", "The value of mainSearchCriteria.v.dn is not UTF-8."),
        (
            "&".join(f"mainSearchCriteria.v.c{n}=L70" for n in range(51)),
            "The request has 51 search criteria: at most 50.",
        ),
        ("a" * (LONGEST + 1), "The request is too long: at most 16,384 bytes."),
    ],
)
def test_request_that_must_not_be_guessed_at_is_refused(query, sentence):
    with pytest.raises(BadRequest) as refused:
        sent(query.encode())
    assert str(refused.value) == sentence
