"""The page of a condition: every noun is edited here, and nothing that somebody typed is lost."""

import io
import resource
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from PIL import Image

from conditions.models import Condition, Picture
from conditions.publishing import workflow
from conditions.publishing.snapshot import snapshot
from tests import builders, hostile_pictures

from .conftest import values_in

pytestmark = pytest.mark.django_db


def change_url(document):
    return reverse(f"admin:conditions_{document.kind.value}_change", args=[document.pk])


def saved(document):
    """The draft as the database has it now."""
    return snapshot(type(document).objects.get(pk=document.pk))


def form_of(client, document):
    return values_in(client.get(change_url(document)).content.decode())


def test_an_unchanged_form_saves_the_same_document(draft, author, sign_in):
    before = saved(draft)
    client = sign_in(author)
    response = client.post(change_url(draft), form_of(client, draft))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert saved(draft) == before
    assert draft.edited_by == author


def test_a_new_condition_is_made_with_its_ticks(author, sign_in):
    client = sign_in(author)
    form = values_in(client.get(reverse("admin:conditions_condition_add")).content.decode())
    form |= {"title": "Heat rash", "slug": "heat-rash", "body_sites": ["face", "chest-back"], "age_groups": ["child"]}
    response = client.post(reverse("admin:conditions_condition_add"), form)
    made = Condition.objects.get(slug="heat-rash")
    assert (response.status_code, response.url) == (302, change_url(made))
    document = snapshot(made)
    assert (document["body_sites"], document["age_groups"]) == (["face", "chest-back"], ["child"])
    assert (made.version, made.edited_by, made.owner) == (1, author, author)


def test_a_new_leaflet_never_takes_an_address_that_another_one_had(published_condition, author, reviewer, sign_in):
    workflow.rename(published_condition.revision.condition, to="milk-spots", by=reviewer)
    client = sign_in(author)
    form = values_in(client.get(reverse("admin:conditions_condition_add")).content.decode())
    response = client.post(reverse("admin:conditions_condition_add"), form | {"title": "Other", "slug": "milia"})
    assert response.status_code == 200 and "belongs to another leaflet" in response.content.decode()
    assert Condition.objects.count() == 1


def test_unticking_a_place_removes_it(draft, author, sign_in):
    client = sign_in(author)
    client.post(change_url(draft), form_of(client, draft) | {"body_sites": ["eyelids"]})
    assert saved(draft)["body_sites"] == ["eyelids"]


def test_a_new_row_without_an_order_comes_last(draft, author, sign_in):
    client = sign_in(author)
    form = form_of(client, draft)
    form |= {
        "adviceitem_rows-2-TOTAL_FORMS": "2",
        "adviceitem_rows-2-1-text": "Do not scrub.",
        "adviceitem_rows-2-1-why": "",
    }
    form |= {"adviceitem_rows-2-1-position": "", "adviceitem_rows-2-1-id": ""}
    assert client.post(change_url(draft), form).status_code == 302
    document = saved(draft)
    assert [item["text"] for item in document["donts"]] == ["Do not squeeze, pick or poke milia.", "Do not scrub."]
    assert [item["text"] for item in document["dos"]] == ["Wash gently."]


def test_the_address_is_fixed_once_a_version_was_sent(draft, author, sign_in):
    client = sign_in(author)
    assert "slug" in form_of(client, draft)
    workflow.submit(draft, by=author)
    form = form_of(client, draft)
    assert "slug" not in form
    client.post(change_url(draft), form | {"slug": "elsewhere"})
    draft.refresh_from_db()
    assert draft.slug == "milia"


