"""A patient walks through a guide on a phone: every answer, with and without JavaScript."""

import gzip
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.core.management import call_command
from django.core.signals import request_started
from django.test import Client
from django.utils.cache import patch_cache_control
from playwright.sync_api import Page, expect

from conditions import library as live
from conditions.models import Clinic
from conditions.vocabulary import Kind
from tests import builders

from .conftest import PHONE

PACK = settings.BASE_DIR / "conditions/packs/skin_bumps"
STATIC = settings.BASE_DIR / "static"
MOST_BYTES = 20_000  # the largest guide with everything that it loads, compressed

ON_SCREEN = """() => [...document.querySelectorAll(".step")].filter((step) => step.checkVisibility())
  .map((step) => step.querySelector("h2").id)"""
FOCUSED = "document.activeElement.id"
KEPT = "[document.cookie, localStorage.length, sessionStorage.length]"


@pytest.fixture(autouse=True)
def static_files_may_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in an installation, where WhiteNoise says so. Otherwise the browser asks for its icon at every step."""
    serve = StaticFilesHandlerMixin.serve

    def kept(self: Any, request: Any) -> Any:
        response = serve(self, request)
        patch_cache_control(response, public=True, max_age=3600, immutable=True)
        return response

    monkeypatch.setattr(StaticFilesHandlerMixin, "serve", kept)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The address of every request that reaches the server."""
    addresses: list[str] = []

    def note(environ: dict[str, Any] | None = None, **more: Any) -> None:
        addresses.append((environ or {}).get("PATH_INFO", ""))

    request_started.connect(note)
    yield addresses
    request_started.disconnect(note)


@pytest.fixture
def guide(transactional_db, author, reviewer) -> str:
    """The address of a small guide that is live."""
    publication = builders.published(builders.make_guide(author), author=author, reviewer=reviewer)
    return f"/guides/{publication.revision.content['slug']}/"


@pytest.fixture
def published_guides(transactional_db, author, reviewer) -> list[live.Page]:
    """Every guide of the pack that comes with the portal, and a small one."""
    call_command("import_pack", PACK, publish_sample=True, verbosity=0)
    small = builders.make_guide(author, slug="a-small-guide", title="A small guide")
    builders.published(small, author=author, reviewer=reviewer)
    return live.pages(Kind.GUIDE, Clinic.current())


@pytest.fixture
def phone(visit) -> Callable[..., Page]:
    return lambda **options: visit(viewport=PHONE, is_mobile=True, has_touch=True, **options)


def answer(page: Page, label: str) -> None:
    link = page.locator(".options").get_by_role("link", name=label, exact=True).filter(visible=True)
    step = link.evaluate("(link) => link.closest('.step').querySelector('h2').id")
    link.click()
    expect(page.locator(f"[id='{step}']")).to_be_hidden()


def walk(page: Page, *labels: str) -> None:
    page.get_by_role("link", name="Start now").click()
    for label in labels:
        answer(page, label)


def step_on_screen(page: Page) -> str:
    [name] = page.evaluate(ON_SCREEN)
    return name


def answers_so_far(page: Page) -> list[tuple[str, str]]:
    rows = page.locator(".so-far li").all()
    return [(row.locator(".asked").inner_text(), row.locator("strong").inner_text()) for row in rows]


# Every answer of every published guide


