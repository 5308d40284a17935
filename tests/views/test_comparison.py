"""The comparison as a page, as a list to choose from, and as plain text."""

import re

import pytest

from conditions.models import Condition
from conditions.publishing import workflow
from conditions.views import comparison

pytestmark = pytest.mark.django_db

BOTH = "condition=milia&condition=acne"


def html(response) -> str:
    return " ".join(response.content.decode().split())


def test_page_has_when_to_get_help_then_what_it_cannot_tell_then_the_table(client, library):
    page = html(client.get(f"/compare/?{BOTH}"))
    sentence = "These are typical. Yours may look different. This table cannot tell you what you have."
    order = (
        "your baby has blisters and a fever",
        f">{sentence}</h2>",
        "<table",
        "May I touch or pop it?",
        'id="sources"',
    )
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "/conditions/milia/#help" in page and "/conditions/acne/#help" in page


def test_every_answer_links_to_its_source_at_the_foot_of_the_page(client, library):
    page = html(client.get(f"/compare/?{BOTH}"))
    cells = re.findall(r"<td>(.*?)</td>", page)
    assert len(cells) == 24
    assert all('href="#source-SP" aria-label="Source 1">1</a>' in cell for cell in cells)
    assert page.count('id="source-SP"') == 1 and "For: Milia, Acne" in page


def test_cell_without_an_answer_says_so_and_brown_and_black_skin_is_always_asked(client, library, publish):
    publish(slug="stye", title="Stye", facts={"touch": "No. [@SP]"})
    publish(slug="wart", title="Wart", facts={"touch": "No. [@SP]"})
    page = html(client.get("/compare/?condition=stye&condition=wart"))
    assert re.findall(r"<b class=\"asked\">([^<]*)</b> <p class=\"mark\">(.*?)</p>", page) == [
        ("May I touch or pop it?", "Same for all: do not pop it."),
        ("How it looks on brown and black skin", "Not every leaflet says."),
        ("How it feels", "Not every leaflet says."),
    ]
    assert page.count("The leaflet does not say.") == 4


def test_choice_is_changed_by_one_link_each(client, publish):
    alike = [{"name": "Stye on the lid", "condition": "stye", "difference": "It is sore. [@SP]"}]
    publish(slug="stye", title="Stye")
    for slug in ("milia", "acne", "wart"):
        publish(slug=slug, title=slug.title(), look_alikes=alike)
    two = html(client.get(f"/compare/?{BOTH}"))
    assert "Leave out" not in two, "one condition alone is no comparison"
    assert f'<a href="/compare/?{BOTH}&condition=stye">Add: Stye on the lid</a>'.replace("&", "&amp;") in two
    three = html(client.get(f"/compare/?{BOTH}&condition=wart"))
    assert '<a href="/compare/?condition=milia&amp;condition=wart">Leave out: Acne</a>' in three
    four = html(client.get(f"/compare/?{BOTH}&condition=wart&condition=stye"))
    assert "Add:" not in four and "Leave out: Stye" in four


def test_all_can_be_chosen_from_with_the_choice_kept(client, library, publish):
    publish(slug="stye", title="Stye")
    assert f'href="/compare/?{BOTH}&amp;choose=all"'.replace("condition=milia&c", "condition=milia&amp;c") in html(
        client.get(f"/compare/?{BOTH}")
    )
    page = html(client.get(f"/compare/?{BOTH}&choose=all"))
    assert "<table" not in page and "Please check" not in page
    assert re.findall(r'value="([a-z]+)"( checked)?>', page) == [
        ("milia", " checked"),
        ("acne", " checked"),
        ("stye", ""),
    ]


def test_too_many_stay_chosen(client, library, publish):
    slugs = ["milia", "acne", "one", "two", "three"]
    for slug in slugs[2:]:
        publish(slug=slug, title=slug.title())
    page = html(client.get("/compare/?" + "&".join(f"condition={slug}" for slug in slugs)))
    assert "You chose 5. Choose at most 4." in page
    assert re.findall(r'value="([a-z]+)" checked', page) == slugs


def test_sets_that_people_mix_up_are_links(client, library, publish):
    publish(look_alikes=[{"name": "Spots", "condition": "acne", "difference": "They are sore. [@SP]"}])
    alike = [{"name": "Milk spots", "condition": "milia", "difference": "They are hard. [@SP]"}]
    publish(slug="acne", title="Acne", look_alikes=alike)
    page = html(client.get("/compare/"))
    assert '<a class="go" href="/compare/?condition=acne&amp;condition=milia">Acne, Milia</a>' in page


def test_many_conditions_stand_under_their_letters(client, library, monkeypatch):
    monkeypatch.setattr(comparison, "MOST_IN_ONE_LIST", 1)
    page = html(client.get("/compare/"))
    assert re.findall(r"<summary>(\S+) <span class=\"count\">\((\d+)\)", page) == [("A", "1"), ("M", "1")]
    assert page.count('name="condition"') == 2


def test_link_to_a_comparison_outlives_a_new_address(client, library, reviewer):
    workflow.rename(Condition.objects.get(slug="milia"), to="milk-spots", by=reviewer)
    page = html(client.get(f"/compare/?{BOTH}"))
    assert "<table" in page and 'href="/conditions/milk-spots/"' in page and "Please check" not in page
    doubled = html(client.get(f"/compare/?{BOTH}&condition=milk-spots"))
    assert "The same condition was chosen more than once. It is shown once." in doubled


def test_withdrawn_condition_is_no_longer_compared(client, library, reviewer):
    workflow.withdraw(Condition.objects.get(slug="milia"), by=reviewer, reason="Old.")
    page = html(client.get(f"/compare/?{BOTH}"))
    assert "We have no leaflet called “milia”." in page and "<table" not in page


def test_sensitive_comparison_can_be_left(client, library, publish):
    publish(slug="genital-herpes", title="Genital herpes", sensitive=True)
    assert 'href="/leave/"' in html(client.get("/compare/?condition=milia&condition=genital-herpes"))
    assert 'href="/leave/"' not in html(client.get(f"/compare/?{BOTH}"))


@pytest.mark.parametrize(
    ("address", "queries"), [(f"/compare/?{BOTH}", 2), (f"/compare.txt?{BOTH}", 2), ("/compare/", 2)]
)
def test_comparison_reads_only_what_was_chosen(client, library, django_assert_num_queries, address, queries):
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_text_says_the_same(client, library):
    page = html(client.get(f"/compare/?{BOTH}"))
    assert f'href="/compare.txt?{BOTH}">As plain text'.replace("milia&", "milia&amp;") in page
    response = client.get(f"/compare.txt?{BOTH}")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    text = html(response)
    assert "- Acne: The answer for touch. [1]" in text
    assert f"http://testserver/compare/?{BOTH}" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Choose at least two conditions to compare."),
        ("condition=milia", "Choose at least two conditions to compare."),
        ("condition=nothing", "We have no leaflet called “nothing”."),
        ("condition=%00", "Choose at least two conditions to compare."),
        ("condition=%FF%FE&condition=" + "x" * 10_000, "Choose at least two conditions to compare."),
        ("condition[]=milia", "Choose at least two conditions to compare."),
    ],
)
def test_text_of_an_incomplete_choice_is_refused_in_a_sentence(client, library, query, sentence):
    response = client.get(f"/compare.txt?{query}")
    assert response.status_code == 400 and sentence in response.content.decode()
    assert client.get(f"/compare/?{query}").status_code == 200