def test_an_overtaken_save_is_refused_and_shows_both_versions(draft, author, reviewer, sign_in):
    mine, theirs = sign_in(author), sign_in(reviewer)
    opened = form_of(mine, draft)
    theirs.post(change_url(draft), form_of(theirs, draft) | {"harmless": "Yes, says Rob. [@SP]"})
    response = mine.post(change_url(draft), opened | {"harmless": "Yes, says Ann. [@SP]", "title": "Milia, mostly"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "rob saved this while you were editing" in page
    assert "Yes, says Rob. [@SP]" in page and "Yes, says Ann. [@SP]" in page
    assert 'value="Save my version over theirs"' in page and 'name="_save"' not in page
    assert saved(draft)["harmless"] == "Yes, says Rob. [@SP]"
    shown = values_in(page)
    assert (shown["title"], shown["harmless"]) == ("Milia, mostly", "Yes, says Ann. [@SP]")

    again = mine.post(change_url(draft), shown | {"_over": "Save my version over theirs"})
    assert again.status_code == 302
    draft.refresh_from_db()
    words = saved(draft)
    assert (words["title"], words["harmless"]) == ("Milia, mostly", "Yes, says Ann. [@SP]")
    assert len(words["sections"]) == 1 and len(words["facts"]) == 12
    assert draft.version == 3


def test_rows_that_went_meanwhile_are_explained_and_not_lost(draft, author, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    client = sign_in(author)
    opened = form_of(client, draft)
    workflow.restore_revision(revision, by=reviewer)  # every row of the draft is a new one now
    response = client.post(change_url(draft), opened | {"section_rows-0-body": "Typed by Ann. [@SP]"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Typed by Ann. [@SP]" in page
    response = client.post(change_url(draft), values_in(page) | {"_over": "1"})
    assert response.status_code == 302
    after = saved(draft)
    assert [section["body"] for section in after["sections"]] == ["Typed by Ann. [@SP]"]
    assert {**after, "sections": []} == {**revision.content, "sections": []}


def test_an_overtaken_save_that_also_has_errors_keeps_everything(draft, author, reviewer, sign_in):
    mine, theirs = sign_in(author), sign_in(reviewer)
    opened = form_of(mine, draft)
    theirs.post(change_url(draft), form_of(theirs, draft) | {"harmless": "Yes, says Rob. [@SP]"})
    before = saved(draft)
    response = mine.post(change_url(draft), opened | {"title": "", "harmless": "Yes, says Ann. [@SP]"})
    assert response.status_code == 200
    assert saved(draft) == before
    shown = values_in(response.content.decode())
    response = mine.post(change_url(draft), shown | {"title": "Milia"})
    assert response.status_code == 409


def test_the_same_words_twice_are_no_conflict(draft, author, reviewer, sign_in):
    mine, theirs = sign_in(author), sign_in(reviewer)
    opened = form_of(mine, draft)
    theirs.post(change_url(draft), form_of(theirs, draft) | {"harmless": "Yes. [@SP]"})
    assert mine.post(change_url(draft), opened | {"harmless": "Yes. [@SP]"}).status_code == 302


def test_a_third_save_is_not_overwritten_unseen(draft, author, reviewer, sign_in):
    mine, theirs = sign_in(author), sign_in(reviewer)
    opened = form_of(mine, draft)
    theirs.post(change_url(draft), form_of(theirs, draft) | {"harmless": "Yes, first. [@SP]"})
    page = mine.post(change_url(draft), opened | {"harmless": "Yes, mine. [@SP]"}).content.decode()
    theirs.post(change_url(draft), form_of(theirs, draft) | {"harmless": "Yes, third. [@SP]"})
    response = mine.post(change_url(draft), values_in(page) | {"_over": "1"})
    assert response.status_code == 409
    assert "Yes, third. [@SP]" in response.content.decode()


@pytest.mark.parametrize("version", ["", "x", "999999", "-1"])
def test_a_form_without_a_true_version_counts_as_overtaken(draft, author, sign_in, version):
    client = sign_in(author)
    response = client.post(change_url(draft), form_of(client, draft) | {"version": version, "title": "Other"})
    assert response.status_code in {200, 409}
    draft.refresh_from_db()
    assert draft.title == "Milia"


def test_a_busy_database_gives_back_what_was_typed(draft, author, sign_in, monkeypatch):
    def no_turn(*args, **kwargs):
        raise OperationalError("database is locked")

    client = sign_in(author)
    form = form_of(client, draft) | {"title": "Milia, <mostly>", "harmless": "\nYes. [@SP]"}
    with monkeypatch.context() as busy:
        busy.setattr("conditions.admin.stale.transaction.atomic", no_turn)
        response = client.post(change_url(draft), form)
    assert (response.status_code, "nothing was saved yet" in response.content.decode()) == (503, True)
    assert client.post(change_url(draft), values_in(response.content.decode())).status_code == 302
    assert saved(draft)["title"] == "Milia, <mostly>"
    assert saved(draft)["body_sites"] == ["face", "eyelids"]


def picture_bytes():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "tan").save(file, "PNG")
    return file.getvalue()


NEW_PICTURE = {
    "picture_rows-TOTAL_FORMS": "1",
    "picture_rows-0-id": "",
    "picture_rows-0-kept": "",
    "picture_rows-0-alt": "Two white beads. Shown on light brown skin.",
    "picture_rows-0-skin_tone": "light_brown",
    "picture_rows-0-licence": "CC BY 4.0",
    "picture_rows-0-position": "",
}


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_uploaded(draft, author, sign_in):
    client = sign_in(author)
    file = SimpleUploadedFile("beads.png", picture_bytes(), "image/png")
    response = client.post(change_url(draft), form_of(client, draft) | NEW_PICTURE | {"picture_rows-0-upload": file})
    assert response.status_code == 302
    picture = Picture.objects.get(condition=draft)
    assert (picture.width, picture.height, picture.file[-5:]) == (40, 30, ".webp")


def test_something_else_than_a_picture_is_refused_in_words(draft, author, sign_in):
    client = sign_in(author)
    file = SimpleUploadedFile("beads.png", b"<svg onload=alert(1)>", "image/png")
    response = client.post(change_url(draft), form_of(client, draft) | NEW_PICTURE | {"picture_rows-0-upload": file})
    assert response.status_code == 200
    assert "This is not a JPEG, PNG or WebP picture that can be read." in response.content.decode()
    assert not Picture.objects.exists()


@pytest.mark.soak
def test_each_hostile_file_is_refused_quickly_and_in_little_memory(draft, author, sign_in, settings):
    """Plan row B10, through the form: 6 seconds and 300 MB at most, and nothing is kept."""
    client = sign_in(author)
    form = form_of(client, draft) | NEW_PICTURE
    for name, made in hostile_pictures.REFUSED.items():
        file = SimpleUploadedFile("beads.png", made(), "image/png")
        begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        page = client.post(change_url(draft), form | {"picture_rows-0-upload": file})
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before  # KiB
        assert page.status_code == 200 and 'aria-invalid="true"' in page.content.decode(), name
        assert time.monotonic() - begun < 6 and grown < 300 * 1024, name
    assert not Picture.objects.exists() and not [*Path(settings.MEDIA_ROOT).rglob("*.*")]


def test_a_mistake_elsewhere_does_not_lose_the_picture(draft, author, sign_in):
    client = sign_in(author)
    file = SimpleUploadedFile("beads.png", picture_bytes(), "image/png")
    form = form_of(client, draft) | NEW_PICTURE | {"picture_rows-0-upload": file, "title": ""}
    page = client.post(change_url(draft), form).content.decode()
    assert client.post(change_url(draft), values_in(page) | {"title": "Milia"}).status_code == 302
    assert Picture.objects.get(condition=draft).width == 40


@pytest.mark.parametrize("kept", ["../../etc/passwd", "a" * 64 + ".webp", "x", "\x00"])
def test_a_forged_file_name_is_refused(draft, author, sign_in, kept):
    client = sign_in(author)
    response = client.post(change_url(draft), form_of(client, draft) | NEW_PICTURE | {"picture_rows-0-kept": kept})
    assert response.status_code == 200
    assert not Picture.objects.exists()


def test_an_overtaken_save_keeps_pictures(draft, author, reviewer, sign_in):
    mine, theirs = sign_in(author), sign_in(reviewer)
    file = SimpleUploadedFile("beads.png", picture_bytes(), "image/png")
    theirs.post(change_url(draft), form_of(theirs, draft) | NEW_PICTURE | {"picture_rows-0-upload": file})
    opened = form_of(mine, draft)
    theirs.post(change_url(draft), form_of(theirs, draft) | {"harmless": "Yes, says Rob. [@SP]"})
    page = mine.post(change_url(draft), opened | {"harmless": "Yes, says Ann. [@SP]"}).content.decode()
    assert mine.post(change_url(draft), values_in(page) | {"_over": "1"}).status_code == 302
    assert [row["width"] for row in saved(draft)["pictures"]] == [40]


def test_a_never_sent_draft_may_be_deleted_and_a_sent_one_not(draft, author, sign_in):
    client = sign_in(author)
    url = reverse("admin:conditions_condition_delete", args=[draft.pk])
    other = builders.make_condition(author, slug="acne", title="Acne")
    workflow.submit(other, by=author)
    refused = client.post(reverse("admin:conditions_condition_delete", args=[other.pk]), {"post": "yes"}, follow=True)
    assert "has been sent for review, so it stays on the record" in refused.content.decode()
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert list(Condition.objects.values_list("slug", flat=True)) == ["acne"]


def test_a_look_alike_keeps_its_leaflet(draft, author, sign_in):
    builders.make_condition(
        author, slug="acne", title="Acne", look_alikes=[{"name": "Milia", "condition": "milia", "difference": ""}]
    )
    url = reverse("admin:conditions_condition_delete", args=[draft.pk])
    response = sign_in(author).post(url, {"post": "yes"}, follow=True)
    assert "cannot be deleted: “Acne” name it" in response.content.decode()
    assert Condition.objects.filter(pk=draft.pk).exists()


def test_the_list_takes_the_same_queries_however_long_it_is(
    draft, author, reviewer, sign_in, django_assert_max_num_queries
):
    client = sign_in(reviewer)
    builders.published(draft, author=author, reviewer=reviewer)
    for number in range(12):
        other = builders.make_condition(author, slug=f"other-{number}", title=f"Other {number}")
        if number % 2:
            workflow.submit(other, by=author)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("admin:conditions_condition_changelist")).content.decode()
    assert "Version 1 waiting for review" in page and "Draft only, never sent for review" in page
    assert "delete_selected" not in page


@pytest.mark.parametrize(
    ("stands", "expected"),
    [("draft", ["Never sent"]), ("review", ["Waiting"]), ("live", ["Milia"]), ("withdrawn", []), ("nonsense", None)],
)
def test_the_list_is_filtered_by_where_documents_stand(draft, author, reviewer, sign_in, stands, expected):
    builders.published(draft, author=author, reviewer=reviewer)
    builders.make_condition(author, slug="never", title="Never sent")
    workflow.submit(builders.make_condition(author, slug="waiting", title="Waiting"), by=author)
    response = sign_in(author).get(reverse("admin:conditions_condition_changelist"), {"stands": stands})
    found = [row.title for row in response.context["cl"].result_list] if response.status_code == 200 else None
    assert found == expected or expected is None


def test_an_auditor_reads_and_changes_nothing(draft, auditor, sign_in):
    client = sign_in(auditor)
    page = client.get(change_url(draft))
    assert page.status_code == 200 and "Face" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert client.post(change_url(draft), {"title": "X"}).status_code == 403


@pytest.mark.parametrize("junk", ["theirs", "\x00", "9" * 40, "²", "-1", "0"])
@pytest.mark.parametrize("field", ["citation_rows-0-source", "treatmentoption_rows-0-treatment"])
def test_a_choice_that_is_no_choice_is_refused_in_words(make_condition, author, sign_in, field, junk):
    builders.make_treatment(author)
    option = {"treatment": "leave-it-alone", "title": "Leave it alone", "advice": "advised", "note": "Safe. [@SP]"}
    draft = make_condition(treatments=[option])
    client = sign_in(author)
    response = client.post(change_url(draft), form_of(client, draft) | {field: junk, "title": "Milk spots"})
    page = response.content.decode()
    assert (response.status_code == 200 and "Select a valid choice" in page) or "Null characters" in page
    assert saved(draft)["title"] == "Milia"
