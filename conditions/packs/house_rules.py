"""What a document must say, must not say, and how plainly: the checks that ``manage.py check_content`` prints.

Limits: reading age 9 to 11, so US grade 6 as the mean of Flesch-Kincaid and SMOG; sentences of at most 25 words, nine
in ten of at most 20 (NHS digital service manual, how we write).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conditions.content.markup import Text, keys_cited, without_citations
from conditions.content.plain_english import is_misread
from conditions.content.readability import HARDEST_DOCUMENT, LONGEST_SENTENCE, Reading, reading, sentences, words
from conditions.publishing.blockers import blockers, texts
from conditions.publishing.standing import has_callout
from conditions.vocabulary import URGENCY_ORDER, Attribute, Kind

from .advice import Forbidden, advice_found, read_forbidden, read_rules
from .reader import Pack

LONGEST_OF_ALL, USUAL_SHARE = 25, 0.9  # words, share of sentences
MUST_SAY = "must_say.yaml"

_UNKIND = re.compile(r"\b(?:unsightly|ugly|infected person|suffer\w*|victim|embarrassing)\b", re.I)
_UNPLAIN = re.compile(r"\b(?:comedonal|aetiology|GP)\b")
_DIAGNOSIS = re.compile(
    r"^You (?:probably |may )?have (?:a |an )?(?i:milia|acne|genital herpes|herpes|fordyce|cold sore)"
)

_MUST_SAY_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "group": {"type": "string"},
            "documents": {"type": "array", "items": {"type": "string"}},
            "where": {"type": "string"},
            "urgency": {"enum": ["", *URGENCY_ORDER], "default": ""},
            "pattern": {"type": "string"},
        },
        "required": ["group", "documents", "where", "pattern"],
        "additionalProperties": False,
    },
}


@dataclass
class Appraisal:
    """One document: how it reads, how well its statements are sourced, and what is wrong with it."""

    slug: str
    kind: str
    reading: Reading
    short_share: float
    statements: int
    unsourced: list[str]
    wrong: list[str] = field(default_factory=list)


def appraised(pack: Pack) -> list[Appraisal]:
    """Every document of a pack, by kind and address. Raises NotReadable for a broken rules file."""
    rows, required = read_forbidden(pack.folder), _read_must_say(pack.folder)
    return [_appraisal(pack, document, rows, required) for document in pack.documents]


def prose(document: dict[str, Any]) -> str:
    """All authored words, a paragraph or an item a line."""
    return "\n".join(Text(without_citations(text)).plain for _place, text in texts(document) if " " in text)


def statements(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(place, words) of every paragraph or item that states something: not headings, questions, myths or names."""
    for place, text in _stated(document):
        for part in re.split(r"\n\s*\n|\n(?=\s*(?:-|\d+\.) )", text):
            if len(words(without_citations(part))) > 3 and not part.lstrip().startswith("#"):
                yield place, part.strip()


def needs_source(place: str, statement: str) -> bool:
    """Whether a line states a fact and names no source. What a word means is language, and a source may be named."""
    return not (keys_cited(statement) or is_practical(statement) or place.startswith("words: "))


def is_practical(statement: str) -> bool:
    """Whether a line states no fact: it says what to do, leads into a list, or says what we did or found."""
    plain = Text(without_citations(statement)).plain
    return plain.endswith(":") or all(_PRACTICAL.match(part) for part in sentences(plain))


# What a line that only tells the reader what to do begins with.
_VERBS = (
    "ask",
    "book",
    "call",
    "check",
    "choose",
    "come",
    "cover",
    "dab",
    "drink",
    "feel",
    "get",
    "give",
    "go",
    "have",
    "keep",
    "leave",
    "let",
    "look",
    "make",
    "pat",
    "phone",
    "pour",
    "put",
    "read",
    "rest",
    "rinse",
    "say",
    "see",
    "show",
    "speak",
    "start",
    "stay",
    "stop",
    "take",
    "talk",
    "tell",
    "think",
    "try",
    "use",
    "wait",
    "wash",
    "wear",
    "write",
)
_TOLD = (
    r"do not|never|lots of people|there is no need|this page|we advise|we found no|some (?:web )?pages|other pages",
    r"you can (?:ask|choose|do this yourself|go|leave|stop|wait)",
    r"you do not (?:have|need) to|you need (?:a|one or more) visits?",
)
_PRACTICAL = re.compile(
    r"^(?:- |\d+\. )?(?:(?:after|before|for|if|once|until|when)\b[^,]*, )?(?:also |always |please |then )?"
    rf"(?:{'|'.join([*_VERBS, *_TOLD])})\b",
    re.I,
)


def _appraisal(pack: Pack, document: dict[str, Any], rows: list[Forbidden], required: list[dict]) -> Appraisal:
    told = prose(document)
    lengths = [len(words(sentence)) for sentence in sentences(told)]
    stated = list(statements(document))
    result = Appraisal(
        slug=document["slug"],
        kind=document["kind"],
        reading=reading(told),
        short_share=sum(length <= LONGEST_SENTENCE for length in lengths) / max(len(lengths), 1),
        statements=len(stated),
        unsourced=[f"{place}: {text}" for place, text in stated if needs_source(place, text)],
    )
    result.wrong = [
        *_hard_words(result, told),
        *_said_badly(told),
        *(f"Forbidden advice ({found.forbidden.ledger}): {found.sentence}" for found in advice_found(document, rows)),
        *_left_out(document, required),
        *(str(blocker) for blocker in blockers(_resolved(pack, document), _addresses(pack), _callouts(pack))),
    ]
    return result


