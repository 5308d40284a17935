"""Saving without losing anybody's work, for a whole draft and for one step of a guide.

A form carries the version of the draft that it showed. If the draft is another one by now, the save is refused and
both versions are shown. What an editor typed is then the whole of their version: it is written over an empty draft
inside a transaction, compared with the other person's, and undone. Only “Save my version over theirs” keeps it.
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
from conditions.publishing.diff import Change, changes
from conditions.publishing.errors import StaleDraft
from conditions.publishing.snapshot import snapshot

SAVE_OVER = "_over"
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
        if not is_overtaken and SAVE_OVER not in request.POST:
            return None
        replay = Replay(draft, self.whole(draft), is_overtaken)
        for inline in self.get_inline_instances(request, draft):
            inline.get_queryset(request).filter(**{self.opts.model_name: draft}).delete()
        return replay

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        refusal = getattr(request, "refusal", None)
        is_overtaken = isinstance(refusal, StaleDraft)
        if is_overtaken:
            owner = owner_of(context["adminform"].form.instance)
            context["errors"] = []  # nothing is wrong with what was typed: the panel says what happened
            context["both"] = both_versions(request.replay, refusal, owner)
        context["save_over"] = SAVE_OVER if is_overtaken or SAVE_OVER in request.POST else ""
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
        replay = request.replay
        if replay and replay.is_overtaken:
            yours = self.whole(form.instance)
            if yours != replay.theirs or owner_of(form.instance) != owner_of(replay.draft):
                raise StaleDraft(yours=yours, theirs=replay.theirs, saved_by=replay.saved_by)


def both_versions(replay: Replay, overtaken: StaleDraft, owner: str) -> dict[str, Any]:
    """Place by place: what this person typed, and what the other one saved."""
    told = changes(overtaken.theirs, overtaken.yours)
    saved_owner = owner_of(replay.draft)
    if owner != saved_owner:
        told.append(Change("Owner", saved_owner, owner))
    return {"saved_by": overtaken.saved_by, "changes": told}


def owner_of(draft: Any) -> str:
    return str(getattr(draft, "owner", None) or "")


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
