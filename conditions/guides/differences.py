"""The change between two guides, in sentences: what a reviewer reads before they sign."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from conditions.vocabulary import QuestionRole, StepKind

from .graph import in_words

Entry = Mapping[str, Any]

_SHOWN = 120  # letters of a text that changed

# What is told of the whole guide, in the order of its page.
_OWN = {
    "slug": "address name",
    "language": "language",
    "title": "title",
    "summary": "sentence about what it does",
    "sensitive": "mark “sensitive”",
    "intro": "text before it starts",
    "emergency": "line on every step",
    "callout": "don't-pop callout",
    "come_back": "box on when to come back",
    "review_months": "number of months until review",
}
# What is told of a step as old and new words.
_WORDS = {
    "help": "help",
    "may_be": "what it may be",
    "do_now": "what to do now",
    "why_not": "why not to pop it",
    "come_back": "when to come back",
    "conditions": "leaflets",
}
_TOLD_BY_NAME = {"steps", "examples", "sources"}


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """One sentence or more for each difference between two guide documents; none if they are the same."""
    told = [*_of_the_guide(before, after), *_Steps(before["steps"], after["steps"]).told()]
    told += _listed(before["examples"], after["examples"], "name", "example journey", _example)
    told += _listed(before["sources"], after["sources"], "key", "source", _source)
    return told


def _of_the_guide(before: Entry, after: Entry) -> Iterator[str]:
    for key in dict.fromkeys([*_OWN, *before, *after]):
        if key not in _TOLD_BY_NAME:
            yield from _changed(_OWN.get(key, key), before.get(key), after.get(key))


def _changed(place: str, old: Any, new: Any) -> Iterator[str]:
    """The place with its words; of a group of entries, each that differs."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _changed(f"{place} ({key.replace('_', ' ')})", old.get(key), new.get(key))
    elif old != new:
        yield f"The {place} is now {_shown(new)}, not {_shown(old)}."


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    words = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    if not words:
        return "empty"
    return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”"


class _Steps:
    """Steps are the same if their names are; an option if its label is, or its place and target."""

    def __init__(self, before: Sequence[Entry], after: Sequence[Entry]) -> None:
        self.old, self.new = _keyed(before, "name"), _keyed(after, "name")

    def told(self) -> Iterator[str]:
        old_start, new_start = _start(self.old), _start(self.new)
        if old_start and new_start and old_start["name"] != new_start["name"]:
            yield f"The guide now starts with “{new_start['title']}”, not “{old_start['title']}”."
        for key in self.old:
            if key not in self.new:
                yield f"The {_kind(self.old[key])} “{self.old[key]['title']}” was removed."
        for key, new in self.new.items():
            if key in self.old:
                yield from self._step(self.old[key], new)
            else:
                yield from self._added(new)
        if _reordered(self.old, self.new):
            yield "The steps stand in another order."

    def _added(self, step: Entry) -> Iterator[str]:
        urgency = f" ({in_words(step['urgency'])})" if step["kind"] == StepKind.OUTCOME else ""
        yield f"The {_kind(step)} “{step['title']}” was added{urgency}."

    def _step(self, old: Entry, new: Entry) -> Iterator[str]:
        title = new["title"]
        if old["title"] != title:
            yield f"“{old['title']}” is now called “{title}”."
        if old["kind"] != new["kind"]:
            yield (
                f"“{title}” is now an {_kind(new)}, not a question."
                if new["kind"] == StepKind.OUTCOME
                else (f"“{title}” is now a {_kind(new)}, not an outcome.")
            )
        if old["urgency"] != new["urgency"]:
            yield f"“{title}” is now “{in_words(new['urgency'])}”, not “{in_words(old['urgency'])}”."
        if old["role"] != new["role"]:
            yield f"“{title}” is now: {_role(new)}. Before: {_role(old)}."
        for key, place in _WORDS.items():
            yield from _changed(f"text “{place}” of “{title}”", old[key], new[key])
        yield from self._options(old["options"], new["options"], title)

    def _options(self, before: Sequence[Entry], after: Sequence[Entry], title: str) -> Iterator[str]:
        old, new = _keyed(before, "label"), _keyed(after, "label")
        for gone, come in _relabelled(old, new):
            yield f"The answer “{gone[0]}” (in “{title}”) now reads “{come[0]}”."
            old = {come if key == gone else key: option for key, option in old.items()}
        for key in old:
            if key not in new:
                yield f"The answer “{key[0]}” (in “{title}”) was removed."
        for key, option in new.items():
            if key in old:
                yield from self._option(old[key], option, f"“{key[0]}” (in “{title}”)")
            else:
                yield f"The answer “{key[0]}” (in “{title}”) was added. It leads to {self._target(self.new, option)}."
        if _reordered(old, new):
            yield f"The answers of “{title}” stand in another order."

    def _option(self, old: Entry, new: Entry, place: str) -> Iterator[str]:
        if old["next"] != new["next"]:
            target, former = self._target(self.new, new), self._target(self.old, old)
            if target == former:
                target, former = f"{target} ({new['next']})", f"{former} ({old['next']})"
            yield f"{place} now leads to {target}, not {former}."
        if old["at_least"] != new["at_least"]:
            yield f"{place} is now {_sign(new)}, not {_sign(old)}."
        if old["not_sure"] != new["not_sure"]:
            yield f"{place} is {'now' if new['not_sure'] else 'no longer'} marked as “I am not sure”."

    @staticmethod
    def _target(steps: Mapping[tuple[str, int], Entry], option: Entry) -> str:
        step = steps.get((option["next"], 0))
        return f"“{step['title']}”" if step else "a step that does not exist" if option["next"] else "nowhere"


