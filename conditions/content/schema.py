"""The schema of a document, version 1, as JSON Schema (2020-12); the only importer of jsonschema.

Published at ``/schemas/<kind>-1.json``. A stored document has every key, and those of ``additions`` if they hold
something. A pack file may leave out any key that has a default here, and names its sources and treatments by key only;
``packs`` completes it.
"""

import copy
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from conditions.vocabulary import (
    DOCUMENT_SCHEMA,
    Advised,
    AgeGroup,
    Attribute,
    BodySite,
    CodeStatus,
    CodeSystem,
    Drawing,
    Evidence,
    Handling,
    HowRead,
    Kind,
    QuestionRole,
    SectionKind,
    Setting,
    SkinTone,
    StepKind,
    Urgency,
    Verdict,
)

from .additions import ADDITIONS

Schema = dict[str, Any]

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
LINE, BODY, NAME, HELP = 600, 8000, 160, 1200
MOST_STEPS, MOST_OPTIONS, MOST_LEAFLETS, STEP_NAME = 2000, 20, 8, 40
MOST_LINES = 20


def _text(limit: int, **more: Any) -> Schema:
    return {"type": "string", "maxLength": limit, **more}


def _required_text(limit: int, **more: Any) -> Schema:
    return _text(limit, minLength=1, **more)


def _optional_text(limit: int, **more: Any) -> Schema:
    return _text(limit, default="", **more)


def _choice(choices: Any, **more: Any) -> Schema:
    return {"type": "string", "enum": list(choices.values), **more}


def _no_or_one_of(choices: Any) -> Schema:
    return {"type": "string", "enum": ["", *choices.values], "default": ""}


def _flag() -> Schema:
    return {"type": "boolean", "default": False}


def _rows(properties: dict[str, Schema], limit: int = 60) -> Schema:
    return {"type": "array", "maxItems": limit, "default": [], "items": _object(properties)}


def _lines(limit: int = MOST_LINES) -> Schema:
    return {"type": "array", "maxItems": limit, "default": [], "items": _required_text(LINE)}


def _choices(choices: Any) -> Schema:
    return {"type": "array", "uniqueItems": True, "default": [], "items": _choice(choices)}


def _addition(rule: Schema) -> Schema:
    """A list that is left out when it is empty, so that an older document without it is whole."""
    return {key: value for key, value in rule.items() if key != "default"} | {"minItems": 1}


def _object(properties: dict[str, Schema], optional: Collection[str] = (), **more: Any) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        **more,
    }


def _slug(**more: Any) -> Schema:
    return _text(80, pattern=SLUG, **more)


