"""What a record system gets back: the fixture requests, the shapes of the answers, and nothing kept of the question.

The requests are those of shared/reference/ehr-fixtures/requests.json: what real clients send, with this project's codes.
"""

import io
import json
import logging
import re
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from conditions.models import Clinic, Condition
from conditions.publishing import workflow
from conditions.publishing.snapshot import draft_digest
from portal.logs import Discreet
from tests import builders

from .conftest import code

pytestmark = pytest.mark.django_db

ICD10CM = "2.16.840.1.113883.6.90"
ACNE = f"mainSearchCriteria.v.cs={ICD10CM}&mainSearchCriteria.v.c=L70.0"
UNSAFE = f"mainSearchCriteria.v.cs={ICD10CM}&mainSearchCriteria.v.c=B00.4"
JSON, XML = "knowledgeResponseType=application/json", "knowledgeResponseType=text/xml"
FORM = "application/x-www-form-urlencoded"
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def ask(client: Client, query: str, path: str = "/infobutton", **headers: str):
    return client.get(f"{path}?{query}", headers=headers)


def entries(response) -> list[str]:
    return [entry["title"]["_value"] for entry in response.json()["feed"]["entry"]]


def page(response) -> str:
    return " ".join(response.content.decode().split())


# -- the fixture requests --------------------------------------------------------------------------------------------


def test_openemr_opens_the_leaflet_in_english_for_want_of_spanish(client, shelf):
    response = ask(client, f"{ACNE}&informationRecipient.languageCode.c=es", accept="text/html,*/*")
    assert (response.status_code, response["Location"]) == (302, "/conditions/acne/")


def test_gloemr_reads_title_before_link_in_elements_without_prefix(client, shelf):
    query = (
        f"taskContext.c.c=PROBLISTREV&{ACNE}&mainSearchCriteria.v.dn=Acne vulgaris"
        "&patientPerson.administrativeGenderCode.c=F&age.v.v=15&age.v.u=a&informationRecipient.languageCode.c=sp"
        f"&informationRecipient=PROV&performer=PROV&{XML}"
    )
    body = ask(client, query).content.decode()
    assert body.index("<feed ") < body.index("<entry ") < body.index('<title type="text">Acne</title>')
    assert body.index('<title type="text">Acne</title>') < body.index("/conditions/acne/")
    assert not re.search(r"</?\w+:", body)


def test_ehmp_needs_only_a_name(client, shelf):
    query = "representedOrganization.id.root=1.3.6.1.4.1.3768&age.v.v=47&mainSearchCriteria.v.dn=Herpes labialis&xsltTransform=UI"
    assert ask(client, query)["Location"] == "/conditions/cold-sores/"


def test_openinfobutton_manager_is_answered_in_xml_by_its_accept_header(client, shelf):
    query = "taskContext.c.c=PROBLISTREV&mainSearchCriteria.v.c=1475003&mainSearchCriteria.v.cs=2.16.840.1.113883.6.96"
    response = ask(client, query, accept="application/xml")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [title.text for title in ElementTree.fromstring(response.content).iter(f"{ATOM}title")][1:] == ["Cold sores"]


def test_several_criteria_are_answered_in_their_order(client, shelf):
    query = (
        f"mainSearchCriteria.v.c=L72.0&mainSearchCriteria.v.cs={ICD10CM}&mainSearchCriteria.v.dn=Milia"
        "&mainSearchCriteria.v.c1=398909004&mainSearchCriteria.v.cs1=2.16.840.1.113883.6.96"
        f"&mainSearchCriteria.v.ot2=cold+sores&mainSearchCriteria.v.c3=L70.0&mainSearchCriteria.v.cs3={ICD10CM}&{JSON}"
    )
    assert entries(ask(client, query)) == ["Milia", "Cold sores", "Acne"]


def test_post_needs_no_token(shelf):
    strict = Client(enforce_csrf_checks=True)
    query = (
        f"mainSearchCriteria.v.c=A60.01&mainSearchCriteria.v.cs={ICD10CM}&informationRecipient=PAT&encounter.c.c=AMB"
    )
    for path in ("/infobutton", "/infobutton/", "/connect/application"):
        response = strict.post(path, query, content_type=FORM)
        assert (response.status_code, response["Location"]) == (302, "/conditions/genital-herpes/")


