"""The steps from draft to public, as pages: the right person, one question, a named refusal; never a trace."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conditions.models import Clinic, Event, Publication, Review, Revision, Source
from conditions.publishing import standing, workflow
from conditions.vocabulary import Basis, Decision, State
from tests import builders

from .conftest import values_in
from .test_condition import change_url, form_of, saved

pytestmark = pytest.mark.django_db


def url(document, page, *args):
    return reverse(f"admin:conditions_{document.kind.value}_{page}", args=[document.pk, *args])


def text(response):
    return response.content.decode()


def test_an_author_sends_a_draft_for_review(draft, author, sign_in):
    client = sign_in(author)
    assert "Send for review" in text(client.get(change_url(draft)))
    assert client.get(url(draft, "submit")).status_code == 200
    response = client.post(url(draft, "submit"), follow=True)
    assert "Version 1 now waits for a second person" in text(response)
    assert "a second person must read and approve it" not in text(client.get(url(draft, "history")))
    assert standing.state(Revision.objects.get()) == State.IN_REVIEW


def test_a_draft_with_problems_is_not_sent_and_each_problem_is_a_sentence(make_condition, author, sign_in):
    draft = make_condition(care_cards=[], harmless="")
    client = sign_in(author)
    assert "Add the red flags" in text(client.get(change_url(draft)))
    response = client.post(url(draft, "submit"))
    assert response.status_code == 409
    assert "Add the red flags" in text(response) and "It opens the leaflet." in text(response)
    assert not Revision.objects.exists()


def test_the_same_words_are_not_sent_twice(draft, author, sign_in):
    workflow.submit(draft, by=author)
    response = sign_in(author).post(url(draft, "submit"))
    assert response.status_code == 409
    assert "These words are version 1 already" in text(response)


def test_a_reviewer_reads_what_changed_and_approves_exactly_that_version(
    published_condition, draft, author, reviewer, sign_in
):
    writer = sign_in(author)
    writer.post(change_url(draft), form_of(writer, draft) | {"harmless": "Yes. They fade. [@SP]"})
    revision = workflow.submit(draft, by=author)
    client = sign_in(reviewer)
    page = text(client.get(url(draft, "review", revision.pk)))
    assert "What changed since version 1, which rob approved" in page
    assert "<ins>" in page and "<del>" in page and "Approve version 2" in page
    response = client.post(url(draft, "review", revision.pk), {"decision": "approve", "comment": ""}, follow=True)
    assert "You approved version 2" in text(response) and "Publish version 2" in text(response)
    assert standing.state(revision) == State.APPROVED


def test_an_author_sees_no_approve_button_and_a_forged_post_is_refused(draft, author, sign_in):
    revision = workflow.submit(draft, by=author)
    client = sign_in(author)
    assert "and decide" not in text(client.get(change_url(draft)))
    response = client.post(url(draft, "review", revision.pk), {"decision": "approve"})
    assert response.status_code == 403
    assert "Your account may not review a leaflet." in text(response)
    assert not Review.objects.exists()


@pytest.mark.parametrize("who", ["reviewer", "lead", "administrator"])
def test_nobody_approves_their_own_words_superusers_included(who, make_condition, sign_in, request):
    person = request.getfixturevalue(who)
    draft = builders.make_condition(person)
    revision = workflow.submit(draft, by=person)
    client = sign_in(person)
    page = text(client.get(url(draft, "review", revision.pk)))
    assert 'value="approve"' not in page and "a second person must approve it" in page
    response = client.post(url(draft, "review", revision.pk), {"decision": "approve"})
    assert response.status_code == 403
    assert "so a second person must approve it" in text(response)
    assert not Review.objects.exists()


def test_a_version_that_was_overtaken_is_not_approved(draft, author, reviewer, sign_in):
    first = workflow.submit(draft, by=author)
    draft.harmless = "Yes. They fade. [@SP]"
    draft.save()
    workflow.submit(draft, by=author)
    response = sign_in(reviewer).post(url(draft, "review", first.pk), {"decision": "approve"})
    assert response.status_code == 409
    assert "This changed while you were reading: version 2 was sent for review." in text(response)


def test_changes_are_requested_with_a_comment(draft, author, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    client = sign_in(reviewer)
    silent = client.post(url(draft, "review", revision.pk), {"decision": "request_changes", "comment": " "})
    assert (silent.status_code, "Say what must change." in text(silent)) == (409, True)
    client.post(url(draft, "review", revision.pk), {"decision": "request_changes", "comment": "Name the fever."})
    assert Review.objects.get().decision == Decision.CHANGES_REQUESTED
    assert "rob asked for changes to version 1: Name the fever." in text(sign_in(author).get(change_url(draft)))


def test_an_approved_version_is_published_now(draft, author, reviewer, sign_in):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    client = sign_in(reviewer)
    empty = client.post(url(draft, "publish", revision.pk), {"change_note": "", "when": "now"})
    assert empty.status_code == 422
    client.post(url(draft, "publish", revision.pk), {"change_note": "First version.", "when": "now"})
    assert standing.live_revision(draft) == revision


def test_a_publication_is_planned_and_cancelled(draft, author, reviewer, sign_in):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    client = sign_in(reviewer)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    answers = {"change_note": "First version.", "when": "later", "day": day, "time": ""}
    response = client.post(url(draft, "publish", revision.pk), answers, follow=True)
    assert "goes live on" in text(response) and "Cancel the planned publication of version 1" in text(response)
    publication = Publication.objects.get()
    assert timezone.localtime(publication.live_at).hour == 8
    client.post(url(draft, "cancel", publication.pk))
    assert standing.state(revision) == State.APPROVED
    assert client.post(url(draft, "cancel", publication.pk)).status_code == 409


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"when": "later"}, 422),
        ({"when": "later", "day": "2001-01-01"}, 409),
        ({"when": "later", "day": "9999-12-31"}, 409),
        ({"when": "later", "day": "soon"}, 422),
        ({"when": "yesterday"}, 422),
    ],
)
def test_a_wrong_time_is_explained(draft, author, reviewer, sign_in, answers, status):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    response = sign_in(reviewer).post(url(draft, "publish", revision.pk), {"change_note": "First.", **answers})
    assert response.status_code == status
    assert not Publication.objects.exists()


def test_a_version_that_nobody_approved_is_not_published(draft, author, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    response = sign_in(reviewer).post(url(draft, "publish", revision.pk), {"change_note": "First.", "when": "now"})
    assert (response.status_code, "A second person must approve" in text(response)) == (409, True)


def test_an_emergency_stays_on_the_list_until_a_second_person_approves(draft, author, lead, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    answers = {"reason": "A recall today.", "change_note": "Safety change."}
    assert sign_in(reviewer).post(url(draft, "emergency", revision.pk), answers).status_code == 403
    sign_in(lead).post(url(draft, "emergency", revision.pk), answers)
    client = sign_in(reviewer)
    assert "published because: A recall today." in text(client.get(reverse("admin:index")))
    page = text(client.get(change_url(draft)))
    assert "needs a second person" in page and "Read version 1 and decide" in page
    client.post(url(draft, "review", revision.pk), {"decision": "approve"})
    assert "published because" not in text(client.get(reverse("admin:index")))


def test_a_leaflet_is_withdrawn_with_a_reason_and_a_replacement(published_condition, draft, author, reviewer, sign_in):
    other = builders.make_condition(author, slug="acne", title="Acne")
    builders.published(other, author=author, reviewer=reviewer)
    client = sign_in(reviewer)
    assert "Acne" in text(client.get(url(draft, "withdraw")))
    assert client.post(url(draft, "withdraw"), {"reason": "", "replacement": ""}).status_code == 422
    assert client.post(url(draft, "withdraw"), {"reason": "Old.", "replacement": "condition:999"}).status_code == 422
    client.post(url(draft, "withdraw"), {"reason": "Old.", "replacement": f"condition:{other.pk}"})
    in_force = standing.publication_in_force(draft)
    assert (in_force.basis, in_force.replacement) == (Basis.WITHDRAWN, other)
    assert client.post(url(draft, "withdraw"), {"reason": "Old."}).status_code == 409


def test_an_old_version_is_restored_into_the_draft(published_condition, draft, author, sign_in):
    client = sign_in(author)
    client.post(change_url(draft), form_of(client, draft) | {"harmless": "Yes. They fade. [@SP]"})
    revision = published_condition.revision
    page = text(client.get(url(draft, "restore", revision.pk)))
    assert "What this changes in the draft" in page and "They fade." in page
    assert client.post(url(draft, "restore", revision.pk)).status_code == 422
    draft.refresh_from_db()
    client.post(url(draft, "restore", revision.pk), {"version": draft.version})
    assert saved(draft) == revision.content


def test_an_address_is_changed_once_and_never_taken_twice(published_condition, draft, author, reviewer, sign_in):
    builders.make_condition(author, slug="acne", title="Acne")
    client = sign_in(reviewer)
    assert client.post(url(draft, "rename"), {"to": "acne"}).status_code == 409
    assert client.post(url(draft, "rename"), {"to": "Milk Spots"}).status_code == 422
    client.post(url(draft, "rename"), {"to": "milk-spots"})
    draft.refresh_from_db()
    assert draft.slug == "milk-spots"
    assert "milia moved" in text(client.get(url(draft, "history"))).casefold().replace(
        "milia moved from milia", "milia moved"
    )


PAGES = ["submit", "review", "publish", "emergency", "withdraw", "restore", "rename"]


def args_of(page, revision):
    return [revision.pk] if page in {"review", "publish", "emergency", "restore"} else []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_auditor_takes_no_step(page, method, published_condition, draft, auditor, sign_in):
    before = (Event.objects.count(), Publication.objects.count(), saved(draft))
    response = getattr(sign_in(auditor), method)(url(draft, page, *args_of(page, published_condition.revision)))
    assert response.status_code == 403
    assert "Your account may not" in text(response)
    assert (Event.objects.count(), Publication.objects.count(), saved(draft)) == before


@pytest.mark.parametrize("page", [*PAGES, "preview", "version", "history"])
def test_somebody_without_a_role_is_asked_to_sign_in(page, published_condition, draft, outsider, sign_in):
    args = [published_condition.revision_id] if page == "version" else args_of(page, published_condition.revision)
    response = sign_in(outsider).get(url(draft, page, *args))
    assert (response.status_code, response.url.startswith("/admin/login/")) == (302, True)


@pytest.mark.parametrize("page", [*PAGES, "preview", "history"])
def test_an_unknown_document_is_not_found(page, administrator, sign_in):
    address = f"/admin/conditions/condition/987654/{page}/" + (
        "1/" if page in {"review", "publish", "emergency", "restore"} else ""
    )
    client = sign_in(administrator)
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_a_version_of_another_document_is_not_found(published_condition, author, reviewer, sign_in):
    other = builders.make_condition(author, slug="acne", title="Acne")
    for page in ("review", "publish", "restore", "version"):
        assert sign_in(reviewer).get(url(other, page, published_condition.revision_id)).status_code == 404


def test_the_draft_and_a_version_are_shown_as_the_real_page(published_condition, draft, author, sign_in):
    client = sign_in(author)
    client.post(change_url(draft), form_of(client, draft) | {"harmless": "Yes. They fade. [@SP]"})
    preview = client.get(url(draft, "preview"))
    version = client.get(url(draft, "version", published_condition.revision_id))
    assert "They fade." in text(preview) and "This is the draft. Patients do not see this page." in text(preview)
    assert "They fade." not in text(version) and "This is version 1: Live." in text(version)
    for response in (preview, version):
        assert response["X-Frame-Options"] == "DENY"
        assert "no-store" in response["Cache-Control"]


def test_an_empty_draft_has_every_page(author, sign_in):
    client = sign_in(author)
    from conditions.models import Condition

    bare = Condition.objects.create(slug="bare", title="Bare")
    for page in ("preview", "history", "submit"):
        assert client.get(url(bare, page)).status_code == 200
    assert client.get(change_url(bare)).status_code == 200


@pytest.mark.parametrize("model", ["revision", "review", "publication", "event"])
def test_the_record_is_read_only_for_superusers_too(model, published_condition, administrator, sign_in):
    client = sign_in(administrator)
    row = {"revision": Revision, "review": Review, "publication": Publication, "event": Event}[model].objects.first()
    assert client.get(reverse(f"admin:conditions_{model}_changelist")).status_code == 200
    page = client.get(reverse(f"admin:conditions_{model}_change", args=[row.pk]))
    assert page.status_code == 200 and 'name="_save"' not in text(page)
    assert client.post(reverse(f"admin:conditions_{model}_change", args=[row.pk]), {}).status_code == 403
    assert client.post(reverse(f"admin:conditions_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse(f"admin:conditions_{model}_add")).status_code == 403


def test_the_clinic_is_one_row(lead, author, sign_in):
    client = sign_in(lead)
    response = client.get(reverse("admin:conditions_clinic_changelist"))
    assert response.url == reverse("admin:conditions_clinic_change", args=[1])
    shown = values_in(client.get(response.url).content.decode())
    client.post(response.url, {**shown, "clinic_name": "Hill Street Clinic", "paper": "letter"})
    assert str(Clinic.current()) == "Hill Street Clinic" and Clinic.current().paper == "letter"
    assert client.get(reverse("admin:conditions_clinic_add")).status_code == 403
    assert client.post(reverse("admin:conditions_clinic_delete", args=[1]), {"post": "yes"}).status_code == 403
    assert sign_in(author).post(response.url, {"clinic_name": "X"}).status_code == 403


def test_a_source_that_is_relied_on_stays(draft, author, sign_in):
    source = Source.objects.get(key="SP")
    client = sign_in(author)
    response = client.post(reverse("admin:conditions_source_delete", args=[source.pk]), {"post": "yes"}, follow=True)
    assert "SP cannot be deleted: “Milia” rely on it." in text(response)
    assert Source.objects.filter(pk=source.pk).exists()


def test_somebody_on_the_record_is_switched_off_not_deleted(
    published_condition, author, outsider, administrator, sign_in
):
    client = sign_in(administrator)
    response = client.post(reverse("admin:auth_user_delete", args=[author.pk]), {"post": "yes"}, follow=True)
    assert "Untick “active” instead" in text(response)
    assert client.post(reverse("admin:auth_user_delete", args=[outsider.pk]), {"post": "yes"}).status_code == 302
    author.refresh_from_db()
    assert not type(outsider).objects.filter(pk=outsider.pk).exists()


def test_a_treatment_has_the_same_desk(author, sign_in):
    treatment = builders.make_treatment(author)
    client = sign_in(author)
    before = saved(treatment)
    assert client.post(change_url(treatment), form_of(client, treatment)).status_code == 302
    assert saved(treatment) == before
    assert "Version 1 now waits" in text(client.post(url(treatment, "submit"), follow=True))


def test_a_restore_over_somebodys_save_is_refused_once_and_shows_the_new_draft(
    published_condition, draft, author, sign_in
):
    client = sign_in(author)
    client.post(change_url(draft), form_of(client, draft) | {"harmless": "Yes. They fade. [@SP]"})
    draft.refresh_from_db()
    answer = client.post(url(draft, "restore", published_condition.revision.pk), {"version": draft.version - 1})
    assert answer.status_code == 409
    assert "saved this draft meanwhile" in text(answer) and "They fade." in text(answer)
    assert f'name="version" value="{draft.version}"' in answer.content.decode()
