"""What a record system sent, as names and values: names as the standard has them, whatever the client calls them.

Real clients misspell names, mix their case, use the abbreviations of former editions or none, write ``&amp;`` for
``&``, and add a second ``?``. All of that is understood here and nowhere else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

LONGEST = 16_384  # bytes of an address or form together
MOST_CRITERIA = 50
_LONGEST_VALUE = 1_000  # characters

CRITERION = "mainSearchCriteria.v"
LANGUAGE = "informationRecipient.languageCode.c"
TASK = "taskContext.c.c"
RECIPIENT = "informationRecipient"
REQUEST_ID = "knowledgeRequestNotification.id.root"
FORMAT = "knowledgeResponseType"
CALLBACK = "callback"
WORDS = "q"

# The parts of a criterion by their abbreviations, and by the long names that clients also use.
_OF_CRITERION = {
    "c": "c",
    "code": "c",
    "cs": "cs",
    "codesystem": "cs",
    "csn": "csn",
    "codesystemname": "csn",
    "dn": "dn",
    "displayname": "dn",
    "ot": "ot",
    "originaltext": "ot",
}
_CRITERIA = re.compile(r"mainsearchcrit(?:eria|ieria|erion)(\d{0,3})\.[vc]\.([a-z]+)(\d{0,3})")
_NAMES = {
    "taskcontext.c.c": TASK,
    "taskcontext.c": TASK,
    "task.c.c": TASK,
    "informationrecipient": RECIPIENT,
    "informationrecipient.c.c": RECIPIENT,
    "informationrecipient.languagecode.c": LANGUAGE,
    "informationrecipient.languagecode.c.c": LANGUAGE,
    "informationrecipient.languagecode": LANGUAGE,
    "informationrecipient.patientperson.languagecode.c": LANGUAGE,
    "informationrecipient.healthcareprovider.languagecode.c": LANGUAGE,
    "knowledgerequestnotification.id.root": REQUEST_ID,
    "knowledgerequestnotification.id": REQUEST_ID,
    "knowledgeresponsetype": FORMAT,
    "callback": CALLBACK,
    "jsonp": CALLBACK,
    "q": WORDS,
    "query": WORDS,
}
_MAY_REPEAT = {LANGUAGE}
# XML 1.0 cannot hold the others, escaped or not; PostgreSQL cannot search for U+0000.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BadRequest(ValueError):
    """A request that must not be guessed at, with a sentence for whoever configures the record system."""


@dataclass(frozen=True)
class Sent:
    """The parameters that we use. ``criteria`` are in order of their number; each has the parts that were sent."""

    values: dict[str, list[str]]
    criteria: list[tuple[str, dict[str, str]]]

    def first(self, name: str) -> str:
        return next(iter(self.values.get(name, [])), "")


def sent(*texts: bytes) -> Sent:
    """Read addresses' queries and forms. Raises BadRequest: too long, twice the same name, or not UTF-8."""
    if sum(map(len, texts)) > LONGEST:
        raise BadRequest(f"The request is too long: at most {LONGEST:,} bytes.")
    values, criteria = defaultdict(list), defaultdict(dict)
    for name, value in _pairs(texts):
        match = _CRITERIA.fullmatch(name)
        if match and match[2] in _OF_CRITERION:
            number = match[3] or match[1]
            _keep_part(criteria[number], _OF_CRITERION[match[2]], number, value)
        elif known := _NAMES.get(name) or _NAMES.get(name.rstrip("0123456789")):
            _keep(values, known, _text(known, value))
    if len(criteria) > MOST_CRITERIA:
        raise BadRequest(f"The request has {len(criteria)} search criteria: at most {MOST_CRITERIA}.")
    in_order = sorted(criteria.items(), key=lambda item: int(item[0] or -1))
    return Sent(dict(values), [(number, parts) for number, parts in in_order if any(parts.values())])


def format_asked(*texts: bytes) -> tuple[str, str]:
    """(type of answer, callback) of a request that ``sent`` refuses, so that it is refused in the format asked for."""
    found = {FORMAT: "", CALLBACK: ""}
    for name, value in _pairs(text[:LONGEST] for text in texts):
        known = _NAMES.get(name)
        if known in found:
            found[known] = found[known] or value.decode("utf-8", "replace").strip()
    return found[FORMAT], found[CALLBACK]


def _pairs(texts: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    for text in texts:
        for pair in text.split(b"&"):
            name, _equals, value = pair.replace(b"+", b" ").partition(b"=")
            yield _folded(unquote_to_bytes(name).decode("ascii", "replace")), unquote_to_bytes(value)


def _folded(name: str) -> str:
    """In small letters, without what is left of a second “?” or of an “&amp;”."""
    return name.strip().lower().lstrip("?").removeprefix("amp;")


def _keep_part(parts: dict[str, str], part: str, number: str, value: bytes) -> None:
    name = f"{CRITERION}.{part}{number}"
    text = _text(name, value)
    if parts.get(part, text) != text:
        raise BadRequest(f"{name} is there twice. Number the second one: {CRITERION}.{part}1.")
    parts[part] = text


def _keep(values: dict[str, list[str]], name: str, text: str) -> None:
    if name in (FORMAT, CALLBACK) and any(other != text for other in values[name]):
        raise BadRequest(f"{name} is there twice.")
    if text and (name in _MAY_REPEAT or not values[name]):
        values[name].append(text)


def _text(name: str, value: bytes) -> str:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(f"The value of {name} is not UTF-8.") from None
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:_LONGEST_VALUE]
