"""The leaflet at its address, in every form; and what stands there when it does not."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conditions.library import Withdrawn
from conditions.models import Clinic, Condition
from conditions.publishing import workflow
from conditions.publishing.snapshot import draft_digest
from tests import builders

pytestmark = pytest.mark.django_db


def html(response) -> str:
    return response.content.decode()


def test_leaflet_shows_the_words_that_were_approved(client, library):
    response = client.get("/conditions/milia/")
    assert response.status_code == 200
    page = html(response)
    assert page.index("Milia are tiny, hard, white bumps") < page.index("Do not pop, squeeze or pick milia")
    assert page.index("Do not pop, squeeze or pick milia") < page.index("your baby has blisters and a fever")
    assert (
        page.index("your baby has blisters and a fever")
        < page.index("What milia are")
        < page.index("Milia (StatPearls)")
    )


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/conditions/milia/", 3),
        ("/treatments/leave-it-alone/", 3),
        ("/conditions/milia.json", 3),
        ("/conditions/milia.txt", 2),
    ],
)
def test_leaflet_needs_one_query_each_for_clinic_words_and_links_to_guides(
    client, library, publish, address, queries, django_assert_num_queries
):
    publish("guide")
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/conditions/",
        "/treatments/",
        "/dont-pop-it/",
        "/questions/",
        "/body/face/",
        "/search/?q=milia",
        "/guides/",
    ],
)
def test_lists_need_three_queries_however_many_leaflets_there_are(
    client, library, publish, address, django_assert_max_num_queries
):
    for number in range(5):
        publish(slug=f"extra-{number}", title=f"Extra {number}")
    client.get(address)  # the first list of a process reads the words, and keeps them
    with django_assert_max_num_queries(3):
        assert client.get(address).status_code == 200


def test_editing_the_draft_changes_nothing_in_public(client, library):
    before = client.get("/conditions/milia/").content
    Condition.objects.filter(slug="milia").update(title="Pop it", summary="Pop it.")
    assert client.get("/conditions/milia/").content == before


def test_clinics_number_changes_at_once_without_a_new_approval(client, library):
    assert "Call your local emergency number now if:" in html(client.get("/conditions/milia/"))
    Clinic.objects.create(pk=1, emergency_number="999", clinic_name="Hill Street Clinic")
    page = html(client.get("/conditions/milia/"))
    assert 'Call <a href="tel:999" dir="ltr">999</a> now if:' in page and "Hill Street Clinic" in page
    assert "Call 999 now if:" in html(client.get("/conditions/milia.txt"))


def test_sample_says_that_nobody_here_has_reviewed_it_until_somebody_has(client, author, reviewer):
    draft = builders.make_condition()
    Condition.objects.update(pack="p", pack_digest=draft_digest(draft))
    [sample] = workflow.publish_samples(Condition.objects.all(), change_note="Sample.")
    said = "Sample content: not yet reviewed by this clinic"
    for suffix in ("/", ".txt", ".json"):
        assert said in html(client.get(f"/conditions/milia{suffix}"))
    workflow.approve(sample.revision, by=reviewer)
    for suffix in ("/", ".txt", ".json"):
        assert said not in html(client.get(f"/conditions/milia{suffix}"))


def test_break_glass_says_that_a_second_person_has_not_approved(client, draft, author, lead):
    revision = workflow.submit(draft, by=author)
    workflow.publish_break_glass(revision, by=lead, reason="Dangerous.", change_note="Dose.")
    assert "A second person has not approved it yet" in html(client.get("/conditions/milia.txt"))


def test_json_is_the_document_with_its_version_and_digest(client, library):
    answer = json.loads(client.get("/conditions/milia.json").content)
    revision = library["milia"].revision
    assert answer["document"] == revision.content
    assert (answer["version"], answer["sha256"]) == (1, revision.digest)
    assert answer["reviewed_on"] == timezone.localdate().isoformat()
    assert "Do not squeeze, pick or poke milia." in answer["text"]


def test_text_is_plain_and_keeps_every_do_not(client, library):
    response = client.get("/conditions/milia.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    text = html(response)
    assert "IMPORTANT: Do not pop, squeeze or pick milia." in text
    assert "- Do not squeeze, pick or poke milia." in text
    assert "http://testserver/conditions/milia/" in text


def test_linked_data_cannot_break_out_of_its_script(client, publish):
    publish(also_known_as=[{"name": "</script><script>alert(1)</script>", "search_only": False}])
    page = html(client.get("/conditions/milia/"))
    assert "<script>alert" not in page
    start = page.index('<script type="application/ld+json"')
    data = page[page.index(">", start) + 1 : page.index("</script>", start)]
    assert json.loads(data)["about"]["alternateName"] == ["</script><script>alert(1)</script>"]


def test_address_in_capitals_leads_to_the_leaflet(client, library):
    assert client.get("/conditions/MILIA/").status_code == 200


def test_renamed_leaflet_redirects_for_good_in_every_form(client, library, reviewer):
    workflow.rename(Condition.objects.get(slug="milia"), to="milk-spots", by=reviewer)
    for suffix in ("/", ".json", ".txt", "/revisions/", "/revisions/1/"):
        response = client.get(f"/conditions/milia{suffix}")
        assert (response.status_code, response["Location"]) == (301, f"/conditions/milk-spots{suffix}")
        assert client.get(f"/conditions/milk-spots{suffix}").status_code == 200


def test_renamed_leaflet_links_to_its_new_address_everywhere(client, library, reviewer):
    workflow.rename(Condition.objects.get(slug="milia"), to="milk-spots", by=reviewer)
    for address in ("/", "/conditions/", "/body/face/", "/search/?q=milia", "/sitemap.xml"):
        page = html(client.get(address))
        assert "/conditions/milk-spots/" in page and "/conditions/milia/" not in page, address


def test_withdrawn_leaflet_answers_410_with_reason_and_replacement(client, library, reviewer):
    milia, acne = (Condition.objects.get(slug=slug) for slug in ("milia", "acne"))
    workflow.withdraw(milia, by=reviewer, reason="It was out of date.", replacement=acne)
    response = client.get("/conditions/milia/")
    assert response.status_code == 410
    assert "It was out of date." in html(response) and "/conditions/acne/" in html(response)
    assert client.get("/conditions/milia.txt").status_code == 410
    assert json.loads(client.get("/conditions/milia.json").content)["reason"] == "It was out of date."
    for address in ("/", "/conditions/", "/dont-pop-it/", "/questions/", "/sitemap.xml"):
        assert "/conditions/milia/" not in html(client.get(address)), address


def test_never_published_address_is_a_404_that_helps(client, library):
    response = client.get("/conditions/millia/")
    assert response.status_code == 404
    assert 'action="/search/"' in html(response) and "/conditions/milia/" in html(response)


def test_draft_leaks_nowhere(client, library, draft_only):
    addresses = [
        "/",
        "/conditions/",
        "/treatments/",
        "/body/lips/",
        "/body/face/",
        "/dont-pop-it/",
        "/questions/",
        "/sources/",
    ]
    addresses += [
        "/compare/?condition=secret&condition=milia",
        "/search/?q=zebrapox",
        "/sitemap.xml",
        "/conditions/milia/",
    ]
    for address in addresses:
        assert "Zebrapox" not in html(client.get(address)).replace("zebrapox", ""), address
    for suffix in ("/", ".json", ".txt", "/revisions/", "/revisions/1/"):
        assert client.get(f"/conditions/secret{suffix}").status_code == 404


def test_submitted_and_scheduled_words_are_not_public(client, author, reviewer):
    draft = builders.make_condition(author)
    builders.published(draft, author=author, reviewer=reviewer, at=timezone.now() + timedelta(days=1))
    for suffix in ("/", ".json", ".txt", "/revisions/", "/revisions/1/"):
        assert client.get(f"/conditions/milia{suffix}").status_code == 404


def test_history_lists_every_publication_with_its_note_and_past_versions_stay_readable(client, library, publish):
    publish(title="Milia (milk spots)", change_note="A clearer title.")
    page = html(client.get("/conditions/milia/revisions/"))
    assert page.index("A clearer title.") < page.index("First version.")
    old = html(client.get("/conditions/milia/revisions/1/"))
    assert "<h1" in old and "Do not pop, squeeze or pick milia" in old and "/conditions/milia/" in old
    assert client.get("/conditions/milia/revisions/3/").status_code == 404


def test_past_version_of_a_withdrawn_leaflet_stays_readable(client, library, reviewer):
    workflow.withdraw(Condition.objects.get(slug="milia"), by=reviewer, reason="Old.")
    assert client.get("/conditions/milia/revisions/1/").status_code == 200
    assert "Old." in html(client.get("/conditions/milia/revisions/"))


def test_a_to_z_lists_a_leaflet_under_every_name_that_patients_are_shown(client, library):
    page = html(client.get("/conditions/"))
    assert "Milk spots" in page and "Spots" in page
    assert "milia seeds" not in page.lower()


def test_unchanged_leaflet_is_answered_with_304(client, library):
    first = client.get("/conditions/milia/")
    again = client.get("/conditions/milia/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_leaflet_is_read_only(library):
    client = Client(enforce_csrf_checks=True)
    for method in (client.post, client.put, client.delete, client.patch):
        assert method("/conditions/milia/").status_code in {403, 405}


def test_old_version_of_a_withdrawn_leaflet_says_that_it_is_withdrawn(client, library, reviewer):
    workflow.withdraw(Condition.objects.get(slug="milia"), by=reviewer, reason="Old.")
    page = html(client.get("/conditions/milia/revisions/1/"))
    assert "This leaflet has been withdrawn" in page and "noindex" in page


def test_withdrawn_leaflet_names_its_replacement_by_the_published_title(client, library, reviewer):
    milia, acne = (Condition.objects.get(slug=slug) for slug in ("milia", "acne"))
    workflow.withdraw(milia, by=reviewer, reason="Old.", replacement=acne)
    Condition.objects.filter(slug="acne").update(title="Zebrapox")
    page = html(client.get("/conditions/milia/"))
    assert "Zebrapox" not in page and 'href="/conditions/acne/"' in page


def test_date_of_a_withdrawal_is_that_of_the_clinic(client, library, settings, monkeypatch):
    settings.TIME_ZONE = "Pacific/Auckland"
    evening = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)  # in Auckland it is the next day
    withdrawn = Withdrawn(title="Milia", reason="Old.", on=evening, replacement_url="", replacement_title="")
    monkeypatch.setattr("conditions.library.page", lambda *place: withdrawn)
    assert json.loads(client.get("/conditions/milia.json").content)["date"] == "2026-03-02"


def test_approval_that_was_taken_back_is_not_shown(client, author, reviewer, second_reviewer, lead):
    revision = builders.approved(builders.make_condition(author), author=author, reviewer=reviewer)
    workflow.request_changes(revision, by=second_reviewer, comment="Wrong dose.")
    workflow.publish_break_glass(revision, by=lead, reason="A recall.", change_note="Safety.")
    page = html(client.get("/conditions/milia/"))
    assert "A second person has not approved it yet" in page
    assert json.loads(client.get("/conditions/milia.json").content)["reviewed_on"] is None


def test_leaflet_whose_review_is_late_says_so_after_the_days_of_grace(it_is, make_condition, author, reviewer, client):
    it_is(2024, 1, 10)
    builders.published(make_condition(review_months=12), author=author, reviewer=reviewer)
    said = "This leaflet was due for review by 10 January 2025. It has not been reviewed again yet."
    it_is(2025, 2, 9)
    assert said not in client.get("/conditions/milia/").content.decode()
    it_is(2025, 2, 10)
    for address in ("/conditions/milia/", "/conditions/milia.txt"):
        assert said in " ".join(client.get(address).content.decode().split()), address
    assert client.get("/conditions/milia.json").json()["notice"] == said
    assert said not in client.get("/conditions/milia/revisions/1/").content.decode()
    Clinic.objects.update_or_create(pk=1, defaults={"overdue_grace_days": 365})
    assert said not in client.get("/conditions/milia/").content.decode()


def test_public_history_says_who_approved_by_role(client, library, reviewer):
    reviewer.first_name, reviewer.last_name = "Robin", "Shaw"
    reviewer.save()
    page = client.get("/conditions/milia/revisions/").content.decode()
    assert "A clinical reviewer, <time" in page and "Shaw" not in page


def test_public_history_names_the_reviewer_where_the_clinic_chooses(client, library, reviewer):
    Clinic.objects.update_or_create(pk=1, defaults={"names_in_history": True})
    page = client.get("/conditions/milia/revisions/").content.decode()
    assert "A clinical reviewer, <time" in page and ">rob," not in page  # never the name that somebody logs in with
    reviewer.first_name, reviewer.last_name = "Robin", "Shaw"
    reviewer.save()
    assert "Robin Shaw, <time" in client.get("/conditions/milia/revisions/").content.decode()


def test_public_history_of_sample_content_names_nobody(client, draft):
    draft.pack_digest = draft_digest(draft)
    draft.save()
    workflow.publish_samples([draft], change_note="First version.")
    page = client.get("/conditions/milia/revisions/").content.decode()
    assert "Sample content" in page and "Approved by</dt>" not in page