def _hard_words(result: Appraisal, told: str) -> Iterator[str]:
    if result.reading.grade > HARDEST_DOCUMENT:
        yield f"Reading grade {result.reading.grade}; at most {HARDEST_DOCUMENT} is asked."
    if result.short_share < USUAL_SHARE:
        yield f"Only {result.short_share:.0%} of the sentences have at most {LONGEST_SENTENCE} words."
    for sentence in sentences(told):
        if len(words(sentence)) > LONGEST_OF_ALL:
            yield f"A sentence of {len(words(sentence))} words: {sentence}"


def _said_badly(told: str) -> Iterator[str]:
    for sentence in sentences(told):
        if is_misread(sentence):
            yield f"Not plain: {sentence}"
        for pattern, what in ((_UNKIND, "Unkind"), (_UNPLAIN, "Not plain"), (_DIAGNOSIS, "Names a diagnosis")):
            if pattern.search(sentence):
                yield f"{what}: {sentence}"


def _left_out(document: dict[str, Any], required: list[dict]) -> Iterator[str]:
    if document["kind"] == Kind.CONDITION:
        for attribute in Attribute.values:
            if attribute not in document["facts"]:
                yield f"The look-alike fact “{attribute}” is missing."
    for rule in required:
        applies = {document["slug"], f"{document['kind']}s"} & set(rule["documents"])
        if applies and not any(re.search(rule["pattern"], text, re.I) for text in _places(document, rule)):
            yield f"{rule['group']}: nothing under {rule['where'].replace('_', ' ')} says it."


def _places(document: dict[str, Any], rule: dict[str, Any]) -> Iterator[str]:
    """The texts in which a rule must be met."""
    if rule["where"] == "any":
        yield from (text for _place, text in texts(document))
    elif rule["where"] == "care_cards":
        enough = URGENCY_ORDER[: URGENCY_ORDER.index(rule["urgency"] or URGENCY_ORDER[-1]) + 1]
        yield from (item for card in document["care_cards"] if card["urgency"] in enough for item in card["items"])
    elif rule["where"] == "facts":
        yield document["facts"].get(Attribute.SKIN_TONES.value, "")
    else:
        for entry in document.get(rule["where"], []):
            yield " ".join(str(value) for value in entry.values())


def _read_must_say(folder: Path) -> list[dict[str, Any]]:
    path = folder / MUST_SAY
    return read_rules(path, _MUST_SAY_SCHEMA).value if path.is_file() else []


def _stated(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("summary", "harmless", "catching", "who_can_do_it", "time_to_work", "effort"):
        if document.get(key):
            yield key, document[key]
    callout = document.get("callout") or {}
    yield from ((f"callout, {key}", callout[key]) for key in ("why", "already_squeezed") if callout.get(key))
    if document.get("evidence"):
        yield "evidence", document["evidence"]["text"]
    yield from (("facts, " + key, text) for key, text in document.get("facts", {}).items())
    for card in document.get("care_cards", []):
        yield from ((f"care card “{card['heading']}”", item) for item in card["items"])
    for step in document.get("steps", []):
        place = f"step {step['name']}"
        yield from ((place, step[key]) for key in ("help", "may_be", "why_not") if step[key])
        yield from ((place, line) for key in ("do_now", "come_back") for line in step[key])
    yield from (("come back", item) for item in document.get("come_back", {}).get("items", []))
    for key, name, said in _LISTS:
        for entry in document.get(key, []):
            yield f"{key.replace('_', ' ')}: {entry[name]}", entry[said]


_LISTS = (
    ("sections", "title", "body"),
    ("types", "name", "description"),
    ("dos", "text", "why"),
    ("donts", "text", "why"),
    ("treatments", "treatment", "note"),
    ("myths", "claim", "why"),
    ("questions", "question", "answer"),
    ("words", "word", "meaning"),
    ("drawings", "drawing", "caption"),
    ("look_alikes", "name", "difference"),
    ("cautions", "who", "why"),
)


def _resolved(pack: Pack, document: dict[str, Any]) -> dict[str, Any]:
    """With the details of sources and the titles of treatments, as the publishing blockers expect them."""
    titles = {found["slug"]: found["title"] for found in pack.of(Kind.TREATMENT)}
    sources = [{**pack.sources.get(entry["source"], {}), "key": entry["source"]} for entry in document["sources"]]
    options = [{**option, "title": titles.get(option["treatment"], "")} for option in document.get("treatments", [])]
    return {**document, "sources": sources, **({"treatments": options} if options else {})}


def _callouts(pack: Pack) -> set[str]:
    return {document["slug"] for document in pack.of(Kind.CONDITION) if has_callout(document["callout"])}


def _addresses(pack: Pack) -> set[tuple[str, str]]:
    return {(document["kind"], document["slug"]) for document in pack.documents}
