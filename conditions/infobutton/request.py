"""A knowledge request as a value: what somebody wants to read about, in which language, and in which form.

What it says of the patient (age, sex, place, test results) is not read: leaflets do not depend on it, and what is never
read cannot leak.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from conditions.content.clinical_codes import written

from . import parameters
from .parameters import BadRequest, Sent
from .systems import System, system


class Form(StrEnum):
    """The form of the answer."""

    PAGE = "page"
    ATOM = "atom"
    JSON = "json"
    SCRIPT = "script"


@dataclass(frozen=True)
class Criterion:
    """One thing that is asked for: a code of a system, and the name or words that came with it, or alone."""

    number: str
    parts: dict[str, str]

    @property
    def system(self) -> System | None:
        return system(self.parts.get("cs", ""), self.parts.get("csn", ""))

    @property
    def code(self) -> str:
        """As its system writes it."""
        code = self.parts.get("c", "")
        return written(self.system.ours, code) if self.system and self.system.ours else code

    @property
    def names(self) -> list[str]:
        return [self.parts[part] for part in ("dn", "ot") if self.parts.get(part)]

    @property
    def shown(self) -> str:
        """Acne vulgaris, or ICD-10-CM L70.0: what was asked for, in words if there are any."""
        return next(iter(self.names), "") or self.shown_code

    @property
    def shown_code(self) -> str:
        return f"{self.system.name} {self.code}" if self.system and self.code else self.code

    @property
    def echo(self) -> list[tuple[str, str]]:
        """(name, value) of its parameters, as the answer repeats them."""
        order = ("c", "cs", "csn", "dn", "ot")
        sent_ = [(part, self.parts[part]) for part in order if self.parts.get(part)]
        return [(f"{parameters.CRITERION}.{part}{self.number}", value) for part, value in sent_]


@dataclass(frozen=True)
class KnowledgeRequest:
    """``languages`` are tags as sent; ``echo`` is every parameter that was used, as the answer repeats it."""

    criteria: tuple[Criterion, ...]
    languages: tuple[str, ...]
    recipient: str
    echo: tuple[tuple[str, str], ...]

    @property
    def has_code_without_system(self) -> bool:
        return any(criterion.code and not criterion.system for criterion in self.criteria)

    @property
    def shown(self) -> str:
        return ", ".join(dict.fromkeys(filter(None, (criterion.shown for criterion in self.criteria))))

    @property
    def shown_codes(self) -> str:
        """ICD-10-CM B00.4, SNOMED CT 1475003"""
        return ", ".join(dict.fromkeys(filter(None, (criterion.shown_code for criterion in self.criteria))))


_TYPES = {
    Form.PAGE: ("text/html", "application/xhtml+xml", "html", "xhtml", "text/xhtml"),
    Form.ATOM: ("text/xml", "application/xml", "application/atom+xml", "xml", "atom"),
    Form.JSON: ("application/json", "text/json", "json"),
    Form.SCRIPT: ("application/javascript", "text/javascript", "application/x-javascript", "javascript", "jsonp"),
}
_FORMS = {name: form for form, names in _TYPES.items() for name in names}
# Letters, digits, $, _ and . only, so that an answer to a stranger's page runs nothing but the function that it named.
_CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,63}")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


def knowledge_request(asked: Sent) -> KnowledgeRequest:
    """What was sent, understood. Words typed into a plain ``?q=`` count if nothing else was asked for."""
    criteria = [Criterion(number, parts) for number, parts in asked.criteria]
    words = asked.first(parameters.WORDS)
    used = [(name, asked.first(name)) for name in (parameters.TASK, parameters.RECIPIENT, parameters.REQUEST_ID)]
    languages = tuple(asked.values.get(parameters.LANGUAGE, []))
    echo = [
        *((name, value) for name, value in used if _TOKEN.fullmatch(value)),
        *(pair for criterion in criteria for pair in criterion.echo),
        *((parameters.LANGUAGE, language) for language in languages if _TOKEN.fullmatch(language)),
    ]
    if words and not criteria:
        criteria = [Criterion("", {"ot": words})]
    return KnowledgeRequest(tuple(criteria), languages, asked.first(parameters.RECIPIENT), tuple(echo))


def require_criteria(request: KnowledgeRequest) -> None:
    """For machines, which cannot be asked back. Raises BadRequest."""
    if not request.criteria:
        raise BadRequest("Nothing was asked for. Send mainSearchCriteria.v.c with mainSearchCriteria.v.cs.")
    for criterion in request.criteria:
        if criterion.code and not criterion.system:
            raise BadRequest(
                f"mainSearchCriteria.v.c{criterion.number} has no code system. "
                f"Send its OID as mainSearchCriteria.v.cs{criterion.number}."
            )


def form_asked(wanted: str, accept: str, otherwise: Form) -> Form:
    """The form by knowledgeResponseType; else by Accept if it leaves no page to send; else the usual one."""
    by_name = _FORMS.get(wanted.partition(";")[0].strip().lower().replace(" ", "+"))
    return by_name or _form_accepted(accept) or otherwise


def _form_accepted(accept: str) -> Form | None:
    named = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    forms = [_FORMS[name] for name in named if name in _FORMS]
    return None if not forms or Form.PAGE in forms else forms[0]


def callback(name: str) -> str:
    """The function that a script is to call. Raises BadRequest."""
    if not name:
        raise BadRequest("Send callback, the name of the function to call.")
    if not _CALLBACK.fullmatch(name):
        raise BadRequest("The callback must be the name of a function: letters, digits, _, $ and dots, at most 64.")
    return name


def language_of(tags: Sequence[str], spoken: Sequence[str]) -> str:
    """The first asked language that is spoken here, else the first that is spoken: never an error."""
    asked = [_language(tag) for tag in tags]
    return next((language for language in asked if language in spoken), spoken[0])


# What clients send for a language besides its tag: ISO 639-2, English names, and the “sp” of at least four of them.
_LANGUAGES = {"eng": "en", "english": "en", "sp": "es", "spa": "es", "spanish": "es"}


def _language(tag: str) -> str:
    main = re.split(r"[-_]", tag.strip().lower())[0]
    return _LANGUAGES.get(main, main)