def _shared(kind: Kind) -> dict[str, Schema]:
    """What every leaflet has, in the order in which a pack file states it."""
    return {
        "schema": {"const": DOCUMENT_SCHEMA},
        "kind": {"const": kind.value},
        "slug": _slug(),
        "language": _text(35, pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"),
        "title": _required_text(NAME),
        "also_known_as": _rows({"name": _required_text(NAME), "search_only": _flag()}),
        "summary": _optional_text(LINE),
        "sensitive": _flag(),
    }


def _sources() -> Schema:
    return _rows(
        {
            "key": _text(40, pattern=r"^[A-Za-z0-9_-]+$"),
            "title": _required_text(300),
            "publisher": _optional_text(300),
            "url": _text(500, pattern=r"^https?://[^\s]+$"),
            "how_read": _choice(HowRead),
            "read_on": _optional_text(10, pattern=r"^(\d{4}-\d{2}-\d{2})?$"),
            "note": _optional_text(LINE),
            "says": _optional_text(LINE),
        },
        limit=120,
    )


def _review_months() -> Schema:
    return {"type": ["integer", "null"], "minimum": 1, "maximum": 36, "default": None}


def _leaflet_parts() -> dict[str, Schema]:
    advice = {"text": _required_text(LINE), "why": _optional_text(LINE)}
    return {
        "care_cards": _rows(
            {
                "urgency": _choice(Urgency),
                "heading": _required_text(NAME),
                "items": _lines(),
                "ending": _optional_text(LINE),
            },
            limit=8,
        ),
        "sections": _rows({"kind": _choice(SectionKind), "title": _required_text(NAME), "body": _optional_text(BODY)}),
        "dos": _rows(advice),
        "donts": _rows(advice),
        "questions": _rows({"question": _required_text(300), "answer": _optional_text(BODY)}),
        "questions_to_ask": _addition(_lines()),
        "words": _addition(_rows({"word": _required_text(NAME), "meaning": _optional_text(LINE)})),
        "pictures": _rows(
            {
                "file": _text(80, pattern=r"^[0-9a-f]{64}\.webp$"),
                "alt": _optional_text(300),
                "caption": _optional_text(LINE),
                "long_description": _optional_text(BODY),
                "skin_tone": _choice(SkinTone),
                "licence": _optional_text(NAME),
                "credit": _optional_text(NAME),
                "sensitive": _flag(),
                "width": {"type": "integer", "minimum": 1},
                "height": {"type": "integer", "minimum": 1},
            },
            limit=20,
        ),
        "sources": _sources(),
        "review_months": _review_months(),
    }


@cache
def schema(kind: str) -> Schema:
    """The JSON Schema of one kind of document. Raises KeyError for a kind that has none."""
    properties = {
        Kind.CONDITION.value: _condition,
        Kind.TREATMENT.value: _treatment,
        Kind.GUIDE.value: _guide,
    }[kind]()
    return _object(
        properties,
        optional=ADDITIONS,
        **{
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Patient-education {kind}, schema {DOCUMENT_SCHEMA}",
        },
    )


def _condition() -> dict[str, Schema]:
    parts = _leaflet_parts()
    callout = _object(
        {
            "handling": _choice(Handling, default=Handling.NEVER_POP.value),
            "heading": _optional_text(NAME),
            "why": _optional_text(LINE),
            "instead": _lines(),
            "already_squeezed": _optional_text(LINE),
        },
        default={},
    )
    return {
        **_shared(Kind.CONDITION),
        "harmless": _optional_text(LINE),
        "catching": _optional_text(LINE),
        "body_sites": _choices(BodySite),
        "age_groups": _choices(AgeGroup),
        "callout": callout,
        "care_cards": parts["care_cards"],
        "sections": parts["sections"],
        "types": _rows({"name": _required_text(NAME), "description": _optional_text(LINE)}),
        "facts": {
            "type": "object",
            "properties": {attribute: _required_text(LINE) for attribute in Attribute.values},
            "additionalProperties": False,
            "default": {},
        },
        "dos": parts["dos"],
        "donts": parts["donts"],
        "treatments": _rows(
            {
                "treatment": _slug(),
                "title": _required_text(NAME),
                "advice": _choice(Advised),
                "note": _optional_text(LINE),
            }
        ),
        "myths": _rows(
            {"claim": _required_text(300), "verdict": _choice(Verdict), "why": _optional_text(LINE)},
        ),
        "questions": parts["questions"],
        "questions_to_ask": parts["questions_to_ask"],
        "look_alikes": _rows(
            {
                "name": _required_text(NAME),
                "condition": {**_slug(default=""), "pattern": r"^([a-z0-9]+(?:-[a-z0-9]+)*)?$"},
                "difference": _optional_text(LINE),
            }
        ),
        "words": parts["words"],
        "drawings": _addition(
            _rows(
                {"drawing": _choice(Drawing), "alt": _optional_text(300), "caption": _optional_text(LINE)},
                limit=len(Drawing),
            )
        ),
        "pictures": parts["pictures"],
        "codes": _rows(
            {
                "system": _choice(CodeSystem),
                "code": _text(40, pattern=r"^[A-Za-z0-9.]+$"),
                "display": _optional_text(300),
                "status": _choice(CodeStatus),
                "note": _optional_text(LINE),
                "below": _flag(),
                "excluded": _optional_text(300, pattern=r"^[A-Za-z0-9. ]*$"),
            }
        ),
        "sources": parts["sources"],
        "review_months": parts["review_months"],
    }


def _treatment() -> dict[str, Schema]:
    parts = _leaflet_parts()
    return {
        **_shared(Kind.TREATMENT),
        "setting": _choice(Setting),
        "who_can_do_it": _optional_text(LINE),
        "evidence": _object({"rating": _choice(Evidence), "text": _optional_text(LINE)}),
        "time_to_work": _optional_text(LINE),
        "effort": _optional_text(LINE),
        "cautions": _rows({"who": _required_text(NAME), "why": _optional_text(LINE)}),
        **parts,
    }


def _guide() -> dict[str, Schema]:
    shared = {key: rule for key, rule in _shared(Kind.GUIDE).items() if key != "also_known_as"}
    return {
        **shared,
        "intro": _optional_text(BODY),
        "emergency": _optional_text(LINE),
        "callout": _object({"heading": _optional_text(NAME), "why": _optional_text(LINE)}, default={}),
        "come_back": _object({"heading": _optional_text(NAME), "items": _lines()}, default={}),
        "steps": _rows(_step(), limit=MOST_STEPS),
        "examples": _rows(
            {
                "name": _required_text(NAME),
                "answers": {**_lines(MOST_STEPS), "items": _required_text(NAME)},
                "outcome": _text(STEP_NAME, default=""),
            },
            limit=200,
        ),
        "sources": _sources(),
        "review_months": _review_months(),
    }


def _step() -> dict[str, Schema]:
    """A question has a role and options; an outcome has what follows them."""
    return {
        "name": _text(STEP_NAME, pattern=SLUG),
        "kind": _choice(StepKind),
        "title": _required_text(NAME),
        "help": _optional_text(HELP),
        "role": _choice(QuestionRole, default=QuestionRole.ORDINARY.value),
        "options": _rows(
            {
                "label": _required_text(NAME),
                "next": _text(STEP_NAME, default=""),
                "not_sure": _flag(),
                "at_least": _no_or_one_of(Urgency),
            },
            limit=MOST_OPTIONS,
        ),
        "urgency": _no_or_one_of(Urgency),
        "may_be": _optional_text(LINE),
        "do_now": _lines(),
        "why_not": _optional_text(LINE),
        "come_back": _lines(),
        "conditions": {
            "type": "array",
            "maxItems": MOST_LEAFLETS,
            "uniqueItems": True,
            "default": [],
            "items": _slug(),
        },
    }


@cache
def pack_schema(kind: str) -> Schema:
    """The schema of a pack file: the same, with sources and treatments named by key only."""
    result = copy.deepcopy(schema(kind))
    result["properties"]["sources"] = _rows({"source": _text(40), "says": _optional_text(LINE)}, limit=120)
    if kind == Kind.CONDITION:
        link = result["properties"]["treatments"]["items"]
        del link["properties"]["title"]
        link["required"].remove("title")
    return result


SOURCE_REGISTER: Schema = {
    "type": "object",
    "propertyNames": {"pattern": r"^[A-Za-z0-9_-]{1,40}$"},
    "additionalProperties": _object(
        {
            "title": _required_text(300),
            "publisher": _optional_text(300),
            "url": _text(500, pattern=r"^https?://[^\s]+$"),
            "how_read": _choice(HowRead),
            "read_on": _optional_text(10, pattern=r"^(\d{4}-\d{2}-\d{2})?$"),
            "note": _optional_text(LINE),
        }
    ),
}


def completed(value: Any, by: Schema) -> Any:
    """A copy of the value with every missing key that has a default filled in, in the order of the schema.

    Wrong types are left as they are: ``problems`` tells of them.
    """
    if isinstance(value, dict) and by.get("type") == "object":
        known, other = by.get("properties", {}), by.get("additionalProperties") or {}
        defaults = {key: copy.deepcopy(rule["default"]) for key, rule in known.items() if "default" in rule}
        filled = defaults | value
        in_order = [*(key for key in known if key in filled), *(key for key in value if key not in known)]
        return {key: completed(filled[key], known.get(key, other)) for key in in_order}
    if isinstance(value, list) and by.get("type") == "array":
        return [completed(item, by["items"]) for item in value]
    return value


Place = tuple[str | int, ...]


def problems(value: Any, by: Schema) -> Iterator[tuple[Place, str]]:
    """Every way in which the value breaks the schema: where, and one plain sentence."""
    errors = Draft202012Validator(by).iter_errors(value)
    for error in sorted(errors, key=lambda error: [str(part) for part in error.absolute_path]):
        yield tuple(error.absolute_path), _sentence(error)


def _sentence(error: ValidationError) -> str:
    rule, wanted, found = error.validator, error.validator_value, error.instance
    if rule == "required":
        missing = error.message.split("'")[1]
        return f"“{missing}” is missing."
    if rule == "additionalProperties":
        unknown = sorted(set(found) - set(error.schema.get("properties", {})))
        return f"Unknown entry {', '.join(f'“{name}”' for name in unknown)}."
    if rule == "enum":
        return f"“{_short(found)}” is not one of: {', '.join(map(str, wanted))}."
    if rule == "const":
        return f"This must be “{wanted}”, not “{_short(found)}”."
    if rule == "type":
        return f"This must be {_type_name(wanted)}, not “{_short(found)}”."
    if rule == "maxLength":
        return f"This has {len(found)} characters; at most {wanted} are allowed."
    if rule == "minLength":
        return "This must not be empty."
    if rule == "maxItems":
        return f"This has {len(found)} entries; at most {wanted} are allowed."
    if rule == "minItems":
        return "This holds nothing: leave it out."
    if rule == "uniqueItems":
        return "An entry stands here twice."
    if rule == "pattern":
        return f"“{_short(found)}” is not written as expected here."
    return f"“{_short(found)}” is not allowed here."


def _type_name(wanted: str | list[str]) -> str:
    names = {"object": "a group of entries", "array": "a list", "string": "text", "integer": "a whole number"}
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return " or ".join(names.get(kind, {"boolean": "true or false", "null": "empty"}.get(kind, kind)) for kind in kinds)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
