"""Adding a picture: the file is checked and kept as soon as it arrives, so a mistake elsewhere does not lose it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from conditions import pictures
from conditions.models import Picture

from .parts import RowForm, Rows


class PictureForm(RowForm):
    upload = forms.FileField(
        label="Picture file",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="JPEG, PNG or WebP, up to 10 MB. Hidden details, such as where it was taken, are removed.",
    )
    # The name of a file that we keep already: a browser does not send a file twice.
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Picture
        fields = ("alt", "skin_tone", "caption", "long_description", "licence", "credit", "sensitive", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["kept"] = self.instance.file
        if self.instance.file:
            self.fields["upload"].label = "Another file instead"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            stored = self._stored(cleaned.get("upload"), cleaned.get("kept", ""))
        except pictures.NotAPicture as error:
            self.add_error("upload", ValidationError(str(error)))
        except FileNotFoundError:
            self.add_error("upload", ValidationError("Choose the picture file again."))
        else:
            self.instance.file, self.instance.width, self.instance.height = stored.name, stored.width, stored.height
            self._remember(stored.name)
        return cleaned

    def _stored(self, upload: Any, kept: str) -> pictures.Stored:
        if upload:
            if upload.size > pictures.LARGEST_UPLOAD:
                raise pictures.NotAPicture("The picture is larger than 10 MB.")
            upload.seek(0)
            return pictures.store(upload.read())
        if kept and kept == self.instance.file:
            return pictures.Stored(kept, self.instance.width, self.instance.height)
        if kept:
            return pictures.store_as_is(kept, pictures.read_bytes(kept))
        raise pictures.NotAPicture("Choose a picture file.")

    def _remember(self, name: str) -> None:
        """If the page is shown again, it carries the name of the file that we keep."""
        self.data = self.data.copy()
        self.data[self.add_prefix("kept")] = name


class PictureRows(Rows):
    model = Picture
    form = PictureForm
    fields = (
        "shown",
        "upload",
        "kept",
        "alt",
        "skin_tone",
        "caption",
        "long_description",
        "licence",
        "credit",
        "sensitive",
        "position",
    )
    readonly_fields = ("shown",)

    def shown(self, picture: Picture) -> str:
        if not picture.file:
            return "None yet"
        return format_html(
            '<img class="desk-picture" src="{}" alt="{}" width="{}" height="{}">{}',
            reverse("picture", args=[picture.file]),
            picture.alt or "No words for this picture yet",
            picture.width,
            picture.height,
            self._where_else(picture),
        )

    def _where_else(self, picture: Picture) -> str:
        if not picture.pk:
            return ""
        leaflet = picture.condition or picture.treatment
        address = f"admin:conditions_{leaflet._meta.model_name}_picture_links"
        return format_html(
            ' <a class="desk-beside" href="{}">Where else this picture is</a>',
            reverse(address, args=[leaflet.pk, picture.pk]),
        )

    shown.short_description = "picture"
