"""A knowledge request: its code systems, its language, and the form of the answer."""

import pytest

from conditions.infobutton.parameters import BadRequest, sent
from conditions.infobutton.request import Form, callback, form_asked, knowledge_request, language_of, require_criteria
from conditions.infobutton.systems import system
from conditions.vocabulary import CodeSystem


def asked(query: str):
    return knowledge_request(sent(query.encode()))


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("2.16.840.1.113883.6.90", CodeSystem.ICD10CM),
        ("urn:oid:2.16.840.1.113883.6.90", CodeSystem.ICD10CM),
        ("http://hl7.org/fhir/sid/icd-10-cm", CodeSystem.ICD10CM),
        ("ICD10CM", CodeSystem.ICD10CM),
        ("ICD-10-CM", CodeSystem.ICD10CM),
        ("2.16.840.1.113883.6.96", CodeSystem.SNOMED),
        ("http://snomed.info/sct", CodeSystem.SNOMED),
        ("SNOMED CT", CodeSystem.SNOMED),
        ("2.16.840.1.113883.6.103", CodeSystem.ICD9CM),
        ("2.16.840.1.113883.6.2", CodeSystem.ICD9CM),
        ("2.16.840.1.113883.6.42", CodeSystem.ICD9CM),
        ("2.16.840.1.113883.6.177", CodeSystem.MESH),
        ("2.16.840.1.113883.6.3", None),
        ("2.16.840.1.113883.6.88", None),
        ("1.2.3", None),
    ],
)
def test_code_system_is_known_by_its_names(name, ours):
    assert system(name).ours == ours


def test_code_system_of_the_who_is_not_the_american_one():
    assert system("2.16.840.1.113883.6.3").name == "ICD-10 (WHO)"


def test_answer_repeats_what_was_used_and_nothing_of_the_patient():
    request = asked(
        "age.v.v=15&patientPerson.administrativeGenderCode.c=F&taskContext.c.c=DISCHINSTE&mainSearchCriteria.v.c=l700"
        "&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90&informationRecipient=PAT&informationRecipient.languageCode.c=sp"
        "&knowledgeRequestNotification.id.root=6f2c1e0a-7f0c-4b7e-9d8f-0f7d0e5a3b11"
    )
    assert request.echo == (
        ("taskContext.c.c", "DISCHINSTE"),
        ("informationRecipient", "PAT"),
        ("knowledgeRequestNotification.id.root", "6f2c1e0a-7f0c-4b7e-9d8f-0f7d0e5a3b11"),
        ("mainSearchCriteria.v.c", "l700"),
        ("mainSearchCriteria.v.cs", "2.16.840.1.113883.6.90"),
        ("informationRecipient.languageCode.c", "sp"),
    )
    assert request.criteria[0].code == "L70.0"


def test_words_of_a_search_address_count_alone():
    assert [criterion.names for criterion in asked("q=cold+sores").criteria] == [["cold sores"]]
    assert [c.names for c in asked("q=acne&mainSearchCriteria.v.dn=Milia").criteria] == [["Milia"]]


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (["es"], "es"),
        (["es-MX"], "es"),
        (["sp"], "es"),
        (["spa"], "es"),
        (["Spanish"], "es"),
        (["en-GB"], "en"),
        (["eng"], "en"),
        (["xx", "es_ES"], "es"),
        (["xx"], "en"),
        ([""], "en"),
        ([], "en"),
    ],
)
def test_language_is_understood_as_clients_send_it(tags, language):
    assert language_of(tags, ["en", "es"]) == language


def test_language_that_nobody_speaks_here_is_answered_in_ours():
    assert language_of(["es"], ["en"]) == "en"


@pytest.mark.parametrize(
    ("wanted", "accept", "form"),
    [
        ("", "", Form.PAGE),
        ("", "*/*", Form.PAGE),
        ("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Form.PAGE),
        ("", "application/xml", Form.ATOM),
        ("", "application/atom+xml, application/xml;q=0.9", Form.ATOM),
        ("", "application/json, text/plain, */*", Form.JSON),
        ("text/xml", "text/html", Form.ATOM),
        ("text/XML", "", Form.ATOM),
        ("application/atom xml", "", Form.ATOM),  # a plus that nobody encoded
        ("application/json; charset=utf-8", "", Form.JSON),
        ("application/javascript", "", Form.SCRIPT),
        ("text/html", "application/json", Form.PAGE),
        ("application/pdf", "application/json", Form.JSON),
        ("nonsense", "", Form.PAGE),
    ],
)
def test_form_of_the_answer_is_what_was_asked_for(wanted, accept, form):
    assert form_asked(wanted, accept, Form.PAGE) == form


@pytest.mark.parametrize("name", ["showLeaflets", "$", "_a.b$1", "jQuery1124_99", "a" * 64])
def test_callback_is_the_name_of_a_function(name):
    assert callback(name) == name


@pytest.mark.parametrize(
    "name", ["", "alert(1)", "a b", "1a", "a;b", "a[0]", "é", "a\n", "<script>", "a" * 65, "a/**/b", "a-b", "\u2028a"]
)
def test_callback_that_could_be_more_than_a_name_is_refused(name):
    with pytest.raises(BadRequest, match="callback"):
        callback(name)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Nothing was asked for."),
        ("age.v.v=3", "Nothing was asked for."),
        ("mainSearchCriteria.v.c=L70.0", "mainSearchCriteria.v.c has no code system."),
        (
            "mainSearchCriteria.v.dn=Acne&mainSearchCriteria.v.c1=L70.0&mainSearchCriteria.v.dn1=Acne",
            "mainSearchCriteria.v.c1 has no code system.",
        ),
    ],
)
def test_machine_that_leaves_out_what_is_needed_is_told(query, sentence):
    with pytest.raises(BadRequest) as refused:
        require_criteria(asked(query))
    assert str(refused.value).startswith(sentence)