def test_code_without_system_is_not_guessed_at(client, shelf):
    response = ask(client, "mainSearchCriteria.v.c=L70.0")
    assert response.status_code == 200
    assert 'value="L70.0"' in page(response) and "so we do not guess" in page(response)
    assert "/conditions/acne/" not in page(response)
    refused = ask(client, f"mainSearchCriteria.v.c=L70.0&{JSON}")
    assert refused.status_code == 400
    assert refused.json()["error"].startswith("mainSearchCriteria.v.c has no code system.")


def test_no_criteria_show_the_search_box(client, shelf):
    for address in ("/infobutton", "/infobutton?", "/infobutton/", "/connect/application", "/application"):
        response = client.get(address)
        assert response.status_code == 200 and 'name="q"' in page(response)
    assert ask(client, XML).status_code == 400


def test_script_calls_the_function_that_was_named(client, shelf):
    response = ask(client, f"{ACNE}&knowledgeResponseType=application/javascript&callback=showLeaflets")
    body = response.content.decode()
    assert response["Content-Type"] == "application/javascript; charset=utf-8"
    assert body.startswith("/**/showLeaflets({") and body.endswith("});")
    feed = json.loads(body.removeprefix("/**/showLeaflets(").removesuffix(");"))["feed"]
    assert feed["entry"][0]["title"]["_value"] == "Acne"


def test_script_in_a_name_is_words(client, shelf):
    query = f"mainSearchCriteria.v.dn={quote('<script>alert(1)</script>')}"
    for more in ("", f"&{XML}", f"&{JSON}", "&knowledgeResponseType=application/javascript&callback=f"):
        response = ask(client, query + more)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content
    assert ask(client, f"{query}&{JSON}").json()["feed"]["entry"] == []


def test_herpes_of_the_brain_does_not_show_cold_sores(client, shelf):
    response = ask(client, f"{UNSAFE}&mainSearchCriteria.v.dn=Herpesviral encephalitis")
    assert response.status_code == 200
    assert "We have no leaflet for “Herpesviral encephalitis”." in page(response)
    assert "Asked for: ICD-10-CM B00.4." in page(response)
    assert "/conditions/cold-sores/" not in page(response) and "Herpes labialis" not in page(response)
    assert entries(ask(client, f"{UNSAFE}&{JSON}")) == []


# -- the shapes ------------------------------------------------------------------------------------------------------


def test_atom_keeps_the_order_and_attributes_of_the_schema(client, shelf):
    query = f"taskContext.c.c=DISCHINSTE&{ACNE}&mainSearchCriteria.v.dn=Acne vulgaris&informationRecipient=PAT&{XML}"
    response = ask(client, query)
    feed = ElementTree.fromstring(response.content)
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed" and feed.get(XML_LANG) == "en"
    assert _once(child.tag.removeprefix(ATOM) for child in feed) == (
        ["title", "subtitle", "author", "updated", "category", "id", "link", "entry"]
    )
    entry = feed.find(f"{ATOM}entry")
    assert entry.get(XML_LANG) == "en"
    assert _once(child.tag.removeprefix(ATOM) for child in entry) == (
        ["title", "link", "id", "updated", "author", "summary", "category"]
    )
    for name in ("title", "subtitle", "summary"):
        assert all(element.get("type") == "text" for element in feed.iter(f"{ATOM}{name}"))
    links = list(feed.iter(f"{ATOM}link"))
    assert len(links) >= 3
    assert all(set(link.keys()) == {"href", "rel", "type", "hreflang", "title"} for link in links)
    categories = [(found.get("scheme"), found.get("term")) for found in feed.findall(f"{ATOM}category")]
    assert categories == [
        ("taskContext.c.c", "DISCHINSTE"),
        ("informationRecipient", "PAT"),
        ("mainSearchCriteria.v.c", "L70.0"),
        ("mainSearchCriteria.v.cs", ICD10CM),
        ("mainSearchCriteria.v.dn", "Acne vulgaris"),
    ]


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def test_answer_says_what_not_to_do_and_how_far_it_was_checked(client, sample):
    for query in (f"{ACNE}&{XML}", f"{ACNE}&{JSON}"):
        body = ask(client, query).content.decode()
        assert "Sample content: not yet reviewed by this clinic." in body
        assert "Do not pop, squeeze or pick milia." in body
    summary = ask(client, f"{ACNE}&{JSON}").json()["feed"]["entry"][0]["summary"]["_value"]
    assert summary.index("your baby has blisters and a fever") < summary.index("Do not pop")


