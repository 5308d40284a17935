"""A leaflet as plain text of 72 columns, safe to paste into a record.

Every item is complete by itself: a do-not item says “Do not”, the callout says “Do not”, and a care card's signs keep
the heading that says what to do. So a line that is copied alone cannot turn into its opposite.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .document import Document
from .leaflet import Advice, CareCard, ConditionLeaflet, Leaflet, TreatmentLeaflet
from .markup import Text

WIDTH = 72
_KEPT = "\N{NO-BREAK SPACE}"
_NEGATION = re.compile(r"\b(\w+) (not)\b")
_CITED = re.compile(r" (?=\[\d)")
_ITEM = re.compile(r"^\s*(?:- |\d+\. )?")


def plain_text(leaflet: Leaflet, *, notice: str = "", address: str = "", version: int | None = None) -> str:
    return joined(parts_of(leaflet, notice=notice, address=address, version=version))


def parts_of(leaflet: Leaflet, *, notice: str = "", address: str = "", version: int | None = None) -> list[list[str]]:
    """The whole leaflet: what it is, the callout, when to get help, then the rest, then the sources.

    Each part is a list of lines, not yet folded; a heading is two of them, the words and a row of = or -.
    """
    return [
        titled(leaflet.title),
        [notice] if notice else [],
        _opening(leaflet),
        *(_care_card(card) for card in leaflet.care_cards),
        *_body(leaflet),
        source_lines(leaflet),
        foot_lines(address, version),
    ]


def joined(parts: Iterable[list[str]]) -> str:
    """Parts with a blank line between them, folded to the width; empty parts leave nothing."""
    return "\n\n".join(_folded(part) for part in parts if part) + "\n"


def titled(title: str) -> list[str]:
    return [title.upper(), "=" * min(len(title), WIDTH)]


def headed(words: str) -> list[str]:
    return [words, "-" * min(len(words), WIDTH)]


def _opening(leaflet: Leaflet) -> list[str]:
    lines = [leaflet.summary.plain]
    if isinstance(leaflet, ConditionLeaflet):
        lines += [_asked(_("Is it harmless?"), leaflet.harmless), _asked(_("Can you catch it?"), leaflet.catching)]
        callout = leaflet.callout
        if callout.heading:
            lines += ["", _("IMPORTANT: %(warning)s.") % {"warning": callout.heading.rstrip(".")}, callout.why.plain]
            lines += bulleted(callout.instead)
            lines += [_asked(_("If you already did:"), callout.already_squeezed)]
    if isinstance(leaflet, TreatmentLeaflet):
        lines += [
            _asked(_("Who can do it:"), leaflet.who_can_do_it),
            _asked(f"{leaflet.evidence.rating.label}:", leaflet.evidence.text),
            _asked(_("Time to see a change:"), leaflet.time_to_work),
            _asked(_("Effort:"), leaflet.effort),
        ]
        for caution in leaflet.cautions:
            lines.append(f"- {_('Take care or do not use it:')} {caution.who}. {caution.why.plain}".rstrip())
    return lines


def _as_question(label: object) -> str:
    return str(label) if str(label).endswith("?") else f"{label}:"


def _asked(question: str, answer: Text) -> str:
    return f"{question} {answer.plain}" if answer else ""


def _care_card(card: CareCard) -> list[str]:
    ending = [card.ending.plain] if card.ending else []
    return [*headed(f"{card.urgency.label}. {card.heading}"), *bulleted(card.items), *ending]


def _body(leaflet: Leaflet) -> Iterator[list[str]]:
    for section in leaflet.sections:
        yield [*headed(section.title), *section.body.plain.split("\n")]
    if isinstance(leaflet, ConditionLeaflet):
        yield from _types_and_facts(leaflet)
    yield from _advice(_("What you can do"), leaflet.dos)
    yield from _advice(_("Things to avoid"), leaflet.donts)
    if isinstance(leaflet, ConditionLeaflet):
        yield from _treatments_and_myths(leaflet)
    for question in leaflet.questions:
        yield [*headed(question.question), *question.answer.plain.split("\n")]
    if leaflet.questions_to_ask:
        yield [*headed(_("Questions to ask at your appointment")), *bulleted(leaflet.questions_to_ask)]
    if isinstance(leaflet, ConditionLeaflet) and leaflet.drawings:
        told = (f"- {row.drawing.label}: {row.alt} {' '.join(row.caption.plain.split())}" for row in leaflet.drawings)
        yield [*headed(_("The drawings in words")), *told]
    if leaflet.words:
        yield [*headed(_("Words explained")), *(f"- {row.word}: {row.meaning.plain}" for row in leaflet.words)]


def _types_and_facts(leaflet: ConditionLeaflet) -> Iterator[list[str]]:
    if leaflet.types:
        yield [*headed(_("Types")), *(f"- {kind.name}: {kind.description.plain}" for kind in leaflet.types)]
    if leaflet.facts:
        yield [
            *headed(_("At a glance")),
            *(_asked(_as_question(fact.label), text) for fact, text in leaflet.facts.items()),
        ]


def _treatments_and_myths(leaflet: ConditionLeaflet) -> Iterator[list[str]]:
    for advice, links in leaflet.treatments_by_advice():
        yield [
            *headed(f"{_('Treatments')}: {advice.label}"),
            *(f"- {advice.label}: {link.title}. {link.note.plain}".rstrip() for link in links),
        ]
    if leaflet.myths:
        told = (f"- “{myth.claim.rstrip('.')}” - {myth.verdict.label}. {myth.why.plain}" for myth in leaflet.myths)
        yield [*headed(_("Things you may have read")), *told]
    if leaflet.look_alikes:
        yield [
            *headed(_("What else it could be")),
            *(f"- {row.name}: {row.difference.plain}" for row in leaflet.look_alikes),
        ]


def _advice(heading: str, items: tuple[Advice, ...]) -> Iterator[list[str]]:
    if items:
        yield [*headed(heading), *(f"- {item.text.plain} {item.why.plain}".rstrip() for item in items)]


def source_lines(document: Document) -> list[str]:
    if not document.sources:
        return []
    told = (f"[{source.number}] {source.title}. {source.publisher}. {source.url}" for source in document.sources)
    return [*headed(_("Sources")), *told]


def foot_lines(address: str, version: int | None) -> list[str]:
    lines = [_("This is general information. It does not replace advice from a doctor or nurse who has seen you.")]
    if version:
        lines.append(_("Version %(number)d. %(address)s") % {"number": version, "address": address})
    return lines


def bulleted(items: Iterable[Text]) -> list[str]:
    return [f"- {item.plain}" for item in items]


def _folded(lines: Iterable[str]) -> str:
    return "\n".join(_wrapped(line) for line in lines if line or line == "")


def _wrapped(line: str) -> str:
    """Fold to the width; what must not be parted stays on one line: “do” and “not”, a word and its source's number."""
    kept = _CITED.sub(_KEPT, _NEGATION.sub(rf"\1{_KEPT}\2", line))
    hanging = " " * len(_ITEM.match(line)[0])
    folded = textwrap.fill(kept, WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    return folded.replace(_KEPT, " ")
