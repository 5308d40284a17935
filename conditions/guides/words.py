"""What a guide says, as plain words: clinic's numbers filled in, citations and Markdown taken away."""

import re
from collections.abc import Iterator, Mapping

from conditions.content.markup import Text, without_citations
from conditions.content.placeholders import filled

from .graph import Graph, Step

_NO_NUMBERS: Mapping[str, str] = {}
_MARKDOWN = re.compile(r"[*_\[\]`\\#&<\n]")


def line(text: str) -> str:
    """A title, a heading or an answer: it is not Markdown."""
    return filled(text, _NO_NUMBERS) if "{" in text else text


def body(text: str) -> str:
    """A text in Markdown. Most are one plain sentence, and parsing 10,000 of those would take seconds."""
    plain = line(without_citations(text) if "[@" in text else text)
    return Text(plain).plain if _MARKDOWN.search(plain) else plain


def of_step(step: Step, come_back_heading: str = "") -> Iterator[str]:
    """All that a step says, except the answers: those are the reader's words.

    The lines of when to come back continue their heading, so they are given with it.
    """
    yield line(step.title)
    for text in (step.help, step.may_be, *step.do_now, step.why_not):
        if text:
            yield body(text)
    for text in step.come_back:
        yield _continued(come_back_heading, text)


def of_guide(graph: Graph) -> Iterator[str]:
    """What stands on the start page, and what every step or every outcome shares."""
    for text in (graph.title, graph.callout_heading):
        if text:
            yield line(text)
    for text in (graph.summary, graph.intro, graph.emergency, graph.callout_why):
        if text:
            yield body(text)
    for text in graph.come_back or ("",) * bool(graph.come_back_heading):
        yield _continued(graph.come_back_heading, text)


def _continued(heading: str, text: str) -> str:
    return f"{line(heading)} {body(text)}".strip()
