"""One screen that shows what a guide does: the drawing, its text twin, every path, the examples, the problems.

It shows a draft or a frozen version; the person who signs a version signs its paths.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from conditions import library
from conditions.guides.differences import differences
from conditions.guides.drawing import drawing
from conditions.guides.examples import examples
from conditions.guides.graph import Graph, graph
from conditions.guides.outline import Line, outline
from conditions.guides.paths import MOST_PATHS, Path, ending_at, paths, total
from conditions.models import Condition, ExampleJourney, Governed, Guide, Revision
from conditions.publishing import workflow
from conditions.publishing.blockers import Blocker
from conditions.publishing.draft_rows import joined
from conditions.publishing.snapshot import snapshot
from conditions.vocabulary import Kind, Urgency

from . import forms as asked
from .workflow import Step as Asking
from .workflow import of_document, typed

VIEWS = {
    "drawing": "Drawing",
    "outline": "Outline in words",
    "paths": "Every path",
    "examples": "Example journeys",
    "problems": "Problems",
}
ZOOMS = (50, 75, 100, 150, 200)  # percent


@dataclass(frozen=True)
class Shown:
    """What the screen is of: the draft, or one version."""

    words: str
    content: dict[str, Any]
    blockers: list[Blocker]
    url: str


class GuideScreen:
    """For the ModelAdmin of a guide."""

    page_template = "guides/guide.html"

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("screen/", self.screen_view, "screen"),
            ("screen/<int:revision_id>/", self.screen_view, "screen"),
            ("paths.csv", self.paths_view, "paths"),
            ("paths/<int:revision_id>.csv", self.paths_view, "paths"),
            ("keep/", self.keep_view, "keep"),
        ]
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        ours = [
            path(f"<int:pk>/{address}", self.admin_site.admin_view(view), name=f"{prefix}_{name}")
            for address, view, name in pages
        ]
        return [*ours, *super().get_urls()]

    @of_document
    def screen_view(self, request: HttpRequest, document: Governed, revision_id: int | None = None) -> HttpResponse:
        shown = self._shown(document, revision_id)
        read = graph(shown.content)
        view = request.GET.get("show") if request.GET.get("show") in VIEWS else "drawing"
        context = {
            "shown": shown,
            "view": view,
            "views": VIEWS,
            "is_draft": revision_id is None,
            "csv_url": self.url_of(document, "paths", *([revision_id] if revision_id else [])),
            "count": total(read),
            **self._of_view(request, document, view, read, shown),
        }
        title = f"What this guide does: {shown.words}"
        return self.page(request, document, "admin/conditions/guide_screen.html", title, context)

    @of_document
    def paths_view(self, request: HttpRequest, document: Governed, revision_id: int | None = None) -> HttpResponse:
        """Every path as CSV for a spreadsheet, filtered as on the screen."""
        read = graph(self._shown(document, revision_id).content)
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{document.slug}-paths.csv"'
        response.write("\ufeff")  # so that a spreadsheet reads it as UTF-8
        writer = csv.writer(response)
        writer.writerow(["Answers", "Outcome", "How urgent", "Leaflets"])
        for row in _rows(read, *_filter(request)):
            writer.writerow([_for_a_cell(cell) for cell in (row.told, row.outcome, row.urgency, row.leaflets)])
        return response

    @of_document
    def keep_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        """Keep one path as an example journey."""
        if not request.user.has_perm("conditions.add_examplejourney"):
            raise PermissionDenied
        answers = request.GET.getlist("answer")
        walk = graph(snapshot(document)).walk(answers)
        end = walk.at if walk.at and walk.at.is_outcome and not walk.left else None

        def keep(said: dict[str, Any]) -> str:
            with transaction.atomic():
                guide = self.locked(document.pk)
                outcome = guide.step_rows.get(name=end.name)
                last = guide.example_rows.count() + 1
                ExampleJourney.objects.create(
                    guide=guide, name=said["name"], answers=joined(answers), outcome=outcome, position=last
                )
                self.touch(guide, request.user)
            return f"“{said['name']}” is kept. It must lead to “{outcome}” before this guide can be sent for review."

        step = Asking(
            title="Keep this path as an example",
            explanation=f"{' › '.join(answers)} leads to “{end.title}”. "
            "From now on the guide is walked with these answers whenever it changes."
            if end
            else "These answers do not lead to an outcome any more. Go back and choose another path.",
            button="Keep it",
            form=asked.Keep(typed(request)),
            do=keep,
            blockers=[] if end else [Blocker("Path", "These answers lead nowhere now.", "no_outcome")],
        )
        if request.method == "POST" and end is None:
            request.method = "GET"
        return self.take(request, document, step)

    # -- what the views are made of ---------------------------------------------------------------------------------

    def _shown(self, document: Governed, revision_id: int | None) -> Shown:
        if revision_id is None:
            return Shown(
                "the draft", snapshot(document), workflow.blockers_of(document), self.url_of(document, "screen")
            )
        revision = self._revision(document, revision_id)
        url = self.url_of(document, "screen", revision_id)
        return Shown(f"version {revision.number}", revision.content, workflow.publish_blockers(revision), url)

    def _of_view(
        self, request: HttpRequest, document: Governed, view: str, read: Graph, shown: Shown
    ) -> dict[str, Any]:
        link = self.link_to_step(document)
        if view == "drawing":
            zoom = int(request.GET["zoom"]) if request.GET.get("zoom") in map(str, ZOOMS) else 100
            return {"drawing": drawing(read, link), "zoom": zoom, "zooms": ZOOMS}
        if view == "outline":
            told = outline(read)
            return {"lines": _linked(told.lines, link), "unreached": _linked(told.unreached, link)}
        if view == "paths":
            words, urgency = _filter(request)
            rows = list(islice(_rows(read, words, urgency), MOST_PATHS))
            return {"rows": rows, "words": words, "urgency": urgency, "urgencies": Urgency, "most": MOST_PATHS}
        if view == "examples":
            wrong = {problem.place: problem.sentence for problem in examples(read)}
            return {"examples": [(kept, wrong.get(f"Example “{kept.name}”", "")) for kept in read.examples]}
        return {"blockers": [(blocker, link(blocker.step) if blocker.step else "") for blocker in shown.blockers]}

    def told_in_sentences(self, before: Revision | None, after: dict[str, Any]) -> list[str]:
        return differences(before.content, after) if before else []

    def also_on_the_page(self) -> dict[str, Any]:
        return {"conditions": library.links_from_frozen_words(Kind.CONDITION)}

    def also_signed(self, document: Governed, revision: Revision) -> dict[str, Any]:
        """The reviewer of a guide signs its paths."""
        read = graph(revision.content)
        rows = list(_rows(read, "", ""))
        ends = ending_at(read)
        signed = {
            "count": total(read),
            "rows": rows,
            "is_cut": total(read) > len(rows),
            "by_outcome": [(step, ends[step.name]) for step in read.steps if ends.get(step.name)],
        }
        return {"paths": signed, "screen_url": self.url_of(document, "screen", revision.pk)}

    def link_to_step(self, guide: Governed) -> Callable[[str], str]:
        """Where a step is edited; the guide's own page for a step that the draft does not have any more."""
        rows = dict(Guide.objects.get(pk=guide.pk).step_rows.values_list("name", "pk"))

        def link(name: str) -> str:
            return reverse("admin:conditions_step_change", args=[rows[name]]) if name in rows else self.url_of(guide)

        return link


