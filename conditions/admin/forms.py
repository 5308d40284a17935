"""What a person is asked before a step is taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from conditions.handouts.note import language_name
from conditions.models import Comment, Condition, Governed, Publication, Treatment
from conditions.models.governed import address_name
from conditions.vocabulary import Basis, Kind, Print


def _words(label: str, help_text: str = "", *, required: bool = True, longest: int = 600) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest, widget=area)


CHANGE_NOTE = (
    "What changed, for patients",
    "One sentence that patients can read, for example: Added when to call for help.",
)


def _about_safety(*, initial: bool = False) -> forms.BooleanField:
    return forms.BooleanField(
        label="This change is about safety",
        required=False,
        initial=initial,
        help_text="People who were given an older version are told this first.",
    )


class Nothing(forms.Form):
    """A step that needs a yes only."""


ON_PART = "on:"


class Decide(forms.Form):
    """A decision, a comment on the whole, and a comment on any part: part -> what an editor calls it."""

    decision = forms.ChoiceField(
        choices=[("approve", "Approve"), ("request_changes", "Request changes")], widget=forms.HiddenInput
    )
    comment = _words(
        "Comment on the whole",
        "If you request changes, say what must change: here, or on a part below. The author reads it.",
        required=False,
        longest=4000,
    )

    def __init__(self, *args: Any, parts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, label in parts.items():
            self.fields[ON_PART + part] = _words(label, required=False, longest=4000)

    def on_parts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(ON_PART)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        written = {name: words for name, words in cleaned.items() if name.startswith(ON_PART) and words}
        if cleaned.get("decision") == "approve" and written:
            raise ValidationError(
                "You wrote comments on parts. Press “Request changes” to send them, or empty them to approve."
            )
        cleaned["on_parts"] = {name.removeprefix(ON_PART): words for name, words in written.items()}
        return cleaned


class Answers(forms.Form):
    """One answer for each comment that has none."""

    def __init__(self, *args: Any, comments: Sequence[Comment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for comment in comments:
            self.fields[str(comment.pk)] = _words(
                "Your answer", "For example: Done, it now says 2 weeks.", required=False, longest=4000
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise ValidationError("Write an answer to at least one comment.")
        return cleaned


class Publish(forms.Form):
    change_note = _words(*CHANGE_NOTE)
    about_safety = _about_safety()
    when = forms.ChoiceField(
        label="When", choices=[("now", "Now"), ("later", "On this date")], initial="now", widget=forms.RadioSelect
    )
    day = forms.DateField(
        label="Date", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Empty means 8 in the morning.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["at"] = None
        if cleaned.get("when") == "later" and not self.errors:
            if not cleaned.get("day"):
                self.add_error("day", ValidationError("Choose the date."))
            else:
                time = cleaned.get("time") or datetime(2000, 1, 1, 8).time()
                cleaned["at"] = timezone.make_aware(datetime.combine(cleaned["day"], time))
        return cleaned


class Restore(forms.Form):
    """Carries the version of the draft that the page said it would replace."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Emergency(forms.Form):
    reason = _words(
        "Why can this not wait for a second person?", "It stays on the record, with your name.", longest=2000
    )
    change_note = _words(*CHANGE_NOTE)
    about_safety = _about_safety(initial=True)


class Withdraw(forms.Form):
    reason = _words("Why?", "Patients read this at the address of the leaflet.", longest=2000)
    replacement = forms.ChoiceField(label="What to read instead", required=False)

    def __init__(self, *args: Any, document: Governed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replacement"].choices = [("", "Nothing"), *_live_leaflets(document)]

    def clean_replacement(self) -> Governed | None:
        chosen = self.cleaned_data["replacement"]
        if not chosen:
            return None
        kind, _separator, pk = chosen.partition(":")
        return {Kind.CONDITION: Condition, Kind.TREATMENT: Treatment}[kind].objects.get(pk=pk)


class Give(forms.Form):
    """Only languages in which the leaflets exist can be chosen."""

    size = forms.ChoiceField(label="Print", choices=Print.choices, initial=Print.STANDARD, widget=forms.RadioSelect)
    language = forms.ChoiceField(label="Language")

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, language_name(code)) for code in languages]
        self.fields["language"].initial = languages[0]


class Keep(forms.Form):
    name = forms.CharField(
        label="Name of the example", max_length=160, help_text="For example: Baby of 2 weeks with blisters"
    )


class Rename(forms.Form):
    to = forms.CharField(
        label="New address name",
        max_length=80,
        validators=[address_name],
        help_text="Small letters, digits and single hyphens, for example: cold-sores.",
    )


def _live_leaflets(document: Governed) -> list[tuple[str, str]]:
    found = []
    for kind in (Kind.CONDITION, Kind.TREATMENT):
        live = (
            Publication.objects.live(kind, timezone.now())
            .exclude(basis=Basis.WITHDRAWN)
            .select_related(f"revision__{kind}")
        )
        documents = {publication.revision.document for publication in live} - {document}
        found += [(f"{kind.value}:{other.pk}", other.title) for other in documents]
    return sorted(found, key=lambda choice: choice[1].casefold())