@pytest.mark.looks
@pytest.mark.parametrize(
    "scripted", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["without JavaScript", "with JavaScript"]
)
def test_every_answer_shows_exactly_its_step_and_nothing_is_asked_or_kept(published_guides, phone, asked, scripted):
    followed = 0
    for shown in published_guides:
        page = phone(java_script_enabled=scripted)
        page.goto(shown.url, wait_until="networkidle")
        assert page.evaluate(ON_SCREEN) == [] and page.get_by_role("link", name="Start now").is_visible()
        asked.clear()
        for step in shown.leaflet.steps:
            for number, option in enumerate(step.options):
                page.evaluate("(name) => { location.hash = name }", step.name)
                page.locator(f"#{step.name} ~ .options a").nth(number).click()
                place = (shown.leaflet.slug, step.name, option.label)
                page.wait_for_function(f"location.hash === '#{option.next}'")
                assert page.evaluate(ON_SCREEN) == [option.next], place
                assert page.evaluate(FOCUSED) == option.next, place
                if scripted:
                    page.evaluate("dispatchEvent(new Event('pagehide'))")  # as a new reader: no answer is remembered
                followed += 1
        assert asked == [], shown.leaflet.slug
        assert page.evaluate(KEPT) == ["", 0, 0] and page.context.cookies() == []
    assert followed == sum(len(step.options) for shown in published_guides for step in shown.leaflet.steps) > 0


def test_largest_guide_travels_within_20_kb_with_everything_that_it_loads(published_guides):
    largest = max(published_guides, key=lambda page: len(page.leaflet.steps))
    response = Client().get(largest.url, headers={"accept-encoding": "gzip"})
    html = gzip.decompress(response.content).decode()
    sizes = {"page": len(response.content)}
    for name in re.findall(r'(?:href|src)="/static/([^"]+)"', html):
        sizes[name] = len(gzip.compress((STATIC / name).read_bytes(), 9))
    print("SIZES", sum(sizes.values()), sizes)
    assert sum(sizes.values()) <= MOST_BYTES, sizes


# One walk


def test_patient_walks_to_an_outcome_and_reads_what_to_do_first(guide, phone):
    page = phone(java_script_enabled=False)
    page.goto(guide)
    walk(page, "No", "Someone older", "No", "A hard white bead")
    assert step_on_screen(page) == "o-leave"
    places = [
        page.get_by_text(words).filter(visible=True).first.bounding_box()["y"]
        for words in (
            "Call your local emergency number now",
            "Leave it alone",
            "Wash your hands.",
            "Do not squeeze it.",
            "This is not a diagnosis.",
            "it gets hot",
        )
    ]
    assert places == sorted(places)
    assert not page.get_by_text("Start now").is_visible()


@pytest.mark.parametrize("scripted", [False, True])
def test_back_forward_and_reload_show_the_step_of_the_address(guide, phone, scripted):
    page = phone(java_script_enabled=scripted)
    page.goto(guide)
    walk(page, "No", "Someone older")
    page.go_back()
    assert step_on_screen(page) == "a2"
    page.go_forward()
    assert step_on_screen(page) == "e1"
    page.reload()
    assert step_on_screen(page) == "e1"


@pytest.mark.parametrize("fragment", ["#nothing", "#_start", "#_main", "#", "#%00", "#o-now%20"])
@pytest.mark.parametrize("scripted", [False, True])
def test_fragment_that_names_no_step_shows_the_start(guide, phone, fragment, scripted):
    page = phone(java_script_enabled=scripted)
    page.goto(guide + fragment)
    assert page.evaluate(ON_SCREEN) == []
    assert page.get_by_role("link", name="Start now").is_visible()


def test_steps_off_screen_are_not_read_out(guide, phone):
    page = phone()
    page.goto(f"{guide}#a1")
    read = page.locator("main").aria_snapshot()
    assert "Is anyone very ill right now?" in read
    assert "Who has the bump?" not in read and "Start now" not in read


def test_heading_of_a_step_stands_on_the_screen_under_nothing(guide, visit):
    for width, height in ((390, 844), (320, 256), (1280, 800)):
        page = visit(viewport={"width": width, "height": height})
        page.goto(guide)
        walk(page, "No", "Someone older")
        box = page.locator("#e1").bounding_box()
        bar = page.locator(".leave").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= height, (width, box)
        assert bar["y"] + bar["height"] <= box["y"], (width, bar)


