"""Words that break programs, in every parameter and every part of an address that the public can send (plan row B1)."""

from urllib.parse import quote, urlencode

import pytest

from .naughty import BREAK, BYTES, STRINGS, TAG

PARAMETERS = {
    "/search/": ["q", "page"],
    "/search/suggest/": ["q"],
    "/compare/": ["condition"],
    "/compare.txt": ["condition"],
    "/n/": ["number"],
    "/infobutton": ["mainSearchCriteria.v.dn", "mainSearchCriteria.v.ot", "q"],
    "/connect/service": [
        "mainSearchCriteria.v.c",
        "mainSearchCriteria.v.cs",
        "mainSearchCriteria.v.dn",
        "knowledgeResponseType",
        "callback",
        "informationRecipient.languageCode.c",
        "knowledgeRequestNotification.id.root",
    ],
    "/connect/application": ["mainSearchCriteria.v.c", "mainSearchCriteria.v.dn", "taskContext.c.c"],
}
PLACES = [
    "/{}",
    "/{}/",
    "/conditions/{}/",
    "/conditions/{}.json",
    "/conditions/milia/revisions/{}/",
    "/conditions/milia/{}",
    "/n/{}/",
    "/n/{}.pdf",
    "/n/{}/qr.png",
    "/body/{}/",
    "/age/{}/",
    "/schemas/{}.json",
    "/pictures/{}",
    "/static/{}",
]
# What an answer may be: read, led on, not understood, not there, withdrawn, too many.
ANSWERS = {200, 301, 302, 400, 404, 410, 429}


def look_at(response) -> None:
    """It is an answer of ours, and gives back no markup that came in."""
    assert response.status_code in ANSWERS and not response.cookies
    assert (
        response.headers.get("Location", "/").startswith("/") and "//" not in response.headers.get("Location", "")[:2]
    )
    assert not {"X-Evil", "Set-Cookie"} & set(response.headers)
    body = response.content.decode(errors="replace").lower()
    if response["Content-Type"].startswith("text/html"):
        assert TAG not in body and BREAK not in body
    elif "xml" in response["Content-Type"]:
        assert TAG not in body


WORST = ['"><zq>', '" zq=1', "a\x00b", "9" * 400, "a\r\nX-Evil: 1"]


def share(number: int, among: int) -> list[str]:
    """The worst for every address, and of the rest each for one of them: all of them for each take half a minute."""
    return [*WORST, *STRINGS[number::among]]


def try_parameters(client, address: str, strings: list[str]) -> None:
    names = PARAMETERS[address]
    for words in strings:
        look_at(client.get(f"{address}?{urlencode(dict.fromkeys(names, words))}"))
    for name in map(quote, names):
        for raw in (*BYTES[::3], f"a&{name}=b", "%" * 50):
            look_at(client.get(f"{address}?{name}={raw}&{name}[]={raw}&{raw}={raw}"))


def try_part(client, place: str, strings: list[str]) -> None:
    for words in {*BYTES[::3], *(quote(words, safe="")[:900] for words in strings)}:
        look_at(client.get(place.format(words)))


def test_parameters_are_answered_whatever_they_say(client, library):
    for number, address in enumerate(PARAMETERS):
        try_parameters(client, address, share(number, len(PARAMETERS)))


def test_parts_of_an_address_are_answered_whatever_they_say(client, library):
    for number, place in enumerate(PLACES):
        try_part(client, place, share(number, len(PLACES)))


@pytest.mark.soak
@pytest.mark.parametrize("address", PARAMETERS)
def test_each_parameter_is_answered_for_each_of_the_words(client, library, address):
    try_parameters(client, address, STRINGS)


@pytest.mark.soak
@pytest.mark.parametrize("place", PLACES)
def test_each_part_is_answered_for_each_of_the_words(client, library, place):
    try_part(client, place, STRINGS)
