"""A printed sheet as a value: the key facts of one leaflet in the order in which they must be read.

Red flags, then the warning, then what to do, then when to come back. What does not fit on one side of paper in standard
print is left out by rule, level by level: first the questions to ask, then the reasons, then the ends of long lists.
Never a red flag, a sign that somebody should see it within a week, a line of the warning, or who must take care; rather
a second side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conditions.content.leaflet import ConditionLeaflet, TreatmentLeaflet
from conditions.content.short_codes import printed
from conditions.library import Page, Withdrawn
from conditions.models import Clinic
from conditions.vocabulary import RED_FLAG_URGENCIES, Kind, Paper, Print, SectionKind, Urgency

from . import qr
from .note import address, language_name
from .resolve import Change, Given, Part

Value = dict[str, Any]

PAPERS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
SMALLEST_CODE = 21  # millimetres without the quiet zone; 20 is the least that a phone reads at arm's length
LARGE, SIZES = 18, (14, 13, 12, 11.5, 11, 10.5)  # points
SMALLEST_WITH_QUESTIONS = 12  # points: print does not get small to make room for the questions to ask
FEWER = ((10.5, None), (10.5, 5), (10.5, 3), (10.5, 2), (10, 2), (10, 1))  # points, items of a list
SHORT = 2  # items of a card that may stand beside another
_ITEM = re.compile(r"\s*(-|\d+\.) (.*)")


def sheet_of_page(page: Page, clinic: Clinic, *, paper: str, size: str, marks: Sequence[str] = ()) -> Value:
    """One leaflet or guide; its code leads to the current version. ``marks`` say that this is not the current one."""
    where = address(page.code) if page.code else f"{settings.SITE_URL}{page.url}"
    sheets = [_sheet(page, clinic, size, where, page.code, marks=[{"lines": list(marks)}] if marks else [])]
    return _together(sheets, clinic, paper=paper, size=size, language=page.leaflet.language, where=where)


def sheet_of_handout(given: Given, clinic: Clinic, *, paper: str, size: str) -> Value:
    """A sheet for each part as it reads now, with what has changed since it was given."""
    where, count = address(given.code), len(given.parts)
    sheets = []
    for place, part in enumerate(given.parts, start=1):
        over = _("Sheet %(place)d of %(count)d") % {"place": place, "count": count} if count > 1 else ""
        if isinstance(part.now, Withdrawn):
            sheets.append(_withdrawn(part, part.now, over, where, given.code))
        else:
            sheets.append(_sheet(part.now, clinic, size, where, given.code, over, _since(part, given)))
    return _together(sheets, clinic, paper=paper, size=size, language=given.language, where=where)


def _together(sheets: list[Value], clinic: Clinic, *, paper: str, size: str, language: str, where: str) -> Value:
    titles = list(dict.fromkeys(sheet["title"] for sheet in sheets))
    return {
        "title": "; ".join(titles),
        "author": clinic.clinic_name,
        "language": language,
        "paper": PAPERS.get(paper, PAPERS[Paper.A4]),
        "page": _("Page %(number)s of %(count)s") % {"number": "{0}", "count": "{1}"},
        "code": qr.qr_svg(where, title=""),
        "code_side": qr.printed_side(where, smallest=SMALLEST_CODE),
        "code_says": _("QR code. It opens %(address)s") % {"address": _typed(where)},
        "is_large": size == Print.LARGE,
        "sheets": sheets,
    }


def _sheet(
    page: Page, clinic: Clinic, size: str, where: str, code: str, over: str = "", marks: Sequence[Value] = ()
) -> Value:
    return {
        "over": " · ".join(filter(None, [clinic.clinic_name, over])),
        "title": page.leaflet.title,
        "notices": list(filter(None, [page.notice])),
        "marks": list(marks),
        "levels": list(_levels(page, clinic, size)),
        "foot": _foot(where, code, _facts(page)),
    }


def _withdrawn(part: Part, now: Withdrawn, over: str, where: str, code: str) -> Value:
    """Instead of the words that are no longer right: why they went, when, and what to read."""
    day = date_format(timezone.localtime(now.on), "j F Y")
    lines = [_("This leaflet was withdrawn on %(date)s. Do not use an older copy.") % {"date": day}, now.reason]
    if now.replacement_title:
        lines.append(_("Read instead: %(title)s") % {"title": now.replacement_title})
        lines.append(_typed(f"{settings.SITE_URL}{now.replacement_url}"))
    return {
        "over": over,
        "title": now.title,
        "notices": [],
        "marks": [{"lines": lines}],
        "levels": [{"size": SIZES[0], "more": "", "parts": []}],
        "foot": _foot(where, code, []),
    }


def _since(part: Part, given: Given) -> list[Value]:
    if not part.changes:
        return []
    day = date_format(timezone.localtime(given.on), "j F Y")
    told = _("You were given version %(number)d on %(date)s. What has changed since:")
    lines = [told % {"number": part.number, "date": day}]
    return [{"lines": lines, "items": [_changed(change) for change in part.changes]}]


def _changed(change: Change) -> str:
    told = _("we took it down for a time. %(note)s") if change.was_withdrawal else "%(note)s"
    day = date_format(timezone.localtime(change.on), "j F Y")
    return f"{_('Safety.') + ' ' if change.about_safety else ''}{day}: {told % {'note': change.note}}"


# -- what is on one side ---------------------------------------------------------------------------------------------


def _levels(page: Page, clinic: Clinic, size: str) -> Iterator[Value]:
    """The same sheet with less and less on it; the template takes the first that fits on one side, else the last."""
    if size == Print.LARGE:
        yield {"size": LARGE, "more": "", "parts": list(_parts(page, clinic))}
        return
    with_questions = [points for points in SIZES if points >= SMALLEST_WITH_QUESTIONS and _asks(page)]
    for points in with_questions:
        yield {"size": points, "more": "", "parts": list(_parts(page, clinic))}
    for points in [size for size in SIZES if size not in with_questions[:-1]]:
        yield {"size": points, "more": "", "parts": list(_parts(page, clinic, questions=False))}
    more = _("This side has the key points. All of them are at this address.")
    for points, most in FEWER:
        fewer = _parts(page, clinic, questions=False, reasons=False, most=most)
        yield {"size": points, "more": more, "parts": list(fewer)}


def _asks(page: Page) -> bool:
    return bool(getattr(page.leaflet, "questions_to_ask", ()))


def _parts(
    page: Page, clinic: Clinic, *, questions: bool = True, reasons: bool = True, most: int | None = None
) -> Iterator[Value]:
    """All of a sheet; or without questions or reasons, with at most so many items in each list that is no warning."""
    leaflet = page.leaflet
    yield {"kind": "summary", "text": leaflet.summary.bare}
    if leaflet.kind == Kind.GUIDE:
        yield from _of_guide(leaflet)
        return
    yield from _paired([_card(card) for card in leaflet.red_flags])
    if isinstance(leaflet, ConditionLeaflet):
        yield from _callout(leaflet.callout, reasons)
    if isinstance(leaflet, TreatmentLeaflet):
        yield from _of_treatment(leaflet, reasons, most)
    advice = [
        *_advice(_("What you can do"), leaflet.dos, reasons, most),
        *_advice(_("Things to avoid"), leaflet.donts, reasons, most),
    ]
    yield from _beside(advice)
    later = [card for card in leaflet.care_cards if card.urgency not in RED_FLAG_URGENCIES]
    yield from _beside([_card(card, None if card.urgency == Urgency.SOON else most) for card in later])
    if questions and leaflet.questions_to_ask:
        items = [line.bare for line in leaflet.questions_to_ask]
        yield {"kind": "list", "heading": _("Questions to ask at your appointment"), "items": items}
    yield from _contact(clinic)


def _paired(cards: list[Value]) -> Iterator[Value]:
    """Short cards of the same urgency side by side, two and two."""
    waiting: list[Value] = []
    for card in cards:
        is_short = len(card["items"]) <= SHORT
        if waiting and not (is_short and waiting[0]["urgency"] == card["urgency"]):
            yield from waiting
            waiting = []
        waiting.append(card)
        if len(waiting) == 2 or not is_short:
            yield from _beside(waiting)
            waiting = []
    yield from waiting


def _beside(parts: list[Value]) -> Iterator[Value]:
    """Two parts that are read one after the other and stand side by side."""
    if len(parts) > 1:
        yield {"kind": "beside", "parts": parts}
    else:
        yield from parts


def _card(card: Any, most: int | None = None) -> Value:
    return {
        "kind": "card",
        "urgency": card.urgency.value,
        "label": str(card.urgency.label),
        "heading": card.heading,
        "items": [item.bare for item in card.items][:most],
        "ending": card.ending.bare,
    }


def _callout(callout: Any, reasons: bool) -> Iterator[Value]:
    if callout.heading:
        yield {
            "kind": "callout",
            "label": str(callout.handling.label),
            "heading": callout.heading,
            "why": callout.why.bare,
            "lead": _("What to do instead"),
            "instead": [line.bare for line in callout.instead],
            "already": f"{_('If you already did:')} {callout.already_squeezed.bare}"
            if reasons and callout.already_squeezed
            else "",
        }


def _of_treatment(leaflet: TreatmentLeaflet, reasons: bool, most: int | None) -> Iterator[Value]:
    """Who must take care comes before how it is done; none of that is ever left out."""
    cautions = [f"{row.who}. {row.why.bare}".strip() for row in leaflet.cautions]
    if cautions:
        yield {"kind": "list", "heading": _("Take care, or do not use it, if"), "items": cautions}
    for section in leaflet.sections:
        if section.kind == SectionKind.HOW_IT_IS_DONE:
            yield {"kind": "text", "heading": section.title, "blocks": _blocks(section.body.uncited)}
    if reasons and leaflet.time_to_work:
        yield {"kind": "text", "heading": _("Time to see a change"), "blocks": _blocks(leaflet.time_to_work.uncited)}


def _of_guide(guide: Any) -> Iterator[Value]:
    emergency = {"kind": "mark", "text": guide.emergency.bare}
    if guide.emergency:
        yield emergency
    if guide.callout.heading:
        yield {
            "kind": "callout",
            "label": "",
            "heading": guide.callout.heading,
            "why": guide.callout.why.bare,
            "lead": "",
            "instead": [],
            "already": "",
        }
    yield {
        "kind": "text",
        "heading": _("Answer a few questions on your phone"),
        "blocks": _blocks(_("Scan the code below, or type the address.") + "\n\n" + guide.intro.uncited),
    }
    if guide.come_back.items:
        items = [item.bare for item in guide.come_back.items]
        yield {"kind": "list", "heading": guide.come_back.heading, "items": items}


def _advice(heading: str, rows: Iterable[Any], reasons: bool, most: int | None) -> Iterator[Value]:
    items = [f"{row.text.bare} {row.why.bare if reasons else ''}".strip() for row in rows][:most]
    if items:
        yield {"kind": "list", "heading": heading, "items": items}


def _contact(clinic: Clinic) -> Iterator[Value]:
    lines = [
        clinic.clinic_name,
        f"{_('Telephone:')} {clinic.clinic_phone}" if clinic.clinic_phone else "",
        f"{_('Open:')} {clinic.opening_hours}" if clinic.opening_hours else "",
    ]
    if any(lines[1:]):
        yield {"kind": "contact", "heading": _("Your clinic:"), "lines": list(filter(None, lines))}


def _blocks(plain: str) -> list[Value]:
    """Paragraphs and lists of plain text, as ``Text.plain`` writes them."""
    blocks: list[Value] = []
    for line in filter(str.strip, plain.split("\n")):
        item = _ITEM.match(line)
        kind = "p" if item is None else "ul" if item[1] == "-" else "ol"
        text = line.strip() if item is None else item[2]
        if kind != "p" and blocks and blocks[-1]["kind"] == kind:
            blocks[-1]["items"].append(text)
        else:
            blocks.append({"kind": kind, "items": [text]})
    return blocks


# -- the foot --------------------------------------------------------------------------------------------------------


def _facts(page: Page) -> list[str]:
    day = date_format(timezone.localtime(page.live_at), "j F Y")
    version = _("Version %(number)d of %(date)s") % {"number": page.number, "date": day}
    if page.reviewed_on:
        review = _("Last reviewed: %(date)s") % {"date": date_format(page.reviewed_on, "j F Y")}
    else:
        review = _("Not yet reviewed by this clinic")
    due = _("Next review due: %(date)s") % {"date": date_format(page.review_due, "j F Y")} if page.review_due else ""
    return list(filter(None, [f"{version}, {language_name(page.leaflet.language)}", review, due]))


def _foot(where: str, code: str, facts: list[str]) -> Value:
    return {
        "point": _("Point your phone's camera here"),
        "type": _("or type: %(address)s") % {"address": _typed(where)},
        "number": _("Number: %(number)s") % {"number": printed(code)} if code else "",
        "facts": facts,
        "notes": _("Notes from your visit"),
        "general": _("This is general information. It cannot tell you what you have."),
    }


def _typed(where: str) -> str:
    """The address as somebody types it."""
    return where.partition("://")[2]
