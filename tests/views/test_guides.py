"""A guide at its address, in every form, and the ways that lead to it and away from it."""

import json
import re
from datetime import date

import pytest
from django.utils import timezone

from conditions.models import Condition, Guide, Publication
from conditions.publishing import workflow
from tests import builders

pytestmark = pytest.mark.django_db

ADDRESS = "/guides/what-is-this-bump/"
FORMS = ("/", ".json", ".txt", "/sources/", "/revisions/", "/revisions/1/")


@pytest.fixture
def guide(library, publish) -> Publication:
    """Live, next to milia, acne and a treatment. One outcome names milia and acne."""
    steps = builders.guide_document()["steps"]
    for step in steps:
        if step["name"] == "o-leave":
            step["conditions"] = ["milia", "acne"]
    return publish("guide", steps=steps)


def html(response) -> str:
    return response.content.decode()


def section(page: str, name: str) -> str:
    """The words of one step."""
    return page.split(f'id="{name}"')[1].split("</section>")[0]


def test_page_has_every_step_and_starts_at_the_first_question(client, guide):
    response = client.get(ADDRESS)
    page = html(response)
    assert response.status_code == 200
    assert re.findall(r'<h2 id="([a-z0-9-]+)" tabindex="-1">', page) == [
        step["name"] for step in guide.revision.content["steps"]
    ]
    assert '<a class="start-now" href="#a1">Start now</a>' in page


def test_start_says_what_it_is_not_and_that_nothing_is_sent(client, guide):
    page = html(client.get(ADDRESS))
    start = page.split('class="start"')[1].split('class="step"')[0]
    for words in (
        "Answer a few questions and see what to do next.",
        "This is not a diagnosis.",
        "Your answers stay on this device. Nothing is sent.",
        "Do not pop, squeeze or pick it",
        "Your answers stay on this phone.",
    ):
        assert words in start


def test_answer_leads_to_its_step_and_not_sure_stands_apart(client, guide):
    question = section(html(client.get(ADDRESS)), "a1")
    assert re.findall(r'href="(#[^"]+)">([^<]+)<', question) == [
        ("#o-now", "Yes"),
        ("#a2", "No"),
        ("#o-today", "I am not sure"),
    ]
    assert question.index("No</a>") < question.index('<span class="or">or</span>') < question.index("I am not sure")


def test_outcome_has_help_first_then_the_warning_then_what_it_may_be(client, guide):
    outcome = section(html(client.get(ADDRESS)), "o-leave")
    order = [
        outcome.index(words)
        for words in (
            "Leave it alone",
            "Self-care or pharmacy",
            "Wash your hands.",
            "Do not pop, squeeze or pick it",
            "Do not squeeze it. Squeezing can scar.",
            "It may be a bead of hard skin.",
            "This is not a diagnosis.",
            'href="/conditions/milia/"',
            "Ask a nurse if it is still there in a year.",
        )
    ]
    assert order == sorted(order)


def test_shared_signs_to_come_back_stand_once_after_the_steps(client, guide):
    page = html(client.get(ADDRESS))
    assert page.count("it gets hot") == 1
    assert page.index('id="o-leave"') < page.index("Get help today if:") < page.index("it gets hot")


def test_outcome_links_only_to_leaflets_that_are_live(client, guide, reviewer):
    workflow.withdraw(Condition.objects.get(slug="acne"), by=reviewer, reason="Old.")
    outcome = section(html(client.get(ADDRESS)), "o-leave")
    assert 'href="/conditions/milia/"' in outcome and "acne" not in outcome.lower()


def test_outcome_follows_a_leaflet_that_was_renamed(client, guide, reviewer):
    workflow.rename(Condition.objects.get(slug="milia"), to="milk-spots", by=reviewer)
    assert 'href="/conditions/milk-spots/"' in section(html(client.get(ADDRESS)), "o-leave")


def test_steps_carry_no_numbers_of_citations_because_a_fragment_would_leave_the_step(client, guide):
    page = html(client.get(ADDRESS))
    assert "#source-" not in page and "[@" not in page


def test_guide_needs_four_queries(client, guide, django_assert_num_queries):
    for suffix, queries in (("/", 4), (".json", 3), (".txt", 2)):
        with django_assert_num_queries(queries):
            assert client.get(f"/guides/what-is-this-bump{suffix}").status_code == 200


def test_json_is_the_document_with_its_version_and_digest(client, guide):
    answer = json.loads(client.get("/guides/what-is-this-bump.json").content)
    assert answer["document"] == guide.revision.content
    assert (answer["version"], answer["sha256"]) == (1, guide.revision.digest)
    assert "- No: go to “Who has the bump?”" in answer["text"]