@pytest.fixture
def sample():
    draft = builders.make_condition(slug="acne", title="Acne", codes=[code("icd10cm", "L70.0")])
    Condition.objects.update(pack="p", pack_digest=draft_digest(draft))
    return workflow.publish_samples(Condition.objects.all(), change_note="Sample.")


def test_entry_keeps_its_identity_through_versions_and_addresses(client, shelf, author, reviewer, publish):
    before = ask(client, f"{ACNE}&{JSON}").json()["feed"]["entry"][0]
    publish("acne", "Acne", [code("icd10cm", "L70.0")])
    after = ask(client, f"{ACNE}&{JSON}").json()["feed"]["entry"][0]
    assert before["id"] == after["id"] and before["updated"]["_value"] <= after["updated"]["_value"]
    assert re.fullmatch(r"tag:[\w.]+,2026:n/\d{7}", after["id"]["_value"])


def test_json_has_the_shape_of_the_reference(client, shelf):
    feed = ask(client, f"{ACNE}&informationRecipient=PAT&{JSON}").json()["feed"]
    assert {"base", "lang", "title", "subtitle", "author", "updated", "category", "id", "entry"} <= feed.keys()
    assert feed["title"]["type"] == "text" and feed["author"]["name"]["_value"] == "This clinic"
    assert feed["category"][:2] == [
        {"scheme": "informationRecipient", "term": "PAT"},
        {"scheme": "mainSearchCriteria.v.c", "term": "L70.0"},
    ]
    entry = feed["entry"][0]
    assert {"lang", "title", "link", "id", "updated", "summary", "category"} <= entry.keys()
    assert entry["link"][0]["href"].endswith("/conditions/acne/") and entry["link"][0]["type"] == "text/html"
    assert entry["summary"]["type"] == "html"


def test_json_cannot_be_taken_for_html(client, shelf):
    body = ask(client, f"mainSearchCriteria.v.dn={quote('</script>&<b>= ' + chr(34))}&{JSON}").content.decode()
    assert not re.search("[<>&=']", body)
    assert json.loads(body)["feed"]["category"][0]["term"] == '</script>&<b>= "'


def test_no_match_is_a_feed_without_entries(client, shelf):
    feed = ask(client, f"{UNSAFE}&{JSON}").json()["feed"]
    assert feed["entry"] == [] and feed["subtitle"]["_value"] == "No leaflet for ICD-10-CM B00.4"
    root = ElementTree.fromstring(ask(client, f"{UNSAFE}&{XML}").content)
    assert root.findall(f"{ATOM}entry") == [] and root.find(f"{ATOM}id").text.startswith("urn:uuid:")


@pytest.mark.parametrize("path", ["/connect/service", "/service/", "/medlineplus/services/mpconnect_service.cfm"])
def test_connect_service_answers_as_its_clients_read(client, shelf, path):
    feed = ask(client, f"{ACNE}&{JSON}", path).json()["feed"]
    assert list(feed) == ["base", "lang", "xsi", "title", "updated", "id", "author", "subtitle", "category", "entry"]
    assert feed["category"] == [
        {"scheme": "mainSearchCriteria.v.c", "term": "L70.0"},
        {"scheme": "mainSearchCriteria.v.cs", "term": "ICD10CM"},
        {"scheme": "mainSearchCriteria.v.dn", "term": ""},
        {"scheme": "informationRecipient", "term": "PAT"},
    ]
    entry = feed["entry"][0]
    assert (entry["title"]["_value"], entry["link"][0]["type"]) == ("Acne", "html")
    assert entry["summary"]["type"] == "html" and "_value" in entry["summary"]
    assert ask(client, ACNE, path).content.startswith(b"<?xml")


@pytest.mark.parametrize("path", ["/connect/application", "/application", "/medlineplus/services/mpconnect.cfm"])
def test_connect_application_is_always_a_page(client, shelf, path):
    response = ask(client, f"{ACNE}&{XML}", path, accept="application/json")
    assert (response.status_code, response["Location"]) == (302, "/conditions/acne/")