def _start(steps: Mapping[Any, Entry]) -> Entry | None:
    return next((step for step in steps.values() if step["kind"] == StepKind.QUESTION), None)


def _kind(step: Entry) -> str:
    return str(StepKind(step["kind"]).label).lower()


def _role(step: Entry) -> str:
    return str(QuestionRole(step["role"]).label).lower()


def _sign(option: Entry) -> str:
    return f"a sign (“{in_words(option['at_least'])}”)" if option["at_least"] else "no sign"


def _keyed(entries: Sequence[Entry], key: str) -> dict[tuple[str, int], Entry]:
    """By what an entry goes by, and how often that has stood before: a broken guide may have it twice."""
    seen: Counter[str] = Counter()
    found = {}
    for entry in entries:
        found[entry[key], seen[entry[key]]] = entry
        seen[entry[key]] += 1
    return found


def _relabelled(
    old: Mapping[tuple[str, int], Entry], new: Mapping[tuple[str, int], Entry]
) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    pairs = zip(old, new, strict=False)
    return [
        (gone, come)
        for gone, come in pairs
        if gone not in new and come not in old and old[gone]["next"] == new[come]["next"]
    ]


def _reordered(old: Mapping[Any, Entry], new: Mapping[Any, Entry]) -> bool:
    return [key for key in old if key in new] != [key for key in new if key in old]


def _listed(
    before: Sequence[Entry], after: Sequence[Entry], key: str, noun: str, change: Callable[[Entry, Entry, str], str]
) -> Iterator[str]:
    old, new = _keyed(before, key), _keyed(after, key)
    for name in old:
        if name not in new:
            yield f"The {noun} “{name[0]}” was removed."
    for name, entry in new.items():
        if name not in old:
            yield f"The {noun} “{name[0]}” was added."
        elif old[name] != entry:
            yield change(old[name], entry, f"The {noun} “{name[0]}”")
    if _reordered(old, new):
        yield f"The {noun}s stand in another order."


def _example(old: Entry, new: Entry, place: str) -> str:
    if old["answers"] == new["answers"]:
        return f"{place} must now end in “{new['outcome']}”, not in “{old['outcome']}”."
    ending = "" if old["outcome"] == new["outcome"] else f" and must end in “{new['outcome']}”"
    return f"{place} now gives the answers {_shown(new['answers'])}{ending}. Before: {_shown(old['answers'])}."


def _source(old: Entry, new: Entry, place: str) -> str:
    changed = [key.replace("_", " ") for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]
    return f"{place} has changed: {', '.join(changed)}."
