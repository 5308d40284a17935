"""“Reviewed, no change”: one press at the foot of the whole page as patients read it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from conditions import library
from conditions.models import Clinic, Governed, Revision
from conditions.publishing import rules, standing, workflow
from conditions.publishing.errors import NotReady

from .workflow import Step, of_document, typed


class OnScreen(forms.Form):
    """Carries the version that the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReviewedAgain:
    """For the ModelAdmin of a document."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_reviewed"
        view = self.admin_site.admin_view(never_cache(self.reviewed_view))
        return [path("<int:pk>/reviewed/", view, name=name), *super().get_urls()]

    @of_document
    def reviewed_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        rules.require(rules.may_review(request.user), "review a leaflet")
        live = standing.live_revision(document)
        if live is None or standing.approval(live) is None:
            return self._nothing_to_review(request, document, live)
        rules.require_second_person(request.user, live)

        def sign(answers: dict[str, Any]) -> str:
            on_screen = standing.revisions_of(document).filter(pk=answers["revision"]).first()
            if on_screen is None:
                raise NotReady("This version is not there. Read the page again.")
            workflow.review_unchanged(on_screen, by=request.user)
            return f"You signed version {on_screen.number} again. The time until its next review begins anew."

        step = Step(
            title=f"Review version {live.number} again",
            explanation="This is what patients read now. Read all of it. If every word is still right, press the "
            "button at the foot of the page. If something must change, go back and change the draft.",
            button="Reviewed, no change",
            form=OnScreen(typed(request)),
            do=sign,
            template="admin/conditions/reviewed.html",
            context={
                "live": live,
                "desk_url": self.url_of(document),
                **self.shown_as_a_page(self._live_page(document)),
            },
        )
        return self.take(request, document, step)

    def _live_page(self, document: Governed) -> library.Page:
        return library.page(document.kind, document.slug, Clinic.current(), document.language)

    def _nothing_to_review(self, request: HttpRequest, document: Governed, live: Revision | None) -> HttpResponse:
        sentence = (
            f"Nobody has approved version {live.number} yet. Go back, read it, and decide about it."
            if live
            else "Patients cannot read this leaflet now, so there is nothing to review again."
        )
        context = {"sentences": [sentence]}
        return self.page(request, document, "admin/conditions/refused.html", "Nothing to review", context, status=409)
