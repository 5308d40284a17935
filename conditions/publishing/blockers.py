"""Everything that stops a document from being published, in sentences.

The list that the editor sees is the list that the workflow enforces.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from conditions.content.clinical_codes import problem, problem_below, written
from conditions.content.markup import keys_cited, links_in, without_citations
from conditions.content.outline import prompts_in
from conditions.content.passages import Path, passages
from conditions.content.placeholders import FALLBACKS, names_in
from conditions.guides.checks import problems
from conditions.guides.graph import graph
from conditions.vocabulary import RED_FLAG_URGENCIES, URGENCY_ORDER, Drawing, Handling, Kind

Document = dict[str, Any]

# How a sentence that forbids begins, per language. Only the full form: “don't” is misread as its opposite.
NEGATIONS = {"en": ("Do not ", "Never ")}

# A link into our own site, and the addresses of documents among them.
_OWN_DOCUMENT = re.compile(r"^/(?P<kind>condition|treatment|guide)s/(?P<slug>[^/#?]+)/(?:[#?].*)?$")
_OWN_PAGE = re.compile(
    r"^/(?:|guides/|questions/|dont-pop-it/|compare/|sources/|about/|privacy/|accessibility/|body/[a-z-]+/)(?:[#?].*)?$"
)


@dataclass(frozen=True)
class Blocker:
    """One problem: the place it concerns, in an editor's words, and what to do about it.

    ``step`` is the name of the step of a guide that it concerns, if one; ``path`` leads to the words in the document.
    """

    place: str
    sentence: str
    code: str
    step: str = ""
    path: Path = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


Known = Collection[tuple[str, str]]
Check = Callable[[Document], Iterator[Blocker]]


def blockers(document: Document, known: Known, callouts: Collection[str] = ()) -> list[Blocker]:
    """All problems of a document.

    ``known`` holds (kind, address name) of every document that a link may lead to, ``callouts`` the address names of
    the conditions whose leaflet warns the reader not to pop it.
    """
    is_guide = document["kind"] == Kind.GUIDE
    found = [blocker for check in (_GUIDE_CHECKS if is_guide else _CHECKS) for blocker in check(document)]
    if is_guide:
        found += [*_steps(document, callouts), *_broken_outcomes(document, known)]
    return [*found, *_broken_links(document, known)]


def _opening(document: Document) -> Iterator[Blocker]:
    needed = {"summary": "What it is"}
    if document["kind"] == Kind.CONDITION:
        needed |= {"harmless": "Is it harmless?", "catching": "Can you catch it?"}
    for key, place in needed.items():
        if not document[key]:
            yield Blocker(place, "Write one sentence. It opens the leaflet.", "opening", path=(key,))
    if "sections" in document and not document["sections"]:
        yield Blocker("Sections", "Add at least one section.", "sections")


def _sources(document: Document) -> Iterator[Blocker]:
    for number, section in enumerate(document["sections"]):
        place, path = f"Section “{section['title']}”", ("sections", number, "body")
        if not section["body"]:
            yield Blocker(place, "Write the section, or remove it.", "empty_section", path=path)
        elif not keys_cited(section["body"]):
            yield Blocker(place, "Add at least one source, for example [@SP].", "no_source", path=path)
    if document["kind"] == Kind.CONDITION:
        for attribute, text in document["facts"].items():
            if not keys_cited(text):
                place, path = f"Look-alike fact “{attribute}”", ("facts", attribute)
                yield Blocker(place, "Add a source, for example [@SP].", "no_source", path=path)
        for number, myth in enumerate(document["myths"]):
            if not keys_cited(myth["why"]):
                path = ("myths", number, "why")
                yield Blocker(f"Myth “{myth['claim']}”", "Say why, with a source.", "no_source", path=path)


def _citations(document: Document) -> Iterator[Blocker]:
    listed = {source["key"] for source in document["sources"]}
    for passage in passages(document):
        for key in dict.fromkeys(keys_cited(passage.text)):
            if key not in listed:
                sentence = f"The source “{key}” is not in this leaflet's list of sources."
                yield Blocker(passage.place, sentence, "unknown_source", path=passage.path)


def _callout(document: Document) -> Iterator[Blocker]:
    callout = document.get("callout")
    if not callout or callout["handling"] == Handling.FINE_TO_TOUCH:
        return
    for key, place in {"heading": "warning", "why": "why not", "instead": "what to do instead"}.items():
        if not callout[key]:
            sentence = f"Fill in “{place}”: readers must not pop or pick this."
            yield Blocker("Don't-pop callout", sentence, "no_callout", path=("callout", key))
    yield from _shared_callout(document)


def _red_flags(document: Document) -> Iterator[Blocker]:
    cards = document["care_cards"]
    if document["kind"] == Kind.CONDITION and not any(
        card["urgency"] in RED_FLAG_URGENCIES and card["items"] for card in cards
    ):
        yield Blocker("When to get help", "Add the red flags: an emergency or urgent card with signs.", "no_red_flags")
    for number, card in enumerate(cards):
        if not card["items"]:
            path = ("care_cards", number, "items")
            yield Blocker(f"Care card “{card['heading']}”", "Add at least one sign.", "empty_card", path=path)


def _urgency_order(document: Document) -> Iterator[Blocker]:
    ranks = [URGENCY_ORDER.index(card["urgency"]) for card in document["care_cards"]]
    if ranks != sorted(ranks):
        yield Blocker("When to get help", "Put the most urgent card first, then the next.", "urgency_order")


def _do_not(document: Document) -> Iterator[Blocker]:
    for number, item in enumerate(document["donts"]):
        if not _forbids(item["text"], document["language"]):
            yield Blocker(
                f"Do not: “{item['text']}”",
                "Start the sentence with “Do not”, so that it is clear when it stands alone.",
                "not_negated",
                path=("donts", number, "text"),
            )


def _shared_callout(document: Document) -> Iterator[Blocker]:
    heading = document["callout"]["heading"]
    if heading and not _forbids(heading, document["language"]):
        sentence = "The warning must start with “Do not”."
        yield Blocker("Don't-pop callout", sentence, "callout_not_negated", path=("callout", "heading"))


def _steps(document: Document, callouts: Collection[str]) -> list[Blocker]:
    """What is wrong with the graph of a guide and with the words of its steps."""
    return [
        Blocker(problem.place, problem.sentence, problem.code, problem.step)
        for problem in problems(graph(document), callouts=callouts)
    ]


def _pictures(document: Document) -> Iterator[Blocker]:
    for number, picture in enumerate(document["pictures"], start=1):
        place, path = f"Picture {number}", ("pictures", number - 1)
        if not picture["alt"]:
            yield Blocker(place, "Say in words what the picture shows.", "no_alternative_text", path=(*path, "alt"))
        if not picture["licence"]:
            yield Blocker(place, "Say under which licence it may be shown.", "no_licence", path=(*path, "licence"))


def _questions_to_ask(document: Document) -> Iterator[Blocker]:
    for number, line in enumerate(document.get("questions_to_ask", [])):
        if not without_citations(line).endswith("?"):
            sentence = "End it with a question mark: readers ask it as it stands."
            yield Blocker(f"Question to ask “{line}”", sentence, "not_a_question", path=("questions_to_ask", number))


def _words(document: Document) -> Iterator[Blocker]:
    explained: set[str] = set()
    for number, row in enumerate(document.get("words", [])):
        place, word = f"Word explained “{row['word']}”", row["word"].casefold()
        if not row["meaning"]:
            yield Blocker(place, "Say what it means in plain words.", "no_meaning", path=("words", number, "meaning"))
        if word in explained:
            yield Blocker(place, "It is explained twice: keep one.", "word_twice", path=("words", number, "word"))
        explained.add(word)


def _drawings(document: Document) -> Iterator[Blocker]:
    for number, row in enumerate(document.get("drawings", [])):
        place, path = f"Drawing “{Drawing(row['drawing']).label}”", ("drawings", number)
        if not row["alt"]:
            yield Blocker(place, "Say in words what the drawing shows.", "no_alternative_text", path=(*path, "alt"))
        if not row["caption"]:
            sentence = "Say under it what to conclude from it."
            yield Blocker(place, sentence, "no_caption", path=(*path, "caption"))


def _review_date(document: Document) -> Iterator[Blocker]:
    if not document["review_months"]:
        sentence = "Say after how many months this must be reviewed again."
        yield Blocker("Review", sentence, "no_review_date", path=("review_months",))


def _placeholders(document: Document) -> Iterator[Blocker]:
    for passage in passages(document):
        for name in dict.fromkeys(names_in(passage.text)):
            if name not in FALLBACKS:
                allowed = ", ".join(f"{{{known}}}" for known in FALLBACKS)
                sentence = f"There is no placeholder {{{name}}}. There are: {allowed}."
                yield Blocker(passage.place, sentence, "unknown_placeholder", path=passage.path)


def _prompts(document: Document) -> Iterator[Blocker]:
    for passage in passages(document):
        if prompts_in(passage.text):
            sentence = "This is still the help of the outline. Write your own words, or take it out."
            yield Blocker(passage.place, sentence, "leftover_prompt", path=passage.path)


def _codes(document: Document) -> Iterator[Blocker]:
    for number, row in enumerate(document.get("codes", [])):
        code = written(row["system"], row["code"])
        wrong = problem(row["system"], code) or problem_below(
            row["system"], code, row.get("below", False), row.get("excluded", "")
        )
        if wrong:
            yield Blocker(f"Clinical code {row['code']}", wrong, "clinical_code", path=("codes", number, "code"))


def _broken_links(document: Document, known: Known) -> Iterator[Blocker]:
    for passage in passages(document):
        for address in links_in(passage.text):
            if address.startswith("/") and not _leads_somewhere(address, known):
                sentence = f"The link {address} leads nowhere that patients can read."
                yield Blocker(passage.place, sentence, "broken_link", path=passage.path)
    for number, option in enumerate(document.get("treatments", [])):
        if (Kind.TREATMENT.value, option["treatment"]) not in known:
            yield Blocker(
                f"Treatment “{option['title']}”",
                "Its leaflet is neither live nor approved: publish it first.",
                "broken_link",
                path=("treatments", number),
            )
    for number, row in enumerate(document.get("look_alikes", [])):
        if row["condition"] and (Kind.CONDITION.value, row["condition"]) not in known:
            yield Blocker(
                f"Look-alike “{row['name']}”",
                "Its leaflet is neither live nor approved: remove the link.",
                "broken_link",
                path=("look_alikes", number),
            )


def _broken_outcomes(document: Document, known: Known) -> Iterator[Blocker]:
    for step in document["steps"]:
        for slug in step["conditions"]:
            if (Kind.CONDITION.value, slug) not in known:
                sentence = f"The leaflet “{slug}” is neither live nor approved: publish it first, or remove it."
                yield Blocker(f"Outcome “{step['title']}”", sentence, "broken_link", step["name"])


def _leads_somewhere(address: str, known: Known) -> bool:
    match = _OWN_DOCUMENT.match(address)
    if match:
        return (match["kind"], match["slug"]) in known
    return bool(_OWN_PAGE.match(address))


def _forbids(sentence: str, language: str) -> bool:
    return sentence.startswith(NEGATIONS.get(language, ("",)))


_CHECKS: tuple[Check, ...] = (
    _opening,
    _callout,
    _red_flags,
    _urgency_order,
    _do_not,
    _sources,
    _citations,
    _questions_to_ask,
    _words,
    _drawings,
    _pictures,
    _placeholders,
    _prompts,
    _review_date,
    _codes,
)
_GUIDE_CHECKS: tuple[Check, ...] = (_opening, _shared_callout, _citations, _placeholders, _prompts, _review_date)


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every authored text of a document with its place in an editor's words."""
    return ((passage.place, passage.text) for passage in passages(document))
