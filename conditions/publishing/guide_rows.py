"""The steps, options and example journeys of a guide, between draft rows and document."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F

from conditions.models import Condition, ExampleJourney, Guide, Option, OutcomeLeaflet, Step

from .draft_rows import joined, lines
from .errors import NotReady

_PLAIN = ("name", "kind", "title", "help", "role", "urgency", "may_be", "why_not")
_LINES = ("do_now", "come_back")
_IN_ORDER = ("position", "pk")


def read(draft: Guide) -> dict[str, Any]:
    """The keys ``steps`` and ``examples``, in four queries."""
    options = _by_step(Option.objects.filter(step__guide=draft).select_related("next"))
    leaflets = _by_step(OutcomeLeaflet.objects.filter(step__guide=draft).select_related("condition"))
    return {
        "steps": [
            _entry(step, options.get(step.pk, []), leaflets.get(step.pk, []))
            for step in draft.step_rows.order_by(*_IN_ORDER)
        ],
        "examples": [
            {
                "name": example.name,
                "answers": lines(example.answers),
                "outcome": example.outcome.name if example.outcome else "",
            }
            for example in draft.example_rows.select_related("outcome").order_by(*_IN_ORDER)
        ],
    }


def whole_step(step: Step) -> dict[str, Any]:
    """One step as an entry of ``steps``."""
    options = step.option_rows.select_related("next").order_by(*_IN_ORDER)
    return _entry(step, options, step.leaflet_rows.select_related("condition").order_by(*_IN_ORDER))


def _entry(step: Step, options: Iterable[Option], leaflets: Iterable[OutcomeLeaflet]) -> dict[str, Any]:
    return {
        **{field: getattr(step, field) for field in _PLAIN},
        **{field: lines(getattr(step, field)) for field in _LINES},
        "options": [_option(option) for option in options],
        "conditions": [row.condition.slug for row in leaflets],
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "label": option.label,
        "next": option.next.name if option.next else "",
        "not_sure": option.not_sure,
        "at_least": option.at_least,
    }


def _by_step(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows.order_by(*_IN_ORDER):
        found.setdefault(row.step_id, []).append(row)
    return found


def write(
    draft: Guide, document: dict[str, Any], conditions: Mapping[str, Condition], *, by: AbstractBaseUser | None
) -> None:
    """Make the rows those of the document. A step that stays keeps its row, so a page open on it can still be saved.

    Raises NotReady if an answer leads to a step, or an example to an outcome, that the document does not have.
    """
    _require_targets(document)
    draft.example_rows.all().delete()
    Option.objects.filter(step__guide=draft).delete()
    OutcomeLeaflet.objects.filter(step__guide=draft).delete()
    steps = _write_steps(draft, document["steps"], by)
    entries = [(steps[entry["name"]], entry) for entry in document["steps"]]
    Option.objects.bulk_create(option for step, entry in entries for option in _options(step, entry, steps))
    OutcomeLeaflet.objects.bulk_create(row for step, entry in entries for row in _leaflets(step, entry, conditions))
    ExampleJourney.objects.bulk_create(
        ExampleJourney(
            guide=draft,
            position=position,
            name=example["name"],
            answers=joined(example["answers"]),
            outcome=steps.get(example["outcome"]),
        )
        for position, example in enumerate(document["examples"], start=1)
    )


def write_step(step: Step, entry: dict[str, Any], *, by: AbstractBaseUser | None) -> None:
    """Make one step what an entry of ``steps`` says. What its answers lead to, and its leaflets, must exist."""
    _fill(step, entry)
    step.edited_by = by
    step.save()
    step.option_rows.all().delete()
    step.leaflet_rows.all().delete()
    steps = {other.name: other for other in step.guide.step_rows.all()}
    conditions = Condition.objects.in_bulk(entry["conditions"], field_name="slug")
    Option.objects.bulk_create(_options(step, entry, steps))
    OutcomeLeaflet.objects.bulk_create(_leaflets(step, entry, conditions))


def _fill(step: Step, entry: dict[str, Any]) -> None:
    for field in _PLAIN:
        setattr(step, field, entry[field])
    for field in _LINES:
        setattr(step, field, joined(entry[field]))


def _options(step: Step, entry: dict[str, Any], steps: Mapping[str, Step]) -> list[Option]:
    return [
        Option(
            step=step,
            position=position,
            label=option["label"],
            next=steps.get(option["next"]),
            not_sure=option["not_sure"],
            at_least=option["at_least"],
        )
        for position, option in enumerate(entry["options"], start=1)
    ]


def _leaflets(step: Step, entry: dict[str, Any], conditions: Mapping[str, Condition]) -> list[OutcomeLeaflet]:
    return [
        OutcomeLeaflet(step=step, position=position, condition=conditions[slug])
        for position, slug in enumerate(entry["conditions"], start=1)
    ]


def _write_steps(draft: Guide, entries: list[dict[str, Any]], by: AbstractBaseUser | None) -> dict[str, Step]:
    kept = {step.name: step for step in draft.step_rows.all()}
    names = {entry["name"] for entry in entries}
    draft.step_rows.exclude(name__in=names).delete()
    steps = []
    for position, entry in enumerate(entries, start=1):
        step = kept.get(entry["name"]) or Step(guide=draft, name=entry["name"])
        _fill(step, entry)
        step.position, step.edited_by = position, by
        steps.append(step)
    Step.objects.bulk_create(step for step in steps if step.pk is None)
    changed = [step for step in steps if step.name in kept]
    Step.objects.bulk_update(changed, [*_PLAIN, *_LINES, "position", "edited_by"], batch_size=50)
    draft.step_rows.filter(name__in=kept).update(version=F("version") + 1)
    return {step.name: step for step in draft.step_rows.all()}


def _require_targets(document: dict[str, Any]) -> None:
    names = {entry["name"] for entry in document["steps"]}
    if len(names) < len(document["steps"]):
        raise NotReady("Two steps have the same short name.")
    wrong = [
        f"The answer “{option['label']}” of “{entry['title']}” leads to “{option['next']}”, which does not exist."
        for entry in document["steps"]
        for option in entry["options"]
        if option["next"] and option["next"] not in names
    ]
    wrong += [
        f"The example “{example['name']}” leads to “{example['outcome']}”, which does not exist."
        for example in document["examples"]
        if example["outcome"] and example["outcome"] not in names
    ]
    if wrong:
        raise NotReady(*wrong)
