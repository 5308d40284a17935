"""The steps from draft to public, as pages: each asks once, calls one verb, and prints its answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from conditions import library
from conditions.models import Clinic, Governed, Publication, Revision
from conditions.publishing import rules, standing, workflow
from conditions.publishing.blockers import Blocker
from conditions.publishing.diff import changes, parts_of
from conditions.publishing.errors import Blocked, NotAllowed, NotReady
from conditions.publishing.snapshot import snapshot
from conditions.vocabulary import State

from . import forms as asked
from .clarity import told_by_version
from .giving import value_of
from .panel import panel
from .signing import compared, sourced
from .threads import threads
from .timeline import timeline

View = Callable[..., HttpResponse]


@dataclass
class Step:
    """One page that asks, then does."""

    title: str
    explanation: str
    button: str
    form: forms.Form
    do: Callable[[dict[str, Any]], str]
    blockers: list[Blocker] = field(default_factory=list)
    is_grave: bool = False
    context: dict[str, Any] = field(default_factory=dict)
    template: str = "admin/conditions/step.html"


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; None while the page is only shown."""
    return request.POST if request.method == "POST" else None


def of_document(view: View) -> View:
    """Find the document that an address names, for somebody who may see it, and explain a refusal."""

    @wraps(view)
    def wrapped(self: Any, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        document = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_or_change_permission(request, document):
            raise PermissionDenied
        try:
            return view(self, request, document, *args, **kwargs)
        except NotAllowed as refusal:
            return self.page(
                request,
                document,
                "admin/conditions/refused.html",
                "Not allowed",
                {"sentences": refusal.sentences},
                status=403,
            )

    return wrapped


class Workflow:
    """For the ModelAdmin of a document."""

    page_template = ""  # of the public page; that of a leaflet unless a kind has its own

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("submit/", self.submit_view, "submit"),
            ("review/<int:revision_id>/", self.review_view, "review"),
            ("comments/", self.comments_view, "comments"),
            ("publish/<int:revision_id>/", self.publish_view, "publish"),
            ("emergency/<int:revision_id>/", self.emergency_view, "emergency"),
            ("withdraw/", self.withdraw_view, "withdraw"),
            ("cancel/<int:publication_id>/", self.cancel_view, "cancel"),
            ("restore/<int:revision_id>/", self.restore_view, "restore"),
            ("rename/", self.rename_view, "rename"),
            ("preview/", self.preview_view, "preview"),
            ("revision/<int:revision_id>/", self.version_view, "version"),
            ("history/", self.document_history_view, "history"),
            ("give/", self.give_view, "give"),
        ]
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        ours = [
            path(f"<int:pk>/{address}", self.admin_site.admin_view(never_cache(view)), name=f"{prefix}_{name}")
            for address, view, name in pages
        ]
        return [*ours, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        document = context.get("original")
        if document and request.method == "GET":
            context["panel"] = panel(document, request.user)
            context["buttons"] = [
                (button, self.url_of(document, button.page, *button.args)) for button in context["panel"].buttons
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    # -- steps ------------------------------------------------------------------------------------------------------

    @of_document
    def submit_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        rules.require(rules.may_submit(request.user), "send a leaflet for review")

        def submit(_answers: dict[str, Any]) -> str:
            revision = workflow.submit(document, by=request.user)
            return f"Version {revision.number} now waits for a second person. You can go on editing the draft."

        found = workflow.blockers_of(document)
        live = standing.live_revision(document)
        told = changes(live.content, snapshot(document)) if live else []
        step = Step(
            title="Send for review",
            explanation="The words are kept exactly as they are now, as a new version. A second person reads "
            "that version and approves it or asks for changes. What patients see does not change yet.",
            button="Send for review",
            form=asked.Nothing(typed(request)),
            do=submit,
            blockers=found,
            context={
                "changes": told,
                "live": live,
                "sentences_changed": self.told_in_sentences(live, snapshot(document)),
                "unanswered": standing.open_comments(document).count(),
                "comments_url": self.url_of(document, "comments"),
            },
        )
        return self.take(request, document, step)

    @of_document
    def review_view(self, request: HttpRequest, document: Governed, revision_id: int) -> HttpResponse:
        rules.require(rules.may_review(request.user), "review a leaflet")
        revision = self._revision(document, revision_id)

        def decide(answers: dict[str, Any]) -> str:
            if answers["decision"] == "approve":
                workflow.approve(revision, by=request.user, comment=answers["comment"])
                return f"You approved version {revision.number}. It is not public until somebody publishes it."
            told = {name: answers[name] for name in ("comment", "on_parts")}
            workflow.request_changes(revision, by=request.user, **told)
            return f"You asked for changes to version {revision.number}. The author can read your comments."

        state = standing.state(revision)
        is_live = standing.live_revision(document) == revision
        newest = standing.revisions_of(document).first()
        step = Step(
            title=f"Version {revision.number} of {revision.content['title']}",
            explanation="",
            button="Approve",
            form=asked.Decide(typed(request), parts=parts_of(revision.content)),
            do=decide,
            blockers=workflow.publish_blockers(revision),
            template="admin/conditions/review.html",
            context={
                "revision": revision,
                "leaflet": library.draft_page(revision.content, Clinic.current()).leaflet,
                "state": state.label,
                "is_live": is_live,
                "compared": compared(revision, self.told_in_sentences),
                "statements": sourced(revision.content),
                "threads": threads(document),
                "unanswered": standing.open_comments(document).count(),
                "newer_url": self.url_of(document, "review", newest.pk) if newest != revision else "",
                "newer": newest,
                "may_approve": rules.may_approve(request.user, revision) and (state == State.IN_REVIEW or is_live),
                "may_send_back": state in {State.IN_REVIEW, State.APPROVED},
                "is_own_work": rules.is_own_work(request.user, revision),
                "version_url": self.url_of(document, "version", revision.pk),
                **self.also_signed(document, revision),
            },
        )
        return self.take(request, document, step)

    @of_document
    def comments_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        if request.method == "POST":
            rules.require(rules.may_submit(request.user), "answer a comment")
        waiting = list(standing.open_comments(document)) if rules.may_submit(request.user) else []

        def answer(answers: dict[str, Any]) -> str:
            told = [(comment, answers[str(comment.pk)]) for comment in waiting if answers[str(comment.pk)]]
            workflow.answer_comments(told, by=request.user)
            return (
                f"{len(told)} answer{'' if len(told) == 1 else 's'} kept. The reviewer reads them beside the comments."
            )

        form = asked.Answers(typed(request), comments=waiting)
        step = Step(
            title="Comments of reviewers",
            explanation="Say of each comment what you did about it. Nobody can approve a version before all are "
            "answered. Comments and answers stay on the record.",
            button="Keep the answers",
            form=form,
            do=answer,
            template="admin/conditions/comments.html",
            context={"threads": threads(document, form)},
        )
        return self.take(request, document, step)

    @of_document
    def publish_view(self, request: HttpRequest, document: Governed, revision_id: int) -> HttpResponse:
        rules.require(rules.may_publish(request.user), "publish a leaflet")
        revision = self._revision(document, revision_id)

        def publish(answers: dict[str, Any]) -> str:
            asked_for = {name: answers[name] for name in ("change_note", "about_safety", "at")}
            workflow.publish(revision, by=request.user, **asked_for)
            when = "goes live at the time you chose" if answers["at"] else "is live now"
            return f"Version {revision.number} {when}."

        step = Step(
            title=f"Publish version {revision.number}",
            explanation="Patients will read exactly the words that were approved.",
            button="Publish",
            form=asked.Publish(typed(request)),
            do=publish,
            blockers=workflow.publish_blockers(revision),
        )
        return self.take(request, document, step)

    @of_document
    def emergency_view(self, request: HttpRequest, document: Governed, revision_id: int) -> HttpResponse:
        rules.require(rules.may_break_glass(request.user), "publish without approval")
        revision = self._revision(document, revision_id)

        def publish(answers: dict[str, Any]) -> str:
            workflow.publish_break_glass(revision, by=request.user, **answers)
            return f"Version {revision.number} is live now. A second person must still read and approve it."

        step = Step(
            title=f"Publish version {revision.number} in an emergency",
            explanation="Only if patients could come to harm by waiting. Nobody else has approved these words: "
            "the page says so, and it stays on everybody's list until a second person has approved them.",
            button="Publish without approval",
            form=asked.Emergency(typed(request)),
            do=publish,
            blockers=workflow.publish_blockers(revision),
            is_grave=True,
        )
        return self.take(request, document, step)

    @of_document
    def withdraw_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        rules.require(rules.may_withdraw(request.user), "withdraw a leaflet")

        def withdraw(answers: dict[str, Any]) -> str:
            workflow.withdraw(document, by=request.user, **answers)
            return f"“{document}” is withdrawn. Its address now says why."

        step = Step(
            title="Withdraw",
            explanation="Patients can no longer read this leaflet. Its address stays and says why, since when, "
            "and what to read instead. A version that was planned to go live later is cancelled. "
            "The draft and all versions are kept.",
            button="Withdraw it now",
            form=asked.Withdraw(typed(request), document=document),
            do=withdraw,
            is_grave=True,
            context=self.shown_before(document, "withdraw"),
        )
        return self.take(request, document, step)

    @of_document
    def cancel_view(self, request: HttpRequest, document: Governed, publication_id: int) -> HttpResponse:
        rules.require(rules.may_publish(request.user), "change when a leaflet goes live")
        publications = Publication.objects.filter(revision__in=standing.revisions_of(document))
        publication = get_object_or_404(publications.select_related("revision"), pk=publication_id)

        def cancel(_answers: dict[str, Any]) -> str:
            workflow.cancel_publication(publication, by=request.user)
            return "The planned publication is cancelled."

        step = Step(
            title=f"Cancel the planned publication of version {publication.revision.number}",
            explanation="The version stays approved. What patients see does not change.",
            button="Cancel the publication",
            form=asked.Nothing(typed(request)),
            do=cancel,
        )
        return self.take(request, document, step)

    @of_document
    def restore_view(self, request: HttpRequest, document: Governed, revision_id: int) -> HttpResponse:
        rules.require(rules.may_submit(request.user), "change a draft")
        revision = self._revision(document, revision_id)

        shown = asked.Restore(initial={"version": document.version})

        def restore(answers: dict[str, Any]) -> str:
            step.form = shown  # after a refusal the page is of today's draft
            workflow.restore_revision(revision, by=request.user, seen=answers["version"])
            return f"The draft now has the words of version {revision.number}. What patients see has not changed."

        step = Step(
            title=f"Restore version {revision.number} into the draft",
            explanation="The draft will have the words of that version. "
            "What the draft has now is replaced: what that would change is listed here. "
            "What patients see does not change until the draft is sent, approved and published.",
            button="Replace the draft",
            form=asked.Restore(request.POST) if request.method == "POST" else shown,
            do=restore,
            is_grave=True,
            context={
                "changes": changes(snapshot(document), {**revision.content, "slug": document.slug}),
                "is_restore": True,
            },
        )
        return self.take(request, document, step)

    @of_document
    def rename_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        rules.require(rules.may_publish(request.user), "change an address")

        def rename(answers: dict[str, Any]) -> str:
            former = document.get_absolute_url()
            moved = workflow.rename(document, to=answers["to"], by=request.user)
            return f"The address is now {moved.get_absolute_url()}. The old one, {former}, leads to it."

        step = Step(
            title="Change the address",
            explanation=f"The leaflet is at {document.get_absolute_url()} now. Printed links to the old "
            "address will lead to the new one for good, and no other leaflet can ever use the old one.",
            button="Change the address",
            form=asked.Rename(typed(request)),
            do=rename,
            context=self.shown_before(document, "rename"),
        )
        return self.take(request, document, step)

    @of_document
    def give_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        """The way from a leaflet to the page that gives it."""
        chosen = urlencode({"document": value_of(document.kind, document.slug)})
        return HttpResponseRedirect(f"{reverse('admin:conditions_handout_give')}?{chosen}")

    # -- pages that only show ---------------------------------------------------------------------------------------

    @of_document
    def preview_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        return self._as_patients_see_it(request, document, snapshot(document), "This is the draft.")

    @of_document
    def version_view(self, request: HttpRequest, document: Governed, revision_id: int) -> HttpResponse:
        revision = self._revision(document, revision_id)
        note = f"This is version {revision.number}: {standing.state(revision).label}."
        return self._as_patients_see_it(request, document, revision.content, note)

    def _as_patients_see_it(
        self, request: HttpRequest, document: Governed, content: dict[str, Any], note: str
    ) -> HttpResponse:
        context = {
            "preview_note": note,
            "desk_url": self.url_of(document),
            **self.shown_as_a_page(library.draft_page(content, Clinic.current())),
        }
        return TemplateResponse(request, "admin/conditions/preview.html", context)

    def shown_as_a_page(self, page: library.Page) -> dict[str, Any]:
        """What a template that extends the public page is given, to show some words as patients see them."""
        return {
            "page": page,
            "leaflet": page.leaflet,
            "clinic": Clinic.current(),
            "page_template": self.page_template or f"{self.model.kind.value}s/leaflet.html",
            **self.also_on_the_page(),
        }

    @of_document
    def document_history_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        found = standing.revisions_of(document).select_related("submitted_by", "edited_by", self.opts.model_name)
        versions = Paginator(found, 20).get_page(request.GET.get("p"))
        clear = told_by_version(versions)
        context = {
            "versions": [
                {
                    "revision": revision,
                    "state": standing.state(revision).label,
                    "clear": clear.get(revision.pk, "never public"),
                    "url": self.url_of(document, "version", revision.pk),
                    "restore_url": self.url_of(document, "restore", revision.pk)
                    if rules.may_submit(request.user)
                    else "",
                }
                for revision in versions
            ],
            "pages": versions,
            "events": Paginator(timeline(document), 100).get_page(request.GET.get("t")),
        }
        return self.page(request, document, "admin/conditions/history.html", "History", context)

    # -- what a kind of document may add ------------------------------------------------------------------------------

    def told_in_sentences(self, before: Revision | None, after: dict[str, Any]) -> list[str]:
        """The change since a version as sentences, for a kind of document that tells it so."""
        return []

    def shown_before(self, document: Governed, step: str) -> dict[str, Any]:
        """What the page of a step that others feel shows of them."""
        return {}

    def also_on_the_page(self) -> dict[str, Any]:
        """What the public page of this kind is given besides the document."""
        return {}

    def also_signed(self, document: Governed, revision: Revision) -> dict[str, Any]:
        """What a reviewer signs besides the words, for the page of the review."""
        return {}

    # -- what they share --------------------------------------------------------------------------------------------

    def take(self, request: HttpRequest, document: Governed, step: Step) -> HttpResponse:
        """Show the page; on POST do the step, or show the page again with the sentences of the refusal."""
        sentences: list[str] = []
        status = 200
        if request.method == "POST":
            status = 422
            if step.form.is_valid():
                try:
                    done = step.do(step.form.cleaned_data)
                except Blocked as refusal:
                    step.blockers, status = refusal.blockers, 409
                    sentences = ["Nothing was done, because of the problems below."]
                except NotReady as refusal:
                    sentences, status = refusal.sentences, 409
                except ValidationError as refusal:
                    sentences = refusal.messages
                except OperationalError:
                    sentences, status = ["The portal is busy, so nothing was done. Press the button again."], 503
                else:
                    messages.success(request, done)
                    return HttpResponseRedirect(self.url_of(document))
        context = {"step": step, "form": step.form, "sentences": sentences, **step.context}
        return self.page(request, document, step.template, step.title, context, status=status)

    def page(
        self,
        request: HttpRequest,
        document: Governed,
        template: str,
        title: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "document": document,
            "title": title,
            "subtitle": str(document),
            "back_url": self.url_of(document),
        }
        return TemplateResponse(request, template, {**shared, **context}, status=status)

    def _revision(self, document: Governed, revision_id: int) -> Revision:
        return get_object_or_404(standing.revisions_of(document), pk=revision_id)
