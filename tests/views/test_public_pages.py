"""What holds on every public page, and what each of the others shows."""

import re

import pytest

from conditions.models import Clinic
from conditions.stylesheets import SHEETS, sheet

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/conditions/",
    "/conditions/milia/",
    "/conditions/milia.json",
    "/conditions/milia.txt",
    "/conditions/milia/revisions/",
    "/conditions/milia/revisions/1/",
    "/treatments/",
    "/treatments/leave-it-alone/",
    "/treatments/leave-it-alone.txt",
    "/guides/",
    "/leave/",
    "/body/face/",
    "/body/lips/",
    "/compare/",
    "/age/newborn/",
    "/age/older-adult/",
    "/compare/?condition=milia&condition=acne",
    "/compare/?condition=milia&condition=acne&choose=all",
    "/compare.txt?condition=milia&condition=acne",
    "/dont-pop-it/",
    "/questions/",
    "/sources/",
    "/search/",
    "/search/?q=milia",
    "/search/?q=nothing+like+it",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/sitemap.xml",
    "/robots.txt",
    "/schemas/condition-1.json",
    "/schemas/treatment-1.json",
    "/schemas/guide-1.json",
]


@pytest.mark.parametrize("address", PAGES)
def test_public_page_sets_no_cookie_and_loads_nothing_from_elsewhere(client, library, address):
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies and "Set-Cookie" not in response.headers
    assert "Cookie" not in response.get("Vary", "")
    page = response.content.decode()
    loaded = re.findall(
        r"<(?:img|script|link|iframe|source|video|object|embed)\b[^>]*?(?:src|href|data)=[\"']?([^\"' >]+)", page
    )
    assert not [target for target in loaded if "//" in target]
    assert "<script>" not in page and " style=" not in page and not re.search(r"\son[a-z]+=", page)


@pytest.mark.parametrize("address", [page for page in PAGES if page.endswith("/") or "/?" in page])
def test_page_carries_its_style_so_that_the_first_words_need_one_request(client, library, address):
    page = client.get(address).content.decode()
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(styles) == 1 and styles[0] in {sheet(name) for name in SHEETS}
    waited_for = [link for link in re.findall(r"<link rel=\"stylesheet\"[^>]*>", page) if 'media="print"' not in link]
    assert waited_for == [], "the browser waits for these before it shows a word"
    assert not re.findall(r"<script (?!type=\"application/ld\+json\")(?![^>]*\bdefer\b)[^>]*>", page)


@pytest.mark.parametrize(
    "address",
    [
        "/conditions/nothing/",
        "/treatments/nothing/",
        "/guides/nothing/",
        "/body/moon/",
        "/nowhere",
        "/schemas/x-9.json",
        "/pictures/x",
    ],
)
def test_unknown_address_is_a_404_with_a_search_box_and_no_cookie(client, library, address):
    response = client.get(address, follow=True)
    assert response.status_code == 404 and not response.cookies
    assert 'action="/search/"' in response.content.decode()


@pytest.mark.parametrize("address", [page for page in PAGES if "milia" not in page and "leave" not in page])
def test_every_page_answers_before_anything_is_published(client, address):
    assert client.get(address).status_code == 200


def test_public_page_may_be_kept_for_a_minute_and_a_search_not_at_all(client, library):
    assert client.get("/conditions/milia/")["Cache-Control"] == "public, max-age=60"
    assert "no-store" in client.get("/search/?q=milia")["Cache-Control"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("condition=milia", "Choose at least two conditions to compare."),
        ("condition=milia&condition=nothing", "We have no leaflet called “nothing”."),
        (
            "condition=milia&condition=milia&condition=acne",
            "The same condition was chosen more than once. It is shown once.",
        ),
    ],
)
def test_comparison_explains_an_odd_choice(client, library, query, sentence):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_comparison_of_five_says_at_most_four(client, library, publish):
    for number in range(3):
        publish(slug=f"extra-{number}", title=f"Extra {number}")
    query = "&".join(f"condition={slug}" for slug in ("milia", "acne", "extra-0", "extra-1", "extra-2"))
    page = client.get(f"/compare/?{query}").content.decode()
    assert "You chose 5. Choose at most 4." in page and "<table" not in page


def test_comparison_shows_may_i_touch_it_first_and_every_fact_of_both(client, library):
    page = client.get("/compare/?condition=milia&condition=acne").content.decode()
    assert page.index("May I touch or pop it?") < page.index("How it looks on brown and black skin")
    assert page.count("The answer for feel.") == 2
    assert "These are typical. Yours may look different. This table cannot tell you what you have." in page


def test_comparison_survives_hostile_queries(client, library):
    for query in (
        "condition=%00",
        "condition=" + "x" * 5000,
        "&".join(["condition=a"] * 900),
        "condition=<script>alert(1)</script>",
    ):
        response = client.get(f"/compare/?{query}")
        assert response.status_code == 200 and b"<script>alert" not in response.content


def test_dont_pop_it_shows_every_callout_and_what_to_do_if_you_did(client, library):
    page = client.get("/dont-pop-it/").content.decode()
    assert page.count("Do not pop, squeeze or pick milia") >= 2
    assert "Wash your hands and leave it alone." in page


def test_sources_names_each_source_once_with_what_it_says_and_who_relies_on_it(client, library):
    page = client.get("/sources/").content.decode()
    assert page.count("Calls milia harmless keratin cysts.") >= 1
    assert page.count('href="https://www.ncbi.nlm.nih.gov/books/NBK560481/"') == 1
    for address in ("/conditions/milia/", "/conditions/acne/", "/treatments/leave-it-alone/"):
        assert address in page


def test_body_site_lists_what_appears_there(client, library):
    assert "/conditions/acne/" in client.get("/body/chest-back/").content.decode()
    assert "/conditions/milia/" not in client.get("/body/chest-back/").content.decode()


def test_questions_lists_every_question_with_its_answer(client, library):
    page = client.get("/questions/").content.decode()
    assert page.count("Can I pop one?") >= 2 and "No. Do not pop it." in page


def test_clinics_name_is_text_and_never_markup(client, library):
    Clinic.objects.create(pk=1, clinic_name='Hill & Son "Clinic"')
    page = client.get("/").content.decode()
    assert "Hill &amp; Son &quot;Clinic&quot;" in page


def test_sitemap_lists_live_pages_only(client, library, draft_only):
    page = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/conditions/milia/</loc>" in page and "secret" not in page
