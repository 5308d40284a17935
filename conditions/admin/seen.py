"""A form of one row that refuses to save over what somebody else saved meanwhile."""

from typing import Any

from django import forms
from django.forms.models import model_to_dict

from conditions.content.canonical import digest


class SeenForm(forms.ModelForm):
    """Carries a digest of the row as it was shown. On a clash both versions are shown and a second save decides."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._digest(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # Locked until the admin's transaction ends, so that two saves at once take turns.
        saved = type(self.instance).objects.select_for_update().filter(pk=self.instance.pk).first()
        if saved and self.data.get("seen") != self._digest(saved):
            self.add_error(None, self._told(saved))
            self.data = {**self.data.dict(), "seen": self._digest(saved)}
        return cleaned

    def _told(self, saved: Any) -> str:
        theirs = model_to_dict(saved, self._own_fields())
        differing = [
            f"{self.fields[name].label}: “{theirs[name] or ''}”"
            for name in self._own_fields()
            if str(theirs[name] or "") != str(self.cleaned_data.get(name) or "")
        ]
        return (
            "Somebody else saved this while you were editing, and nothing of yours is lost. They saved: "
            f"{'; '.join(differing) or 'the same words'}. Save again to put your version over theirs."
        )

    def _digest(self, row: Any) -> str:
        values = model_to_dict(row, self._own_fields()) if row.pk else {}
        return digest({name: str(value or "") for name, value in values.items()})

    def _own_fields(self) -> list[str]:
        return [name for name in self.fields if name != "seen"]