def test_text_is_plain_and_keeps_every_do_not(client, guide):
    response = client.get("/guides/what-is-this-bump.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    outcomes = [step for step in guide.revision.content["steps"] if step["kind"] == "outcome"]
    assert html(response).count("IMPORTANT: Do not pop, squeeze or pick it.") == len(outcomes) + 1
    assert "http://testserver/guides/what-is-this-bump/" in html(response)


def test_sample_guide_says_that_nobody_here_has_reviewed_it(client, monkeypatch, guide):
    monkeypatch.setattr("conditions.library.Page.is_sample", True)
    for suffix in ("/", ".txt", ".json"):
        assert "Sample content: not yet reviewed by this clinic" in html(
            client.get(f"/guides/what-is-this-bump{suffix}")
        )


def test_renamed_guide_redirects_for_good_in_every_form(client, guide, reviewer):
    workflow.rename(Guide.objects.get(), to="which-bump", by=reviewer)
    for suffix in FORMS:
        response = client.get(f"/guides/what-is-this-bump{suffix}")
        assert (response.status_code, response["Location"]) == (301, f"/guides/which-bump{suffix}")
        assert client.get(f"/guides/which-bump{suffix}").status_code == 200


def test_withdrawn_guide_answers_410_and_is_named_nowhere(client, guide, reviewer):
    workflow.withdraw(Guide.objects.get(), by=reviewer, reason="A step was wrong.")
    for suffix in ("/", ".json", ".txt", "/sources/"):
        response = client.get(f"/guides/what-is-this-bump{suffix}")
        assert response.status_code == 410 and "A step was wrong." in html(response)
    for address in ("/", "/guides/", "/conditions/milia/", "/conditions/milia.json", "/sitemap.xml", "/sources/"):
        assert ADDRESS not in html(client.get(address)), address


def test_draft_of_a_guide_leaks_nowhere(client, library, author):
    builders.make_guide(author, title="Zebrapox guide")
    for suffix in FORMS:
        assert client.get(f"/guides/what-is-this-bump{suffix}").status_code == 404
    for address in ("/", "/guides/", "/conditions/milia/", "/sitemap.xml", "/sources/"):
        assert "Zebrapox" not in html(client.get(address)), address


def test_sources_have_an_address_of_their_own_under_the_names_of_the_steps(client, guide):
    assert f'href="{ADDRESS}sources/"' in html(client.get(ADDRESS))
    response = client.get(f"{ADDRESS}sources/")
    page = html(response)
    assert response.status_code == 200 and 'href="/leave/"' in page and "noindex" in page
    assert 'id="o-leave"' in page and 'id="a1"' not in page, "only steps that cite something"
    assert "Milia (StatPearls)" in page and "Calls milia harmless keratin cysts." in page


def test_past_version_says_so_and_stays_readable(client, guide, publish):
    publish("guide", title="Which bump is this?", change_note="A clearer title.")
    assert "A clearer title." in html(client.get(f"{ADDRESS}revisions/"))
    old = html(client.get(f"{ADDRESS}revisions/1/"))
    assert "You are reading an old version" in old and "noindex" in old and 'id="o-leave"' in old


def test_unchanged_guide_is_answered_with_304_compressed_or_not(client, guide):
    for headers in ({}, {"accept-encoding": "gzip"}):
        first = client.get(ADDRESS, headers=headers)
        again = client.get(ADDRESS, headers={**headers, "if-none-match": first["ETag"]})
        assert (again.status_code, again.content, again["Vary"]) == (304, b"", "Accept-Encoding")


def test_home_shows_guides_right_after_the_search_box_the_widest_first(client, guide, publish):
    steps = [step for step in builders.guide_document()["steps"] if step["name"] in {"a1", "o-now", "o-today"}]
    steps[0]["options"][1]["next"] = "o-today"
    publish("guide", slug="a-short-one", title="A short one", steps=steps, examples=[])
    page = html(client.get("/"))
    places = [page.index(words) for words in ('role="search"', ADDRESS, "/guides/a-short-one/", "/conditions/milia/")]
    assert places == sorted(places)
    assert "Answer a few questions and see what to do next." in page


def test_home_without_a_guide_says_nothing_of_guides(client, library):
    assert "Answer a few questions" not in html(client.get("/")).replace("Guides: answer a few questions", "")


@pytest.mark.parametrize(
    ("address", "words"),
    [("/conditions/milia/", "Not sure this is it?"), ("/treatments/leave-it-alone/", "Not sure what it is?")],
)
def test_every_leaflet_leads_to_the_guides(client, guide, address, words):
    page = html(client.get(address))
    assert words in page and f'href="{ADDRESS}"' in page


def test_leaflet_says_nothing_of_guides_when_none_is_live(client, library):
    page = html(client.get("/conditions/milia/"))
    assert "Not sure this is it?" not in page
    assert json.loads(client.get("/conditions/milia.json").content)["guides"] == []


def test_leaflets_json_names_the_guides(client, guide):
    named = json.loads(client.get("/conditions/milia.json").content)["guides"]
    assert named == ["http://testserver/guides/what-is-this-bump/"]


def test_sitemap_has_the_start_of_each_guide_and_no_step(client, guide):
    page = html(client.get("/sitemap.xml"))
    assert "<loc>http://testserver/guides/</loc>" in page
    assert "<loc>http://testserver/guides/what-is-this-bump/</loc>" in page and "#" not in page


def test_index_lists_guides_and_has_words_for_none(client, library, publish):
    assert "There are no guides here yet." in html(client.get("/guides/"))
    publish("guide")
    page = html(client.get("/guides/"))
    assert ADDRESS in page and "There are no guides here yet." not in page


def test_sources_name_the_guides_that_rely_on_them(client, guide):
    assert f"{ADDRESS}#source-SP" in html(client.get("/sources/"))


def test_only_sensitive_pages_offer_to_be_left(client, guide, publish):
    publish(slug="genital-herpes", title="Genital herpes", sensitive=True)
    for address, offered in ((ADDRESS, True), ("/conditions/genital-herpes/", True), ("/conditions/milia/", False)):
        page = html(client.get(address))
        assert ('<a href="/leave/">Leave this page</a>' in page) is offered, address
        assert ("in its history" in page) is offered, address


def test_left_page_is_a_calendar_that_tells_nothing(client, guide, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 2, 17))
    response = client.get("/leave/")
    page = html(response)
    assert response["Cache-Control"] == "public, max-age=60"
    assert "<title>Calendar</title>" in page and "February 2026" in page and 'aria-current="date">17<' in page
    assert re.findall(r"<td[^>]*>(\d+)</td>", page) == [str(day) for day in range(1, 29)]
    assert "noindex" in page and "<a " not in page
    for telling in ("clinic", "leaflet", "skin", "bump", "health", "patient"):
        assert telling not in page.lower()
