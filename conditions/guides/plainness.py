"""Is it easy to read? US school grades and long sentences, for English."""

from collections.abc import Iterator

from conditions.content.readability import (
    FEWEST_WORDS,
    HARDEST_DOCUMENT,
    HARDEST_PASSAGE,
    LONGEST_SENTENCE,
    Reading,
    reading,
    sentences,
)
from conditions.content.readability import words as words_in

from . import words
from .graph import Graph, Step
from .problem import Problem, of_guide, of_step


def plainness(graph: Graph) -> Iterator[Problem]:
    if graph.language.split("-")[0] != "en":
        return
    own = _said(words.of_guide(graph))
    texts = [own]
    for sentence in _long_sentences(own):
        yield of_guide(sentence, "long_sentence")
    for step in graph.steps:
        texts.append(_said([*words.of_step(step), *_labels(step)]))
        yield from _step(step, texts[-1])
    whole = reading("\n".join(texts))
    if whole.grade > HARDEST_DOCUMENT:
        sentence = f"Use easier words: the guide is for grade {whole.grade}; {HARDEST_DOCUMENT:g} is the limit."
        yield of_guide(sentence, "hard_words")


def _step(step: Step, text: str) -> Iterator[Problem]:
    if len(words_in(text)) >= FEWEST_WORDS:
        read: Reading = reading(text)
        if read.grade > HARDEST_PASSAGE:
            sentence = f"Use easier words: this step is for grade {read.grade}; {HARDEST_PASSAGE:g} is the limit."
            yield of_step(step, sentence, "hard_words")
    for sentence in _long_sentences(text):
        yield of_step(step, sentence, "long_sentence")


def _long_sentences(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        found = words_in(sentence)
        if len(found) > LONGEST_SENTENCE:
            yield (
                f"The sentence “{' '.join(found[:5])} …” has {len(found)} words. "
                f"Split it: {LONGEST_SENTENCE} words are the most."
            )


def _labels(step: Step) -> list[str]:
    return [words.line(option.label) for option in step.options]


def _said(texts: Iterator[str] | list[str]) -> str:
    return "\n".join(texts)
