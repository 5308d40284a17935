"""A guide as plain text of 72 columns: every step in full, and where each answer leads.

Each outcome is complete by itself, with its warning and when to come back, so that it can be copied alone.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .guide import Guide, Step
from .markup import Text
from .plain_text import bulleted, foot_lines, headed, joined, source_lines, titled


def guide_text(guide: Guide, *, notice: str = "", address: str = "", version: int | None = None) -> str:
    return joined(parts_of(guide, notice=notice, address=address, version=version))


def parts_of(guide: Guide, *, notice: str = "", address: str = "", version: int | None = None) -> list[list[str]]:
    """The whole guide: what it does, every question with its answers, every outcome, then the sources."""
    return [
        titled(guide.title),
        [notice] if notice else [],
        _opening(guide),
        *(_outcome(guide, step) if step.is_outcome else _question(guide, step) for step in guide.steps),
        source_lines(guide),
        foot_lines(address, version),
    ]


def _opening(guide: Guide) -> list[str]:
    lines = [*_paragraphs(guide.emergency), *_paragraphs(guide.summary), *_warning(guide, guide.callout.why)]
    lines += _paragraphs(guide.intro)
    lines.append(_("This is not a diagnosis."))
    if guide.start:
        lines += ["", _("Start with “%(title)s”.") % {"title": guide.start.title}]
    return lines


def _question(guide: Guide, step: Step) -> list[str]:
    answers = (
        f"- {option.label}: " + _("go to “%(title)s”") % {"title": guide.titles.get(option.next, "")}
        for option in step.options
    )
    return [*headed(step.title), *_paragraphs(step.help), *answers]


def _outcome(guide: Guide, step: Step) -> list[str]:
    return [
        *headed(f"{step.urgency.label}. {step.title}" if step.urgency else step.title),
        *_paragraphs(step.help),
        *_list(_("What to do now:"), step.do_now),
        *(_warning(guide, step.why_not) if step.why_not else []),
        *([_("What it may be:") + f" {step.may_be.plain} " + _("This is not a diagnosis.")] if step.may_be else []),
        *_list(_("When to come back:"), step.come_back),
        *_list(guide.come_back.heading, guide.come_back.items),
    ]


def _warning(guide: Guide, why: Text) -> Iterator[str]:
    if guide.callout.heading:
        yield _("IMPORTANT: %(warning)s.") % {"warning": guide.callout.heading.rstrip(".")}
    yield from _paragraphs(why)


def _list(heading: str, items: Iterable[Text]) -> list[str]:
    lines = bulleted(items)
    return [heading, *lines] if lines else []


def _paragraphs(text: Text) -> list[str]:
    return text.plain.split("\n") if text else []
