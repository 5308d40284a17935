"""Give to a patient, at the desk: one press, a number, and everything that is copied into the record."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from conditions.models import Handout, Publication
from conditions.publishing import workflow
from tests import builders

from .conftest import values_in
from .test_condition import change_url
from .test_workflow import text, url

pytestmark = pytest.mark.django_db

GIVE = "/admin/conditions/handout/give/"


def panel_url(handout):
    return reverse("admin:conditions_handout_change", args=[handout.pk])


@pytest.fixture
def acne(author, reviewer):
    draft = builders.make_condition(
        author, slug="acne", title="Acne", also_known_as=[{"name": "Pimples", "search_only": False}]
    )
    return builders.published(draft, author=author, reviewer=reviewer)


@pytest.fixture
def handout(published_condition, author, sign_in):
    sign_in(author).post(GIVE, {"document": "condition:milia", "size": "standard", "language": "en", "give": "1"})
    return Handout.objects.get()


def test_live_leaflet_is_given_from_its_page_with_one_press(published_condition, draft, author, sign_in):
    client = sign_in(author)
    assert "Give to patient" in text(client.get(change_url(draft)))
    asked = client.get(url(draft, "give"), follow=True)
    assert asked.redirect_chain[0][0] == f"{GIVE}?document=condition%3Amilia"
    form = values_in(text(asked))
    assert form == {"document": "condition:milia", "size": "standard", "language": "en"}
    response = client.post(GIVE, form | {"give": "1"}, follow=True)
    handout = Handout.objects.get()
    assert response.redirect_chain[-1][0] == panel_url(handout)
    assert [part.revision for part in handout.parts.all()] == [published_condition.revision]
    assert (handout.made_by, handout.size) == (author, "standard")


def test_draft_is_not_offered(draft, author, sign_in):
    assert "Give to patient" not in text(sign_in(author).get(change_url(draft)))


def test_several_leaflets_and_a_guide_are_picked(published_condition, acne, author, reviewer, sign_in):
    builders.published(builders.make_guide(author), author=author, reviewer=reviewer)
    client = sign_in(author)
    page = text(client.get(GIVE))
    for group in ("Conditions", "Guides"):
        assert f"<legend>{group}</legend>" in page
    chosen = ["condition:acne", "condition:milia", "guide:what-is-this-bump"]
    client.post(GIVE, {"document": chosen, "size": "large", "language": "en", "words": "", "give": "1"})
    handout = Handout.objects.get()
    assert [part.revision.content["slug"] for part in handout.parts.all()] == ["acne", "milia", "what-is-this-bump"]
    assert handout.size == "large"


def test_typing_makes_the_list_shorter_and_what_is_ticked_stays(published_condition, acne, author, sign_in):
    client = sign_in(author)
    answers = {"document": "condition:milia", "words": "PIMPL", "find": "1", "size": "large", "language": "en"}
    page = text(client.post(GIVE, answers))
    assert 'value="condition:milia" checked' in page and 'value="condition:acne">' in page
    assert values_in(page)["size"] == "large"
    assert 'value="condition:acne"' not in text(client.post(GIVE, answers | {"words": "milk"}))
    assert "Nothing that is live has “zebra” in a name." in text(client.post(GIVE, {"words": "zebra", "find": "1"}))
    assert not Handout.objects.exists()


def test_more_can_be_added_to_the_one_that_led_here(published_condition, acne, author, sign_in):
    page = text(sign_in(author).get(f"{GIVE}?document=condition:milia&more=1"))
    assert 'value="condition:milia" checked' in page and 'value="condition:acne">' in page


def test_panel_has_the_number_and_every_form_of_the_words(handout, author, sign_in):
    code = handout.short_code.code
    page = text(sign_in(author).get(panel_url(handout)))
    assert f'<p class="desk-number">{code[:3]} {code[3:]}</p>' in page
    assert "Given: Milia, English, version 1 of" in page and f"http://testserver/n/{code}" in page
    for name in ("copy-line", "copy-link", "copy-text", "copy-ascii", "copy-formatted", "copy-html"):
        assert f'id="{name}"' in page
    assert page.count("Do not squeeze, pick or poke milia.") >= 4
    assert "<h2>MILIA</h2>" in page and "&lt;h2&gt;MILIA&lt;/h2&gt;" in page
    for address in (f"/n/{code}/", f"/n/{code}/qr.svg", f"/n/{code}/qr.png"):
        assert f'"{address}"' in page


def test_panel_shows_the_words_as_given_for_years(handout, draft, author, reviewer, sign_in):
    changed = builders.make_condition(author, harmless="Yes. They fade. [@SP]")
    builders.published(changed, author=author, reviewer=reviewer)
    workflow.withdraw(draft, by=reviewer, reason="Old.")
    page = text(sign_in(author).get(panel_url(handout)))
    assert "Milia are harmless." in page and "They fade." not in page


def test_text_can_be_selected_without_script(handout, author, sign_in):
    page = text(sign_in(author).get(panel_url(handout)))
    assert page.count("<textarea") == page.count(" readonly ") and "<textarea" in page
    assert "<button" not in page.split('<div id="content-main"')[1].split('id="desk-session"')[0]


def test_panel_cannot_break_out_of_a_text(author, reviewer, sign_in):
    hostile = "</textarea><script>alert(1)</script>"
    draft = builders.make_condition(author, title=hostile)
    publication = builders.published(draft, author=author, reviewer=reviewer)
    client = sign_in(author)
    client.post(
        GIVE,
        {
            "document": f"condition:{publication.revision.document.slug}",
            "size": "standard",
            "language": "en",
            "give": "1",
        },
    )
    assert "<script>alert" not in text(client.get(panel_url(Handout.objects.get())))


def test_list_says_number_parts_who_and_when(handout, auditor, sign_in):
    client = sign_in(auditor)
    page = text(client.get(reverse("admin:conditions_handout_changelist")))
    code = handout.short_code.code
    assert f"{code[:3]} {code[3:]}</a>" in page and "Milia, version 1" in page and ">ann<" in page
    assert "Give leaflets to a patient" not in page
    assert client.get(panel_url(handout)).status_code == 200


def test_list_finds_a_number_as_it_is_printed(handout, auditor, sign_in):
    code = handout.short_code.code
    listed = reverse("admin:conditions_handout_changelist")
    client = sign_in(auditor)
    assert "Milia, version 1" in text(client.get(listed, {"q": f"{code[:3]} {code[3:]}"}))
    assert "Milia, version 1" not in text(client.get(listed, {"q": "nothing"}))


def test_list_needs_the_same_queries_however_long(handout, author, auditor, sign_in, django_assert_max_num_queries):
    writer, client = sign_in(author), sign_in(auditor)
    for _ in range(5):
        writer.post(GIVE, {"document": "condition:milia", "size": "standard", "language": "en", "give": "1"})
    with django_assert_max_num_queries(12):
        assert client.get(reverse("admin:conditions_handout_changelist")).status_code == 200


@pytest.mark.parametrize("who", ["author", "reviewer", "lead", "administrator"])
def test_clinical_staff_may_give(who, published_condition, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    assert GIVE in text(client.get(reverse("admin:index")))
    client.post(GIVE, {"document": "condition:milia", "size": "standard", "language": "en", "give": "1"})
    assert Handout.objects.count() == 1


def test_auditor_reads_and_gives_nothing(published_condition, draft, auditor, sign_in):
    client = sign_in(auditor)
    assert GIVE not in text(client.get(reverse("admin:index")))
    assert "Give to patient" not in text(client.get(change_url(draft)))
    for response in (client.get(GIVE), client.post(GIVE, {"document": "condition:milia", "give": "1"})):
        assert response.status_code == 403
        assert "Your account may not give leaflets to patients." in text(response)
    assert not Handout.objects.exists()


def test_somebody_without_a_role_is_asked_to_sign_in_and_comes_back(handout, outsider, sign_in, client):
    for somebody in (client, sign_in(outsider)):
        for address in (GIVE, f"{GIVE}?document=condition:milia", panel_url(handout)):
            response = somebody.get(address)
            assert response.status_code == 302 and response.url.startswith(
                "/admin/login/?next=/admin/conditions/handout/"
            )
    assert "document%3Dcondition%3Amilia" in client.get(f"{GIVE}?document=condition:milia").url


def test_record_of_handouts_is_read_only_for_superusers_too(handout, administrator, sign_in):
    client = sign_in(administrator)
    assert client.post(panel_url(handout), {}).status_code == 403
    assert (
        client.post(reverse("admin:conditions_handout_delete", args=[handout.pk]), {"post": "yes"}).status_code == 403
    )
    assert client.get(reverse("admin:conditions_handout_add")).status_code == 403


@pytest.mark.parametrize("address", ["/admin/conditions/handout/987654/change/", "/admin/conditions/handout/x/change/"])
def test_unknown_handout_is_not_found(address, administrator, sign_in):
    assert sign_in(administrator).get(address).status_code == 404


def test_busy_database_loses_nothing_and_says_so(published_condition, author, sign_in, monkeypatch):
    def busy(*_args, **_answers):
        raise OperationalError("database is locked")

    monkeypatch.setattr("conditions.admin.handout.make_handout", busy)
    whole = {"document": "condition:milia", "size": "large", "language": "en", "give": "1"}
    response = sign_in(author).post(GIVE, whole)
    assert (response.status_code, "Press the button again." in text(response)) == (503, True)
    assert values_in(text(response))["size"] == "large"


@pytest.mark.parametrize(
    ("answers", "status", "sentence"),
    [
        ({"document": []}, 409, "Choose at least one leaflet or guide."),
        ({"document": ["condition:gone"]}, 409, "There is no leaflet “gone” any more."),
        ({"document": ["nonsense:milia"]}, 409, "There is no leaflet “milia” any more."),
        ({"document": ["\x00:\x00"]}, 409, "Choose again."),
        ({"document": ["condition:draft"]}, 409, "“Draft” is not live in this language"),
        ({"size": "huge"}, 422, "Select a valid choice"),
        ({"language": "es"}, 422, "Select a valid choice"),
    ],
)
def test_odd_choice_is_explained(published_condition, author, sign_in, answers, status, sentence):
    builders.make_condition(author, slug="draft", title="Draft")
    whole = {"document": ["condition:milia"], "size": "standard", "language": "en", "give": "1", **answers}
    response = sign_in(author).post(GIVE, whole)
    assert (response.status_code, sentence in text(response)) == (status, True)
    assert not Handout.objects.exists()


def test_somebody_who_gave_a_handout_is_switched_off_not_deleted(
    published_condition, second_reviewer, administrator, sign_in
):
    answers = {"document": "condition:milia", "size": "standard", "language": "en", "give": "1"}
    sign_in(second_reviewer).post(GIVE, answers)
    address = reverse("admin:auth_user_delete", args=[second_reviewer.pk])
    assert "Untick “active” instead" in text(sign_in(administrator).post(address, {"post": "yes"}, follow=True))


# -- safety changes -----------------------------------------------------------------------------------------------------


def test_change_about_safety_is_said_when_publishing(draft, author, reviewer, sign_in):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    client = sign_in(reviewer)
    page = text(client.get(url(draft, "publish", revision.pk)))
    assert "This change is about safety" in page and "about_safety" not in values_in(page)
    answers = {"change_note": "Dose.", "when": "now", "about_safety": "on"}
    client.post(url(draft, "publish", revision.pk), answers)
    assert Publication.objects.get().about_safety


def test_change_is_not_about_safety_unless_somebody_says_so(draft, author, reviewer, sign_in):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    sign_in(reviewer).post(url(draft, "publish", revision.pk), {"change_note": "Commas.", "when": "now"})
    assert not Publication.objects.get().about_safety


def test_emergency_is_about_safety_unless_unticked(draft, author, lead, sign_in):
    revision = workflow.submit(draft, by=author)
    client = sign_in(lead)
    shown = values_in(text(client.get(url(draft, "emergency", revision.pk))))
    assert shown["about_safety"] == "on"
    client.post(url(draft, "emergency", revision.pk), shown | {"reason": "Recall.", "change_note": "Dose."})
    assert Publication.objects.get().about_safety