def test_answers_are_big_enough_for_a_finger_and_nothing_scrolls_sideways(guide, visit):
    for width in (390, 320):
        page = visit(viewport={"width": width, "height": 800})
        for fragment in ("", "#a1", "#o-now"):
            page.goto(guide + fragment)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{guide}#a1")
        heights = [link.bounding_box()["height"] for link in page.locator(".options a").filter(visible=True).all()]
        assert len(heights) == 3 and min(heights) >= 48


def test_style_that_hides_steps_applies_only_where_a_step_can_be_shown():
    """A browser without :has gets the readable whole."""
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / "css/guide.css").read_text(), flags=re.DOTALL)
    before, inside = rules.split("@supports selector(:has(a)) {\n")
    inside, after = inside.split("\n}\n", 1)
    assert ":target" in inside
    assert not re.search(r":target|:has", before + after)


def without_style(route):
    """As a reader mode or an old browser has it: the page without its style sheet."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"<style>.*?</style>", "", answer.text(), flags=re.DOTALL))


def test_guide_without_style_is_a_readable_whole(guide, phone):
    page = phone(java_script_enabled=False)
    page.route("**/guides/**", without_style)
    page.goto(f"{guide}#a1")
    assert len(page.evaluate(ON_SCREEN)) == len(builders.guide_document()["steps"])
    assert page.get_by_role("link", name="Someone older").is_visible()


# With JavaScript


def test_title_names_the_step_and_comes_back_at_the_start(guide, phone):
    page = phone()
    page.goto(guide)
    start = page.title()
    assert start.startswith("What is this bump? – ")
    walk(page)
    assert page.title() == f"Is anyone very ill right now? – {start}"
    page.get_by_role("link", name="Start again").click()
    page.wait_for_function("location.hash === '#_start'")
    assert page.title() == start and page.evaluate(FOCUSED) == "_start"


def test_back_moves_the_focus_to_the_heading(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No")
    page.go_back()
    page.wait_for_function(f"{FOCUSED} === 'a1'")
    page.go_forward()
    page.wait_for_function(f"{FOCUSED} === 'a2'")


def test_answers_so_far_are_listed_with_a_link_to_change_each(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older")
    assert answers_so_far(page) == [
        ("Is anyone very ill right now?", "No"),
        ("Who has the bump?", "Someone older"),
    ]
    page.get_by_role("link", name="Change Who has the bump?").click()
    assert step_on_screen(page) == "a2"
    expect(page.get_by_role("link", name="Someone older your answer")).to_be_visible()


def test_changed_answer_keeps_the_later_ones_that_still_hold(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older", "No", "A hard white bead")
    page.get_by_role("link", name="Change Is anyone very ill right now?").click()
    answer(page, "I am not sure")
    assert step_on_screen(page) == "o-today"
    assert answers_so_far(page) == [("Is anyone very ill right now?", "I am not sure")]
    page.get_by_role("link", name="Change Is anyone very ill right now?").click()
    answer(page, "No")
    page.wait_for_function("location.hash === '#o-leave'")
    assert [said for _asked, said in answers_so_far(page)] == ["No", "Someone older", "No", "A hard white bead"]


def test_changed_answer_asks_what_was_not_answered_yet(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older", "No", "A hard white bead")
    page.get_by_role("link", name="Change Who has the bump?").click()
    answer(page, "A baby under 1 year")
    assert step_on_screen(page) == "b1"
    assert [said for _asked, said in answers_so_far(page)] == ["No", "A baby under 1 year"]


def test_next_person_on_the_phone_is_asked_every_danger_sign(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older", "No", "A hard white bead")
    for _step in range(5):
        page.go_back()  # to the start, in the same document: its memory is still there
    page.get_by_role("link", name="Start now").click()
    answer(page, "No")
    assert step_on_screen(page) == "a2"
    assert [label for _asked, label in answers_so_far(page)] == ["No"]


def test_going_back_and_answering_again_leaps_over_nothing(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older", "No", "A hard white bead")
    for _step in range(3):
        page.go_back()
    assert step_on_screen(page) == "a2"
    page.locator(".options a", has_text="Someone older").click()  # “your answer” stands on it by now
    assert step_on_screen(page) == "e1"


def test_double_tap_answers_one_question_only(guide, phone):
    page = phone()
    page.goto(guide)
    page.get_by_role("link", name="Start now").click()
    page.get_by_role("link", name="No", exact=True).first.dblclick()
    assert step_on_screen(page) == "a2"


def test_start_again_forgets_all_answers(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older")
    page.get_by_role("link", name="Start again").click()
    walk(page)
    assert answers_so_far(page) == [] and page.locator(".chosen").count() == 0


def test_page_that_is_left_or_reloaded_forgets_all_answers(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older")
    page.goto("/about/")
    page.go_back()
    assert step_on_screen(page) == "e1" and answers_so_far(page) == []
    page.reload()
    assert answers_so_far(page) == []


def test_step_opened_by_its_address_shows_no_answers(guide, phone):
    page = phone()
    page.goto(f"{guide}#c1")
    assert answers_so_far(page) == [] and page.evaluate(FOCUSED) == "c1"


def test_walk_breaks_no_policy_and_leaves_nothing_behind(guide, phone, asked):
    page = phone()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(guide, wait_until="networkidle")
    asked.clear()
    walk(page, "No", "Someone older", "No", "A hard white bead")
    page.get_by_role("link", name="Change Who has the bump?").click()
    assert problems == [] and asked == []
    assert page.evaluate(KEPT) == ["", 0, 0] and page.evaluate("history.state") is None
    assert page.url.endswith(f"{guide}#a2")


def test_link_to_the_sources_leads_to_those_of_the_step(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "Yes")
    page.get_by_role("link", name="Sources: where this comes from").click()
    page.wait_for_url(f"**{guide}sources/#o-now")
    assert page.get_by_role("link", name="Milia (StatPearls)").first.is_visible()


# On paper


def test_outcome_prints_alone_with_the_answers(guide, phone):
    page = phone()
    page.goto(guide)
    walk(page, "No", "Someone older", "No", "A hard white bead")
    page.emulate_media(media="print")
    assert page.evaluate(ON_SCREEN) == ["o-leave"]
    paper = page.locator("body").inner_text()
    for words in ("What is this bump?", "Wash your hands.", "Do not squeeze it.", "it gets hot", "A hard white bead"):
        assert words in paper
    for words in ("Leave this page", "Change", "Start again", "Start now"):
        assert words not in paper


@pytest.mark.parametrize(("scripted", "leads"), [(False, ' → "#e1"'), (True, ' → “"Is the eye sore?"”')])
def test_guide_prints_whole_and_says_where_each_answer_leads(guide, phone, scripted, leads):
    page = phone(java_script_enabled=scripted)
    page.goto(f"{guide}#a1")
    page.emulate_media(media="print")
    assert len(page.evaluate(ON_SCREEN)) == len(builders.guide_document()["steps"])
    printed = page.get_by_role("link", name="Someone older").evaluate(
        "(link) => getComputedStyle(link, '::after').content"
    )
    assert printed.replace('"', "") == leads.replace('"', "")


# Leaving


@pytest.mark.parametrize("scripted", [False, True])
def test_leave_this_page_shows_a_calendar(guide, phone, scripted):
    page = phone(java_script_enabled=scripted)
    page.goto(guide)
    walk(page, "No")
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url("**/leave/**")
    assert page.title() == "Calendar"


def test_back_does_not_return_to_any_step_of_the_guide_that_was_left(guide, phone):
    page = phone()
    page.goto("/about/")
    page.goto(guide)
    walk(page, "No", "Someone older")
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url("**/leave/#today")
    seen = page.evaluate("navigation.entries().map((entry) => new URL(entry.url).pathname)")
    assert guide not in seen
    page.go_back()
    assert page.url.endswith(("/leave/", "/about/"))


def test_leave_button_stays_in_view_on_a_long_page(guide, phone):
    page = phone()
    page.goto(f"{guide}#o-now")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.get_by_role("link", name="Leave this page").bounding_box()["y"] >= 0
