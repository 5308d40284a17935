"""Words that name a diagnosis or a probability. A guide cannot see the reader: it says what something may be."""

import re
from collections.abc import Iterator

from . import words
from .graph import Graph
from .problem import Problem, of_guide, of_step


class _English:
    """“You have”, “this is a”, “it is herpes”, “likely”: unless it is asked, denied, or stands under an “if”."""

    # What a sentence without an article can name. “It is harmless” must stay possible.
    illness = (
        r"acne|bites?|cancers?|carcinomas?|cellulitis|chickenpox|cysts?|dermatitis|eczema|folliculitis|herpes"
        r"|impetigo|infect\w+|melanomas?|mili(?:a|um)|molluscum|psoriasis|rosacea|scabies|shingles|syphilis"
        r"|styes?|ulcers?|warts?|cold\s+sores?|fordyce\s+spots?|keratosis"
    )
    stated = re.compile(
        r"\b(?:you(?:\s+(?:\w+ly|also|may\s+well))?\s+have(?!\s+to\b)|you(?:['’]ve\s+got|['’]re\s+having|\s+are\s+having)"
        rf"|(?:(?:this|it|your\s+\w+)\s+is|it['’]s|that['’]s|(?:\A|(?<=[.!?]\s))that\s+is)\s+(?:an?|the|{illness})"
        rf"|they\s+are\s+(?:{illness})|these\s+are)\b",
        re.I,
    )
    guessed = re.compile(
        r"%\s*(?:likely|chance|risk|sure|certain|of\s+(?:people|adults|children|babies|bumps|cases))"
        r"|\b\d+\s+(?:in|out\s+of)\s+\d+\b"
        r"|\b(?:un)?likely\b|\bprobabl[ey]\b|\bprobability\b|\bper\s?cent\b|\bchances?\b|\bdefinitely\b|\bcertainly\b",
        re.I,
    )
    # What stands right before a statement and makes it a condition or a question.
    before = re.compile(
        r"\b(?:if|when|whether|unless|until|once|after|before|what|which|how\s+\w+|do|think|sure)\W*$", re.I
    )
    # What stands anywhere before it in the same clause: “if you are pregnant and you have …”, “does not mean you have”.
    joined = re.compile(r"\b(?:if|when|whether|unless|until|once)\b.*\b(?:and|or)\W*$", re.I | re.S)
    denied = re.compile(r"\b(?:not|never|cannot|nobody|no\s+one)\b[^:]*$", re.I)
    clause = re.compile(r"[.!?;,]")

    def found(self, text: str) -> Iterator[str]:
        yield from (match.group() for match in self.guessed.finditer(text))
        for match in self.stated.finditer(text):
            clause = self.clause.split(text[: match.start()])[-1]
            if not any(pattern.search(clause) for pattern in (self.before, self.joined, self.denied)):
                yield match.group()


# By language; a language without a list has no such check.
_LANGUAGES = {"en": _English()}


def named(text: str, language: str) -> list[str]:
    """The words in a plain text that name a diagnosis or a probability."""
    known = _LANGUAGES.get(language.split("-")[0])
    return list(known.found(_without_lists(text))) if known else []


def _without_lists(text: str) -> str:
    """The items of a list continue the line before it, “Call us if:”, so each is read with that line."""
    if "\n" not in text:
        return text
    lead, lines = "", []
    for line in text.splitlines():
        item = re.match(r"\s*(?:-|\d+\.)\s+(.*)", line)
        if item:
            lines.append(f"{lead} {item[1]}")
        elif line.strip():
            lead = line if line.rstrip().endswith(":") else ""
            lines.append(line)
    return ".\n".join(lines)


def wording(graph: Graph) -> Iterator[Problem]:
    for phrase in _phrases(words.of_guide(graph), graph.language):
        yield of_guide(_sentence(phrase), "diagnosis")
    for step in graph.steps:
        for phrase in _phrases(words.of_step(step, graph.come_back_heading), graph.language):
            yield of_step(step, _sentence(phrase), "diagnosis")


def _phrases(texts: Iterator[str], language: str) -> dict[str, None]:
    return dict.fromkeys(phrase.lower() for text in texts for phrase in named(text, language))


def _sentence(phrase: str) -> str:
    return f"Do not say “{phrase}”: the guide cannot know. Say what it may be."