def test_several_leaflets_are_a_choice(client, shelf, publish):
    publish("epidermal-cyst", "Epidermal cyst", [code("icd10cm", "L70.0")])
    response = ask(client, f"{ACNE}&mainSearchCriteria.v.dn=Acne vulgaris")
    assert response.status_code == 200
    assert "More than one leaflet fits “Acne vulgaris”." in page(response)
    assert page(response).index("/conditions/acne/") < page(response).index("/conditions/epidermal-cyst/")
    assert "Do not pop, squeeze or pick milia" in page(response)


def test_head_is_answered_without_a_body(client, shelf):
    response = client.head(f"/infobutton?{ACNE}&{JSON}")
    assert (response.status_code, response.content) == (200, b"")


# -- bad input -------------------------------------------------------------------------------------------------------

BAD = [
    "x" * 1_000_000,
    f"{ACNE}&mainSearchCriteria.v.c=A60.01",
    "mainSearchCriteria.v.dn=%FF%FE",
    "&".join(f"mainSearchCriteria.v.c{number}=L70.0" for number in range(100)),
]


@pytest.mark.parametrize("query", BAD, ids=["a megabyte", "two values", "not UTF-8", "a hundred criteria"])
def test_bad_request_is_refused_in_the_form_that_was_asked_for(client, shelf, query):
    told = ask(client, f"{JSON}&{query}")
    assert (told.status_code, told["Content-Type"]) == (400, "application/json; charset=utf-8")
    assert told.json()["error"].endswith(".")
    told = ask(client, f"{XML}&{query}")
    assert (told.status_code, told["Content-Type"]) == (400, "text/xml; charset=utf-8")
    assert ElementTree.fromstring(told.content).tag == "error"
    told = ask(client, query)
    assert told.status_code == 400 and "asked in a way that we cannot read" in page(told)
    assert 'name="q"' in page(told)


@pytest.mark.parametrize("name", ["", "alert(1)", "a;b", "%3Cscript%3E", "a" * 65])
def test_hostile_callback_is_refused_and_not_repeated(client, shelf, name):
    response = ask(client, f"{ACNE}&knowledgeResponseType=application/javascript&callback={name}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/json; charset=utf-8")
    assert not name or name.encode() not in response.content