def _linked(lines: tuple[Line, ...], link: Callable[[str], str]) -> list[tuple[Line, str]]:
    return [(line, link(line.step.name) if line.step else "") for line in lines]


@dataclass(frozen=True)
class Row:
    """One path as the table shows it."""

    steps: list[tuple[str, str]]
    outcome: str
    urgency: str
    level: str
    leaflets: str

    @property
    def labels(self) -> list[str]:
        return [label for _question, label in self.steps]

    @property
    def told(self) -> str:
        return " › ".join(f"{question} {label}" for question, label in self.steps)


def _rows(read: Graph, words: str, urgency: str) -> Iterator[Row]:
    wanted = words.casefold()
    titles = dict(Condition.objects.values_list("slug", "title"))
    for found in paths(read, most=MOST_PATHS):
        row = _row(found, titles)
        if (not urgency or row.level == urgency) and (
            not wanted or wanted in f"{row.told} {row.outcome} {row.leaflets}".casefold()
        ):
            yield row


def _row(found: Path, titles: dict[str, str]) -> Row:
    outcome = found.outcome
    return Row(
        steps=[(question.title, option.label) for question, option in found.answers],
        outcome=outcome.title,
        urgency=str(Urgency(outcome.urgency).label) if outcome.urgency else "not set",
        level=outcome.urgency,
        leaflets=", ".join(titles.get(slug, slug) for slug in outcome.conditions),
    )


def _filter(request: HttpRequest) -> tuple[str, str]:
    urgency = request.GET.get("urgency", "")
    return request.GET.get("words", "").strip()[:200], urgency if urgency in Urgency.values else ""


def _for_a_cell(text: str) -> str:
    """A cell that a spreadsheet cannot take for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
