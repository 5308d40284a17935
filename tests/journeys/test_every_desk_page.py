"""Every page of the desk in a real browser: it fits, axe finds nothing, and the content policy refuses nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import Error, Page, expect

from conditions.publishing import workflow
from tests import builders
from tests.admin.access import ACCESS, ADMINISTRATOR
from tests.admin.test_access import NAMES, Cast

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.looks]

# No page of the desk: downloads, scripts, answers to a script, and what only leads elsewhere.
NO_PAGE = {
    "autocomplete",
    "jsi18n",
    "login",
    "logout",
    "view_on_site",
    "account_login",
    "account_logout",
    "account_session",
    "account_sign_out_everywhere",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "conditions_guide_paths",
    "conditions_guide_move",
    "conditions_step_changelist",
    "conditions_condition_give",
    "conditions_treatment_give",
    "conditions_guide_give",
}
OF_A_GUIDE = ("_add", "_change", "_changelist", "_delete", "_review", "_preview", "_screen", "_keep")
REPORT = """
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (report) => {
    window.refused.push(report.effectiveDirective + " " + (report.sample || report.blockedURI));
  });
"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return Cast()


# Four parts, so that two browsers share the work.
PARTS = 4


@pytest.fixture(params=range(PARTS))
def pages(cast: Cast, request: pytest.FixtureRequest) -> list[str]:
    """Those of a treatment are those of a condition, but for its form; a guide has some of its own."""
    shown = [name for name in NAMES if ACCESS[name].open and name not in NO_PAGE]
    shown = [name for name in shown if not name.endswith(("_words", "_shown", "_open"))]
    shown = [name for name in shown if "treatment" not in name or name.endswith(("_add", "_change"))]
    shown = [name for name in shown if "guide" not in name or name.endswith(OF_A_GUIDE)]
    return [address for name in shown for address in cast.addresses(name)][request.param :: PARTS]


def refused_on(page: Page, address: str) -> list[str]:
    """What the browser reported that it did not run or load, opened and with every fold open."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    return page.evaluate("window.refused")


def test_browser_reports_no_breach_of_the_content_policy_on_any_page(sign_in, cast, pages):
    desk = sign_in(cast.people[ADMINISTRATOR])
    desk.add_init_script(REPORT)
    reports = {address: found for address in pages if (found := refused_on(desk, address))}
    assert reports == {}
    # The reports are real: what the policy forbids is reported when it is tried.
    desk.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\" id=tried>x</p>')")
    assert desk.evaluate("window.refused")[0].startswith("style-src")
    desk.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert desk.evaluate("window.ran") is None and len(desk.evaluate("window.refused")) == 2
    with pytest.raises(Error, match="'unsafe-eval' is not an allowed source"):
        desk.wait_for_function("window.never", timeout=2000)  # the browser's tool repeats it by eval


def wrong_with(desk: Page, address: str) -> list[tuple[str, str]]:
    """Dark and narrow first; then the same page light and wide."""
    found = []
    desk.emulate_media(color_scheme="dark")
    desk.set_viewport_size({"width": 768, "height": 900})
    if desk.goto(address).status != 200:
        found.append(("status", "not a page"))
    for width in (768, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        if (wide := desk.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(("wider than the window", f"{wide} of {width}"))
    found += violations(Axe().run(desk))
    desk.add_style_tag(content="* { transition: none !important }")  # or colours are caught half-way
    desk.emulate_media(color_scheme="light")
    return found + violations(Axe().run(desk, options={"runOnly": ["color-contrast"]}))


def violations(result: AxeResults) -> list[tuple[str, str]]:
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in result.response["violations"]]


def test_every_page_fits_and_axe_finds_nothing_dark_and_light(sign_in, cast, pages):
    desk = sign_in(cast.people[ADMINISTRATOR], bypass_csp=True)
    assert {address: found for address in pages if (found := wrong_with(desk, address))} == {}


# The first thing to put right


def test_focus_goes_to_the_field_that_is_wrong(sign_in, author):
    draft = builders.make_condition(author)
    desk = sign_in(author)
    desk.goto(f"/admin/conditions/condition/{draft.pk}/change/")
    desk.locator("#id_title").fill("")
    desk.get_by_role("button", name="Save the draft", exact=True).click()
    desk.locator("ul.errorlist").first.wait_for()
    expect(desk.locator("#id_title")).to_be_focused()


def test_focus_goes_into_a_folded_row_that_is_wrong(sign_in, author):
    draft = builders.make_condition(author)
    desk = sign_in(author)
    desk.goto(f"/admin/conditions/condition/{draft.pk}/change/")
    desk.locator("#section_rows-group summary").first.click()
    desk.locator("#id_section_rows-0-title").fill("")
    desk.locator("#section_rows-group").get_by_role("button", name="Fold", exact=False).first.click()
    desk.get_by_role("button", name="Save the draft", exact=True).click()
    desk.locator("ul.errorlist").first.wait_for()
    expect(desk.locator("#id_section_rows-0-title")).to_be_focused()


def test_focus_goes_to_the_sentence_of_a_refusal(sign_in, author, reviewer):
    revision = workflow.submit(builders.make_condition(author), by=author)
    desk = sign_in(reviewer)
    desk.goto(f"/admin/conditions/condition/{revision.condition_id}/review/{revision.pk}/")
    desk.get_by_role("button", name="Request changes").click()
    desk.get_by_text("Say what must change.", exact=True).wait_for()
    expect(desk.locator(".errornote")).to_be_focused()
