"""Saving without losing anybody's work, for a whole draft and for one step of a guide.

A form carries the version of the draft that it showed. If the draft is another one by now, the save is refused and
both versions are shown, to pick from place by place. What an editor typed is then the whole of their version: it is
written over an empty draft inside a transaction, compared with the other person's, and undone. Only a save that says
what becomes of each place keeps it.
"""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict

from conditions.models import Governed, Step
from conditions.publishing import standing
from conditions.publishing.errors import StaleDraft
from conditions.publishing.merge import marks, merged
from conditions.publishing.restore import restore
from conditions.publishing.snapshot import snapshot

from .picking import PICK, PREFIX, SHOWN, STARTED_FROM, both, not_picked, picked, with_owner

SAVE_OVER = "_over"
_DETAILS = {"version", "guide_version", "owner"}  # no words of the draft
MOST_ROWS = 1000


@dataclass(frozen=True)
class Replay:
    """The saved draft that a form is about to be written over."""

    draft: Governed | Step
    theirs: dict[str, Any]
    is_overtaken: bool

    @property
    def saved_by(self) -> str:
        person = self.draft.edited_by
        return (person.get_full_name() or person.get_username()) if person else "Somebody else"


class Raced(Exception):
    """Another save came between reading the draft and writing it."""


class DraftForm(forms.ModelForm):
    """The form of a draft: carries the version that it showed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    refusal: StaleDraft | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        kept = [name for name in ("edited_by_id", "edited_at") if hasattr(self.instance, name)]
        self.edited_before = {name: getattr(self.instance, name) for name in kept}
        if self.refusal:
            self.data = self.data.copy()
            self.data["version"] = self.instance.version

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if standing.is_taken(slug, self.instance):
            raise ValidationError("This address name belongs to another leaflet, now or in the past.")
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal.sentences)
        return cleaned


class SaveWithoutLoss:
    """For a ModelAdmin whose form is a DraftForm and whose rows have a version and an editor."""

    def whole(self, draft: Any) -> dict[str, Any]:
        """Everything that two versions of the draft are compared by."""
        return snapshot(draft)

    def write(self, draft: Any, document: dict[str, Any], by: Any) -> None:
        """Make the draft what a document says."""
        restore({**document, "slug": draft.slug}, by=by)
        type(draft).objects.filter(pk=draft.pk).update(slug=document["slug"])

    def locked(self, pk: Any) -> Any:
        """The draft, nobody else's to save until the transaction ends."""
        return self.model.objects.select_for_update().get(pk=pk)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        request.replay = request.refusal = None
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return self._save_or_show_both(request, object_id, form_url, extra_context)
        except OperationalError:
            return self._busy(request, object_id)

    def _save_or_show_both(
        self, request: HttpRequest, object_id: str, form_url: str, extra_context: dict | None
    ) -> HttpResponse:
        try:
            try:
                return self._attempt(request, object_id, form_url, extra_context)
            except Raced:  # now the other save can be seen
                return self._attempt(request, object_id, form_url, extra_context)
        except StaleDraft as overtaken:
            request.refusal = overtaken
            response = self._attempt(request, object_id, form_url, extra_context)
            response.status_code = 409
            return response

    def _busy(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The database had no turn for this save: a page that holds what was typed, and tries again at a press."""
        document = get_object_or_404(self.model, pk=unquote(object_id))
        typed = [(name, value) for name, values in request.POST.lists() for value in values]
        context = {
            "typed": [(name, value) for name, value in typed if name != "csrfmiddlewaretoken"],
            "has_files": bool(request.FILES),
        }
        return self.page(request, document, "admin/conditions/busy.html", "Not saved yet", context, status=503)

    def _attempt(self, request: HttpRequest, object_id: str, form_url: str, extra_context: dict | None) -> HttpResponse:
        with transaction.atomic():
            request.replay = self._replay(request, object_id)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if request.replay and not isinstance(response, HttpResponseRedirect):
                # All forms have been checked by now; the page is made after the lock is gone, so that others can save.
                transaction.set_rollback(True)
            return response

    def _replay(self, request: HttpRequest, object_id: str) -> Replay | None:
        """None if the form shows the draft as it is; otherwise the draft, whose rows are now gone."""
        found = self.get_object(request, unquote(object_id))
        if found is None or not self.has_change_permission(request, found):
            return None
        draft = self.locked(found.pk)
        is_overtaken = request.POST.get("version") != str(draft.version)
        if not is_overtaken and not _decides(request):
            return None
        replay = Replay(draft, with_owner(self.whole(draft), draft), is_overtaken)
        for inline in self.get_inline_instances(request, draft):
            inline.get_queryset(request).filter(**{self.opts.model_name: draft}).delete()
        return replay

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        refusal, draft = getattr(request, "refusal", None), context.get("original")
        is_refused = isinstance(refusal, StaleDraft)
        if is_refused:
            context["errors"] = []  # nothing is wrong with what was typed: the panel says what happened
            context["both"] = both(refusal, request.POST)
        elif PICK in request.POST:
            context["picks_kept"] = _carried(request.POST)
        context["started_from"] = request.POST.get(STARTED_FROM, "")
        if draft and request.method == "GET" and self.has_change_permission(request, draft):
            context["started_from"] = " ".join(marks(with_owner(self.whole(draft), draft)))
        context["save_over"] = SAVE_OVER if is_refused or _decides(request) else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if getattr(request, "replay", None):
            kwargs["data"], kwargs["files"] = rows_as_new(request.POST, request.FILES, prefix)
        return kwargs

    def save_model(self, request: HttpRequest, obj: Governed, form: DraftForm, change: bool) -> None:
        obj.edited_by = request.user
        if change:
            seen = obj.version if request.replay else form.cleaned_data["version"]
            if not self.model.objects.filter(pk=obj.pk, version=seen).update(version=F("version") + 1):
                raise Raced
            obj.version = seen + 1
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        number_the_new(formset)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: DraftForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if request.replay:
            request.is_edit = self._settle(request, form.instance, request.replay)
        else:
            request.is_edit = not change or has_new_words(form, formsets)
        if not request.is_edit:  # who looks after it now, or nothing at all
            self.model.objects.filter(pk=form.instance.pk).update(**form.edited_before)

    def _settle(self, request: HttpRequest, draft: Any, replay: Replay) -> bool:
        """Now that the draft is what this person typed: refuse, keep it, or make it what they picked.

        Returns whether that says anything else than what was saved.
        """
        mine, theirs = with_owner(self.whole(draft), draft), replay.theirs
        refused = StaleDraft(yours=mine, theirs=theirs, saved_by=replay.saved_by)
        if replay.is_overtaken and mine != theirs:
            raise refused
        if PICK not in request.POST or replay.is_overtaken:
            return mine != theirs
        if not_picked(mine, theirs, request.POST):
            raise refused
        words = merged(mine, theirs, picked(request.POST))
        if words.pop("owner") != mine["owner"]:
            type(draft).objects.filter(pk=draft.pk).update(owner=replay.draft.owner)
        self.write(draft, words, request.user)
        return words != {key: value for key, value in theirs.items() if key != "owner"}


def _decides(request: HttpRequest) -> bool:
    """Whether this save says what becomes of the other person's version."""
    return SAVE_OVER in request.POST or PICK in request.POST


def _carried(typed: QueryDict) -> list[tuple[str, str]]:
    """What was picked, for a page that is shown again because something else in the form is wrong."""
    names = [name for name in typed if name.startswith(PREFIX) or name == SHOWN]
    return [(name, value) for name in names for value in typed.getlist(name)]


def has_new_words(form: DraftForm, formsets: Any) -> bool:
    """Whether a save changes what the document says, and so makes somebody its last editor."""
    return bool(set(form.changed_data) - _DETAILS) or any(formset.has_changed() for formset in formsets)


def number_the_new(formset: Any) -> None:
    """A row without an order comes last."""
    rows = [form.instance for form in formset.forms if hasattr(form.instance, "position")]
    last = max((row.position or 0 for row in rows), default=0)
    for row in rows:
        if row.position is None:
            last += 1
            row.position = last


def rows_as_new(data: QueryDict, files: MultiValueDict, prefix: str) -> tuple[QueryDict, MultiValueDict]:
    """The rows of one group as if each had just been added; rows marked for deletion are left out."""
    fresh, fresh_files = QueryDict(mutable=True), MultiValueDict()
    kept = [row for row in range(_total(data, prefix)) if not data.get(f"{prefix}-{row}-DELETE")]
    for source, target in ((data, fresh), (files, fresh_files)):
        for name, row, field in _cells(source, prefix):
            if row in kept and field not in {"id", "DELETE"}:
                target.setlist(f"{prefix}-{kept.index(row)}-{field}", source.getlist(name))
    for name, number in {"TOTAL": len(kept), "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": MOST_ROWS}.items():
        fresh[f"{prefix}-{name}_FORMS"] = str(number)
    return fresh, fresh_files


def _total(data: QueryDict, prefix: str) -> int:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() else 0


def _cells(source: MultiValueDict, prefix: str) -> list[tuple[str, int, str]]:
    # A field starts with a small letter: “adviceitem_rows-2-TOTAL_FORMS” belongs to the group “adviceitem_rows-2”.
    cell = re.compile(rf"^{re.escape(prefix)}-(\d{{1,4}})-([a-z]\w*|DELETE)$")
    matches = [(name, cell.match(name)) for name in source]
    return [(name, int(match[1]), match[2]) for name, match in matches if match]
