"""The house rules for words, sentence by sentence. What they find is advice: it never stops a save or a publication.

What must never go live is a blocker (``publishing.blockers``). The editors' desk shows both while somebody types,
and ``manage.py check_content --live`` prints both, from these same functions. English only.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conditions.vocabulary import Attribute, Handling, Kind, SectionKind, SkinTone

from .markup import Text, whole_words, without_citations
from .passages import Passage, Path, passages
from .readability import FEWEST_WORDS, HARDEST_DOCUMENT, HARDEST_PASSAGE, LONGEST_SENTENCE, reading, sentences, words

Document = dict[str, Any]
PlainWords = Mapping[str, str]  # jargon -> its plain twin

MOST_CALLOUTS = 2
LONGEST_ALT = 125  # characters; NHS digital service manual, images

# Names and quotations: somebody else's words, or a patient's.
_NOT_OURS = {"claim", "question", "name", "who", "word", "licence", "credit", "file"}
# What a document calls things or explains. Its own name is not jargon in it.
_NAMED = (
    ("also_known_as", "name"),
    ("look_alikes", "name"),
    ("treatments", "title"),
    ("types", "name"),
    ("words", "word"),
)

_SHOULD = re.compile(r"\bshould(?:n['’]t| not)?\b", re.I)
_SHORT_NOT = re.compile(r"\b\w+n['’]t\b", re.I)
_NOT = r"(?:not|never|nobody|nothing|cannot)"  # “do not use it without advice” is a condition, and no trap
_DOUBLE_NOT = re.compile(
    r"\bnot (?:un(?:common|usual|likely|safe|necessary|able|aware|important|known|til then)|in(?:frequent|significant)"
    r"|impossible|abnormal|rare)\b"
    rf"|\b(?:never|cannot|not|nobody|nothing)\b(?:(?!\b(?:and|or|but|so|if|because|that|when|than)\b)[^.,;:!?]){{0,60}}?\b{_NOT}\b",
    re.I,
)
_SET_PHRASES = re.compile(r"\b(?:whether or not|no longer|not only|no one|no more than|if not)\b", re.I)
_WARNING = re.compile(r"^(?:[-*#\s]*)(?:important|warning|caution|danger|take care)\b[^.\n]{0,20}:", re.I | re.M)


@dataclass(frozen=True)
class Remark:
    """A piece of advice: where, the sentence it is about (empty: the whole text), and what to do."""

    path: Path
    place: str
    words: str
    sentence: str
    code: str

    def __str__(self) -> str:
        quoted = f" In: “{self.words}”" if self.words else ""
        return f"{self.place}: {self.sentence}{quoted}"


def remarks(document: Document, plain_words: PlainWords) -> Iterator[Remark]:
    """Every piece of advice on a document, in the order of its texts; none for a language other than English."""
    if document["language"].split("-")[0] != "en":
        return
    names = _names(document)
    jargon = {word: twin for word, twin in plain_words.items() if not whole_words([word]).search(names)}
    for passage in our_words(document):
        plain = plainly(passage)
        for check in (_long, _should, _short_nots, _double_nots):
            yield from (_about(passage, *found) for found in check(plain))
        yield from (_about(passage, *found) for found in _jargon(plain, jargon))
        if document["kind"] != Kind.GUIDE:  # a guide is measured step by step
            yield from _hard(passage, plain)
    if document["kind"] != Kind.GUIDE:
        yield from _whole(document)


def is_misread(sentence: str) -> bool:
    """Whether a sentence, not a question, says “should” or hides its “not” in a short form."""
    return any(True for check in (_should, _short_nots) for _found in check(sentence))


def our_words(document: Document) -> Iterator[Passage]:
    """The texts that we write ourselves, without names, quotations and single words of a list."""
    for passage in passages(document):
        is_title_of_other = passage.path[0] == "treatments" and passage.path[-1] == "title"
        if " " in passage.text and passage.path[-1] not in _NOT_OURS and not is_title_of_other:
            yield passage


def plainly(passage: Passage) -> str:
    return Text(without_citations(passage.text)).plain


def grade_of(document: Document) -> float:
    """The US school grade of all our own words together."""
    return reading("\n".join(plainly(passage) for passage in our_words(document))).grade


Found = tuple[str, str, str]  # sentence, advice, code


def _about(passage: Passage, quoted: str, advice: str, code: str) -> Remark:
    return Remark(passage.path, passage.place, quoted, advice, code)


def _long(plain: str) -> Iterator[Found]:
    for sentence in sentences(plain):
        length = len(words(sentence))
        if length > LONGEST_SENTENCE:
            yield sentence, f"{length} words. Split it: {LONGEST_SENTENCE} words are the most.", "long_sentence"


def _should(plain: str) -> Iterator[Found]:
    advice = "Leave out “should”: say what to do, or what happens. For example: Wash it gently."
    yield from _matching(plain, _SHOULD, lambda _match: advice, "should")


def _short_nots(plain: str) -> Iterator[Found]:
    yield from _matching(
        plain, _SHORT_NOT, lambda match: f"Write “{match.group()}” in full, with “not”: it is misread.", "short_not"
    )


def _double_nots(plain: str) -> Iterator[Found]:
    advice = "Two negatives are read as a yes. Say it the other way round: what is, not what is not."
    for sentence in sentences(plain):
        if _DOUBLE_NOT.search(_SET_PHRASES.sub(" ", sentence)):
            yield sentence, advice, "double_negative"


def _jargon(plain: str, jargon: PlainWords) -> Iterator[Found]:
    unbracketed = re.sub(r"\([^()]*\)", lambda match: " " * len(match.group()), plain)
    for word, twin in jargon.items():
        pattern = whole_words([word])
        for sentence, bare in zip(sentences(plain), sentences(unbracketed), strict=False):
            if pattern.search(bare):
                yield sentence, f"Say “{twin}” for “{word}”. The hard word may follow in brackets.", "jargon"


def _matching(plain: str, pattern: re.Pattern[str], advice: Callable[[Any], str], code: str) -> Iterator[Found]:
    for sentence in sentences(plain):
        match = pattern.search(sentence)
        if match and not sentence.endswith("?"):
            yield sentence, advice(match), code


def _names(document: Document) -> str:
    named = [document["title"]]
    for key, name in _NAMED:
        named += [row[name] for row in document.get(key, [])]
    return " | ".join(named)


def _hard(passage: Passage, plain: str) -> Iterator[Remark]:
    read = reading(plain)
    if read.words >= FEWEST_WORDS and read.grade > HARDEST_PASSAGE:
        advice = f"Hard to read: grade {read.grade}, and {HARDEST_PASSAGE:g} is the limit. Use shorter words."
        yield _about(passage, "", advice, "hard_words")


def _whole(document: Document) -> Iterator[Remark]:
    grade = grade_of(document)
    if grade > HARDEST_DOCUMENT:
        advice = f"Hard to read as a whole: grade {grade}, and {HARDEST_DOCUMENT:g} is the limit."
        yield Remark((), "The whole leaflet", "", advice, "hard_words")
    yield from _callouts(document)
    yield from _unused_words(document)
    yield from _pictures(document)
    yield from _drawings(document)
    if document["kind"] == Kind.CONDITION and not _tells_of_skin_tones(document):
        advice = "Say how it looks on brown and black skin, in a section or in the look-alike facts."
        yield Remark(("facts", Attribute.SKIN_TONES.value), "Skin tones", "", advice, "no_skin_tone")


def _callouts(document: Document) -> Iterator[Remark]:
    callout = document.get("callout") or {}
    has_own = bool(callout.get("heading")) and callout["handling"] != Handling.FINE_TO_TOUCH
    found = [passage for passage in our_words(document) for _match in _WARNING.finditer(passage.text)]
    if len(found) + has_own > MOST_CALLOUTS:
        advice = (
            f"{len(found) + has_own} warnings. More than {MOST_CALLOUTS} are not read: keep the ones that matter most."
        )
        yield _about(found[-1], "", advice, "many_callouts")


def _unused_words(document: Document) -> Iterator[Remark]:
    told = "\n".join(passage.text for passage in passages(document) if passage.path[0] != "words")
    for number, row in enumerate(document.get("words", [])):
        if not whole_words([row["word"]]).search(without_citations(told)):
            place, advice = f"Word explained “{row['word']}”", "The leaflet does not use this word: leave it out."
            yield Remark(("words", number, "word"), place, "", advice, "unused_word")


def _pictures(document: Document) -> Iterator[Remark]:
    for number, picture in enumerate(document["pictures"]):
        path, place = ("pictures", number), f"Picture {number + 1}"
        if picture["skin_tone"] == SkinTone.NOT_SHOWN:
            if re.search(r"\bskin\b", picture["alt"], re.I):
                advice = "The words name skin: choose the skin tone that the picture shows."
                yield Remark((*path, "skin_tone"), place, "", advice, "no_skin_tone")
        else:
            yield from _without_skin_tone((*path, "alt"), place, picture["alt"])
        yield from _long_alt((*path, "alt"), place, picture["alt"], "the long description")


def _drawings(document: Document) -> Iterator[Remark]:
    for number, row in enumerate(document.get("drawings", [])):
        path, place = ("drawings", number, "alt"), f"Drawing {number + 1}"
        yield from _without_skin_tone(path, place, row["alt"])
        yield from _long_alt(path, place, row["alt"], "the caption")


def _without_skin_tone(path: Path, place: str, alt: str) -> Iterator[Remark]:
    if alt and not re.search(r"\bskin(?: tones?)?\.?$", alt.strip(), re.I):
        advice = "End with the skin tone, for example: Shown on light brown skin."
        yield Remark(path, place, alt, advice, "no_skin_tone")


def _long_alt(path: Path, place: str, alt: str, instead: str) -> Iterator[Remark]:
    if len(alt) > LONGEST_ALT:
        advice = f"{len(alt)} characters; at most {LONGEST_ALT}. Put the rest into {instead}."
        yield Remark(path, place, "", advice, "long_alt")


def _tells_of_skin_tones(document: Document) -> bool:
    in_section = any(row["kind"] == SectionKind.SKIN_TONES and row["body"] for row in document["sections"])
    return in_section or bool(document["facts"].get(Attribute.SKIN_TONES.value))