def test_xml_in_a_parameter_is_words(client, shelf):
    hostile = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    response = ask(client, f"mainSearchCriteria.v.dn={quote(hostile)}&{XML}")
    terms = [category.get("term") for category in ElementTree.fromstring(response.content).iter(f"{ATOM}category")]
    assert terms == [hostile]
    assert b"root:" not in response.content


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"x" * 1_000_000, FORM),
        (b"<knowledgeRequest/>", "text/xml"),
        (b"{}", "application/json"),
        (b"--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_post_of_something_else_is_refused(client, shelf, body, content_type):
    response = client.post(f"/infobutton?{JSON}", body, content_type=content_type)
    assert response.status_code == 400
    assert client.put("/infobutton", body, content_type=content_type).status_code == 405


@pytest.mark.parametrize(
    "query",
    ["", "&&&==", "%", "%ZZ=%1", "=x", "?" * 50, "mainSearchCriteria.v.c999999999999=x", "a[]=1", "%00=%00", "é=ü"],
)
def test_odd_query_is_no_error(client, shelf, query):
    assert ask(client, query).status_code == 200


# -- nothing leaks ---------------------------------------------------------------------------------------------------

MARKER = "Zmarker7391"
INPUTS = [
    "mainSearchCriteria.v.c",
    "mainSearchCriteria.v.cs",
    "mainSearchCriteria.v.csn",
    "mainSearchCriteria.v.dn",
    "mainSearchCriteria.v.ot",
    "informationRecipient",
    "informationRecipient.languageCode.c",
    "taskContext.c.c",
    "knowledgeRequestNotification.id.root",
    "knowledgeResponseType",
    "callback",
    "q",
    "age.v.v",
    "patientPerson.administrativeGenderCode.c",
    "assignedAuthorizedPerson.id.root",
    "holder.assignedEntity.n",
    "nonsense",
]


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_request_is_kept(client, shelf, tmp_path):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet())
    root = logging.getLogger()
    root.addHandler(handler)
    loggers = [logging.getLogger(name) for name in ("django", "django.request", "conditions", "portal")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        for form in ("", f"&{XML}", f"&{JSON}", "&knowledgeResponseType=application/javascript&callback=f"):
            for name in INPUTS:
                query = f"{name}={MARKER}{form}"
                for path in ("/infobutton", "/connect/application", "/connect/service"):
                    ask(client, query, path)
                    client.post(path, query, content_type=FORM)
        ask(client, f"mainSearchCriteria.v.dn={MARKER}%FF&{JSON}")
        ask(client, f"mainSearchCriteria.v.dn={MARKER}", "/infobutton/nowhere")
    finally:
        root.removeHandler(handler)
        for logger in loggers:
            logger.removeHandler(handler)
    assert "400 GET infobutton" in written.getvalue()  # the log was heard
    assert MARKER.lower() not in written.getvalue().lower()
    for model in apps.get_models():
        for row in model._base_manager.values():
            assert MARKER.lower() not in str(row).lower(), model
    assert MARKER.lower() not in str(getattr(cache, "_cache", {})).lower()


def test_answer_is_stored_by_nobody_and_sets_no_cookie(client, shelf):
    for query in (ACNE, UNSAFE, f"{ACNE}&{JSON}", f"{ACNE}&{XML}", "", f"{JSON}&{BAD[2]}"):
        response = ask(client, query)
        assert "no-store" in response["Cache-Control"] and "public" not in response["Cache-Control"]
        assert (response["Pragma"], response["Referrer-Policy"]) == ("no-cache", "no-referrer")
        assert not response.cookies and not response.has_header("ETag")


def test_only_own_addresses_are_redirected_to(client, shelf):
    for value in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        for name in (
            "mainSearchCriteria.v.dn",
            "mainSearchCriteria.v.c",
            "q",
            "informationRecipient.languageCode.c",
            "next",
        ):
            response = ask(client, f"{ACNE}&{name}1={quote(value)}")
            assert response.status_code == 302 and response["Location"] == "/conditions/acne/"


def test_scripts_of_other_sites_may_read_the_answers_for_machines_only(client, shelf):
    assert ask(client, f"{ACNE}&{JSON}")["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert ask(client, UNSAFE)["Cross-Origin-Resource-Policy"] == "same-origin"
    assert ask(client, UNSAFE)["X-Frame-Options"] == "DENY"


# -- how much it asks the database -----------------------------------------------------------------------------------


@pytest.mark.parametrize("extra", [0, 20])
def test_queries_do_not_grow_with_the_library(client, shelf, publish, extra, django_assert_num_queries):
    for number in range(extra):
        publish(f"other-{number}", f"Other {number}", [code("icd10cm", f"L60.{number % 10}")])
    several = "&".join(f"mainSearchCriteria.v.c{n}=L70.{n}&mainSearchCriteria.v.cs{n}={ICD10CM}" for n in range(1, 9))
    with django_assert_num_queries(4):  # the clinic, the codes, and the live leaflets of two kinds
        ask(client, f"{ACNE}&{JSON}")
    with django_assert_num_queries(5):  # names too
        ask(client, f"{ACNE}&{several}&mainSearchCriteria.v.dn9=Milia&{JSON}")
    with django_assert_num_queries(2):
        ask(client, UNSAFE)


# -- the page for administrators -------------------------------------------------------------------------------------


def test_linking_page_gives_examples_that_work(client, shelf):
    text = page(client.get("/about/linking/"))
    for client_name in ("OpenEMR", "LibreHealth EHR", "gloEMR", "OpenInfobutton", "VA eHMP"):
        assert client_name in text
    addresses = [found.replace("&amp;", "&") for found in re.findall(r'href="https?://[^/]+(/[^"]+)"', text)]
    assert len(addresses) >= 7
    for address in addresses:
        assert client.get(address).status_code in (200, 302), address
    assert "and everything below it, but not L70.2" in text


def test_linking_page_of_an_empty_library_says_so(client):
    assert "None yet: no published leaflet has a checked code." in page(client.get("/about/linking/"))


def test_clinic_is_the_publisher(client, shelf):
    Clinic.objects.create(pk=1, clinic_name="Hill Street & Sons")
    feed = ElementTree.fromstring(ask(client, f"{ACNE}&{XML}").content)
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Hill Street & Sons"
