"""Writing a leaflet: the form in its parts, checks of the words and a look at the page from unsaved work.

The two addresses that a form is posted to while somebody types answer and forget: nothing is saved, nothing is logged.
Without JavaScript the same two are buttons.
"""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from conditions import library
from conditions.content.plain_english import grade_of, our_words, plainly, remarks
from conditions.content.plain_text import plain_text
from conditions.content.readability import FEWEST_WORDS, HARDEST_DOCUMENT, reading
from conditions.models import Clinic, Fact, Governed, PlainWord
from conditions.publishing import standing
from conditions.publishing.blockers import blockers
from conditions.publishing.starter import start_from_outline

from .parts import unanswered
from .unsaved import Unsaved, unsaved

CHECK, OUTLINE, MORE = "_check", "_outline", "_more"
LARGEST = 1024 * 1024  # bytes of a form without pictures; the largest leaflet has some 100,000
VIEWS = {"page": "print", "print": "all"}  # how it is looked at -> the media that the style for paper is for
# What is simply not written yet: counted while somebody types, and no news beside an empty field.
_UNFINISHED = {"opening", "sections", "empty_section", "empty_card", "no_callout", "no_red_flags", "no_review_date"}


@dataclass(frozen=True)
class Told:
    """One thing about the words: the field it concerns (empty: none), and whether it stops the review."""

    name: str
    place: str
    sentence: str
    words: str
    code: str
    is_blocker: bool

    @property
    def is_unfinished(self) -> bool:
        return self.code in _UNFINISHED


def of_typed(view: Any) -> Any:
    """For whoever may save this form: read what it posted, and give the view the document that it makes."""

    @wraps(view)
    def wrapped(self: Any, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        draft = get_object_or_404(self.get_queryset(request), pk=pk) if pk else None
        if not (self.has_change_permission(request, draft) if draft else self.has_add_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return HttpResponse("This is more than a leaflet can hold.\n", "text/plain", status=413)
        return view(self, request, unsaved(self, request, draft))

    return wrapped


class NotSaved:
    """For a form that is only looked at: it keeps everything that was typed, and is not saved."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.add_error(None, forms.ValidationError("Only the words were checked. Nothing is saved yet."))
        return cleaned


class Writing:
    """For the ModelAdmin of a condition or a treatment."""

    change_form_template = "admin/conditions/writing.html"
    # (heading, names of fieldsets, groups of rows), in the order in which a leaflet is written
    parts: tuple[tuple[str, tuple[str, ...], tuple[type, ...]], ...] = ()

    def get_urls(self) -> list[URLPattern]:
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        ours = []
        for address, view in (("words", self.words_view), ("shown", self.shown_view)):
            wrapped = self.admin_site.admin_view(never_cache(view))
            ours.append(path(f"add/{address}/", wrapped, name=f"{prefix}_add_{address}"))
            ours.append(path(f"<int:pk>/{address}/", wrapped, name=f"{prefix}_{address}"))
        return [*ours, *super().get_urls()]

    # -- while somebody types -----------------------------------------------------------------------------------------

    @of_typed
    def words_view(self, request: HttpRequest, found: Unsaved) -> HttpResponse:
        told = about(found)
        open_ = [one for one in told if not one.is_unfinished]
        return JsonResponse({"found": [vars(one) for one in open_], "grades": grades(found), "told": summary(told)})

    @of_typed
    def shown_view(self, request: HttpRequest, found: Unsaved) -> HttpResponse:
        clinic = Clinic.current()
        page = library.draft_page(found.document, clinic)
        view = request.GET.get("as", "page")
        context = {"page": page, "leaflet": page.leaflet, "clinic": clinic, "missing": found.missing}
        if view == "text":
            context["text"] = plain_text(page.leaflet)
            return TemplateResponse(request, "admin/conditions/unsaved_text.html", context)
        context["page_template"] = f"{self.model.kind.value}s/leaflet.html"
        context["print_media"] = VIEWS.get(view, VIEWS["page"])
        context["guides"] = list(library.links("guide").values())
        return TemplateResponse(request, "admin/conditions/unsaved.html", context)

    # -- the form -----------------------------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (NotSaved, form), {}) if is_check(request) else form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if inline.model is Fact and request.method == "GET":
            kwargs["initial"] = [{"attribute": attribute} for attribute in unanswered(obj if obj.pk else None)]
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        draft: Governed | None = context.get("original")
        if is_check(request):
            found = about(unsaved(self, request, draft))
            context |= {"errors": [], "checked": found, "checked_told": summary(found)}
        context["parts"] = self._in_parts(context)
        context["words_url"], context["shown_url"] = self._typing_urls(draft)
        return super().render_change_form(request, context, *args, **kwargs)

    def _typing_urls(self, draft: Governed | None) -> list[str]:
        prefix = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}"
        if draft:
            return [reverse(f"{prefix}_{name}", args=[draft.pk]) for name in ("words", "shown")]
        return [reverse(f"{prefix}_add_{name}") for name in ("words", "shown")]

    def _in_parts(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        fieldsets = {fieldset.name: fieldset for fieldset in context["adminform"]}
        groups = {type(group.opts): group for group in context["inline_admin_formsets"]}
        return [
            {
                "id": f"part-{number}",
                "heading": heading,
                "fieldsets": [fieldsets[name] for name in names],
                "groups": [groups[rows] for rows in of_rows if rows in groups],
            }
            for number, (heading, names, of_rows) in enumerate(self.parts, start=1)
        ]

    # -- the outline --------------------------------------------------------------------------------------------------

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if OUTLINE in request.POST and not change:
            start_from_outline(form.instance)

    def response_post_save_change(self, request: HttpRequest, obj: Governed) -> HttpResponse:
        response = super().response_post_save_change(request, obj)
        return HttpResponseRedirect(f"{response.url}?rows=1") if MORE in request.POST else response


def is_check(request: HttpRequest) -> bool:
    return request.method == "POST" and CHECK in request.POST


def about(found: Unsaved) -> list[Told]:
    """Everything to say about the words: first what stops the review, then advice."""
    stops = blockers(found.document, standing.drafted_addresses())
    told = [Told(found.name_of(one.path), one.place, one.sentence, "", one.code, True) for one in stops]
    for one in remarks(found.document, PlainWord.listed()):
        told.append(Told(found.name_of(one.path), one.place, one.sentence, one.words, one.code, False))
    return told


def summary(told: list[Told]) -> str:
    """For example: 1 to put right, 2 pieces of advice, 6 parts still to write."""
    unfinished = sum(one.is_unfinished for one in told)
    wrong = sum(one.is_blocker for one in told) - unfinished
    advice = sum(not one.is_blocker for one in told)
    counts = [
        f"{wrong} to put right" if wrong else "",
        f"{advice} {'piece' if advice == 1 else 'pieces'} of advice" if advice else "",
        f"{unfinished} {'part' if unfinished == 1 else 'parts'} still to write" if unfinished else "",
    ]
    return f"{', '.join(filter(None, counts)) or 'Nothing to mend'}."


def grades(found: Unsaved) -> dict[str, str]:
    """How hard each longer text is to read, by its field; the whole leaflet under an empty name."""
    told = {"": f"Reading grade {grade_of(found.document)} (aim: {HARDEST_DOCUMENT:g} or less)."}
    for passage in our_words(found.document):
        read = reading(plainly(passage))
        if read.words >= FEWEST_WORDS:
            name = found.name_of(passage.path)
            told[name] = f"Reading grade {read.grade}, {read.words} words."
    return told
