"""Writing a leaflet: the outline, checks of the words and a look at the page, all of unsaved work."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conditions.admin.unsaved import unsaved
from conditions.content.outline import CARDS, SECTIONS
from conditions.models import Condition, PlainWord, Treatment
from conditions.packs.importer import import_pack
from conditions.packs.reader import read_pack
from conditions.publishing.snapshot import snapshot
from conditions.vocabulary import Kind
from tests import builders

from .conftest import values_in
from .test_condition import change_url, form_of, saved

pytestmark = pytest.mark.django_db


def url_of(document, name):
    return reverse(f"admin:conditions_{document.kind.value}_{name}", args=[document.pk])


def words(client, document, **typed):
    """What the desk says of the form as it is shown, with some fields typed over."""
    return client.post(url_of(document, "words"), form_of(client, document) | typed).json()


def shown(client, document, look="page", **typed):
    return client.post(f"{url_of(document, 'shown')}?as={look}", form_of(client, document) | typed).content.decode()


# -- the outline ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "kind"), [(Condition, Kind.CONDITION), (Treatment, Kind.TREATMENT)])
def test_the_outline_gives_the_sections_that_every_leaflet_needs(author, sign_in, model, kind):
    client = sign_in(author)
    add = reverse(f"admin:conditions_{kind.value}_add")
    form = values_in(client.get(add).content.decode())
    response = client.post(add, form | {"title": "Heat rash", "slug": "heat-rash", "_outline": "1"})
    made = model.objects.get(slug="heat-rash")
    assert (response.status_code, response.url) == (302, change_url(made))
    document = snapshot(made)
    assert [(row["kind"], row["title"], row["body"]) for row in document["sections"]] == [
        (part.kind, part.heading, "") for part in SECTIONS[kind]
    ]
    assert [(card["urgency"], card["heading"], card["items"]) for card in document["care_cards"]] == [
        (card.urgency, card.heading, []) for card in CARDS[kind]
    ]
    assert document["review_months"] == 24


def test_the_outline_keeps_what_was_typed_and_adds_only_what_is_missing(author, sign_in):
    client = sign_in(author)
    add = reverse("admin:conditions_condition_add")
    form = values_in(client.get(add).content.decode()) | {"title": "Heat rash", "slug": "heat-rash", "_outline": "1"}
    form |= {"section_rows-TOTAL_FORMS": "1", "section_rows-0-kind": "causes", "section_rows-0-title": "Why it comes"}
    client.post(add, form | {"section_rows-0-body": "Sweat. [@SP]"})
    titles = [row["title"] for row in saved(Condition.objects.get(slug="heat-rash"))["sections"]]
    assert titles[0] == "Why it comes" and "What causes it" not in titles and len(titles) == 10


def test_prompts_stand_beside_the_fields_and_in_none_of_them(author, sign_in):
    client = sign_in(author)
    add = reverse("admin:conditions_condition_add")
    form = values_in(client.get(add).content.decode())
    client.post(add, form | {"title": "Heat rash", "slug": "heat-rash", "_outline": "1"})
    made = Condition.objects.get(slug="heat-rash")
    page = client.get(change_url(made)).content.decode()
    prompt = "Say what causes it and, if people blame themselves, what does not."
    assert prompt in page and "Say if it hurts, itches or feels like nothing." in page
    assert not [name for name, value in values_in(page).items() if prompt in value]


def test_all_look_alike_questions_are_asked_and_only_answers_are_saved(author, sign_in):
    draft = builders.make_condition(author, facts={"look": "White. [@SP]"})
    client = sign_in(author)
    form = form_of(client, draft)
    asked = [form[f"fact_rows-{number}-attribute"] for number in range(int(form["fact_rows-TOTAL_FORMS"]))]
    assert len(asked) == len(set(asked)) == 12
    assert client.post(change_url(draft), form | {"fact_rows-3-text": "Small. [@SP]"}).status_code == 302
    assert saved(draft)["facts"] == {"look": "White. [@SP]", asked[3]: "Small. [@SP]"}


# -- the document that a form holds ----------------------------------------------------------------------------------


@pytest.fixture
def shipped(db, settings):
    """All documents of the shipped pack, as drafts."""
    import_pack(read_pack(settings.BASE_DIR / "conditions" / "packs" / "skin_bumps"))


@pytest.mark.parametrize(("model", "slug"), [(Condition, "acne"), (Condition, "milia"), (Treatment, "isotretinoin")])
def test_the_form_as_it_is_shown_is_the_saved_document(shipped, author, sign_in, rf, model, slug):
    draft = model.objects.get(slug=slug)
    request = rf.post("/", form_of(sign_in(author), draft))
    request.user = author
    found = unsaved(admin.site._registry[model], request, draft)
    assert found.document == snapshot(draft)
    assert found.missing == []


def test_typed_words_moved_rows_and_deleted_rows_are_in_it(draft, author, sign_in):
    client = sign_in(author)
    form = form_of(client, draft) | {"title": "Milia, typed", "carecard_rows-0-DELETE": "on"}
    form |= {"section_rows-TOTAL_FORMS": "2", "section_rows-1-kind": "causes", "section_rows-1-title": "Causes"}
    form |= {"section_rows-1-body": "Sweat. [@SP]", "section_rows-1-position": "1", "section_rows-0-position": "2"}
    page = client.post(url_of(draft, "shown"), form).content.decode()
    assert "<h1>Milia, typed</h1>" in page
    assert page.index("Sweat.") < page.index("Milia are beads of keratin.")
    assert "your baby has blisters" not in page


# -- checks while typing ---------------------------------------------------------------------------------------------


def test_a_plain_draft_has_nothing_to_mend(draft, author, sign_in):
    said = words(sign_in(author), draft)
    assert said["found"] == [] and said["told"] == "Nothing to mend."
    assert said["grades"][""].startswith("Reading grade ")


def test_findings_name_the_field_and_quote_the_sentence(draft, author, sign_in):
    PlainWord.objects.update_or_create(jargon="papule", defaults={"plain": "small bump"})
    said = words(
        sign_in(author),
        draft,
        **{"section_rows-0-body": "It is a papule. You should wash it.", "adviceitem_rows-2-0-text": "Squeeze it."},
    )
    told = {(one["code"], one["name"], one["words"], one["is_blocker"]) for one in said["found"]}
    assert told == {
        ("no_source", "section_rows-0-body", "", True),
        ("not_negated", "adviceitem_rows-2-0-text", "", True),
        ("jargon", "section_rows-0-body", "It is a papule.", False),
        ("should", "section_rows-0-body", "You should wash it.", False),
    }
    assert said["told"] == "2 to put right, 2 pieces of advice."


def test_findings_follow_a_row_that_was_moved(draft, author, sign_in):
    form = {"section_rows-TOTAL_FORMS": "2", "section_rows-1-kind": "causes", "section_rows-1-title": "Causes"}
    form |= {"section_rows-1-body": "Sweat.", "section_rows-1-position": "0"}
    [one] = words(sign_in(author), draft, **form)["found"]
    assert (one["code"], one["name"]) == ("no_source", "section_rows-1-body")


def test_longer_texts_are_told_their_grade(draft, author, sign_in):
    said = words(sign_in(author), draft, **{"section_rows-0-body": "Milia are small beads. [@SP] " * 10})
    assert said["grades"]["section_rows-0-body"].endswith("40 words.")


def test_words_that_staff_added_are_checked_at_once(draft, author, sign_in):
    client = sign_in(author)
    add = reverse("admin:conditions_plainword_add")
    form = values_in(client.get(add).content.decode())
    assert client.post(add, form | {"jargon": "keratin", "plain": "hard skin"}).status_code == 302
    [one] = words(client, draft)["found"]
    assert one["sentence"] == "Say “hard skin” for “keratin”. The hard word may follow in brackets."
    again = client.post(add, form | {"jargon": "Keratin", "plain": "skin"})
    assert "in the list already" in again.content.decode()


def test_checking_and_looking_save_nothing(draft, author, sign_in):
    client = sign_in(author)
    before = saved(draft), draft.version
    words(client, draft, title="Other")
    shown(client, draft, title="Other")
    assert client.post(change_url(draft), form_of(client, draft) | {"title": "Other", "_check": "1"}).status_code == 200
    draft.refresh_from_db()
    assert (saved(draft), draft.version) == before


def test_without_javascript_a_button_lists_the_findings_and_keeps_what_was_typed(draft, author, sign_in):
    client = sign_in(author)
    form = form_of(client, draft) | {"summary": "You should see <b>it</b>. [@SP]", "title": "", "_check": "1"}
    form |= {"myth_rows-0-why": "It scratches."}
    page = client.post(change_url(draft), form).content.decode()
    assert "1 to put right, 1 piece of advice." in page
    assert '<a href="#id_summary">What it is</a>' in page and "<q>You should see &lt;b&gt;it&lt;/b&gt;.</q>" in page
    assert '<a href="#id_myth_rows-0-why">' in page
    assert "Please correct the error" not in page and 'name="_save"' in page
    kept = values_in(page)
    assert (kept["title"], kept["summary"]) == ("", "You should see <b>it</b>. [@SP]")
    assert client.post(change_url(draft), kept | {"title": "Milia"}).status_code == 302
    assert saved(draft)["myths"][0]["why"] == "It scratches."


def test_a_new_leaflet_is_checked_before_it_exists(author, sign_in):
    client = sign_in(author)
    form = values_in(client.get(reverse("admin:conditions_condition_add")).content.decode())
    said = client.post(reverse("admin:conditions_condition_add_words"), form | {"summary": "It isn't bad."}).json()
    assert [one["code"] for one in said["found"] if one["name"] == "summary"] == ["short_not"]
    page = client.post(reverse("admin:conditions_condition_add_shown"), form | {"summary": "It is a bump."})
    assert "<h1>No title yet</h1>" in page.content.decode() and "It is a bump." in page.content.decode()
    assert "Title: This field is required." in page.content.decode()
    assert not Condition.objects.exists()


# -- the look at the page --------------------------------------------------------------------------------------------


def test_every_look_shows_unsaved_words(draft, author, sign_in):
    client = sign_in(author)
    for look in ("page", "print", "text"):
        page = shown(client, draft, look, summary="Typed just now. [@SP]")
        assert "Typed just now." in page and "This is not saved. Only you can see it." in page
    assert 'media="all"' in shown(client, draft, "print") and 'media="print"' in shown(client, draft, "page")
    assert "IMPORTANT: Do not pop, squeeze or pick milia." in shown(client, draft, "text")


def test_patients_see_nothing_of_it(published_condition, author, sign_in):
    shown(sign_in(author), published_condition.revision.condition, summary="Typed just now. [@SP]")
    assert "Typed just now." not in Client().get("/conditions/milia/").content.decode()


def test_no_look_can_be_put_into_a_frame(draft, author, sign_in):
    response = sign_in(author).post(url_of(draft, "shown"), {})
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY" and "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"title": "\x00", "slug": "../x", "review_months": "many", "handling": "nonsense", "body_sites": "moon"},
        {"section_rows-TOTAL_FORMS": "99999999999", "section_rows-0-kind": "x", "section_rows-0-title": "A"},
        {"section_rows-TOTAL_FORMS": "-1", "carecard_rows-TOTAL_FORMS": "²", "fact_rows-TOTAL_FORMS": "x"},
        {"treatmentoption_rows-TOTAL_FORMS": "2", "treatmentoption_rows-0-treatment": "9" * 30},
        {"treatmentoption_rows-TOTAL_FORMS": "1", "treatmentoption_rows-0-note": "x"},
        {"lookalike_rows-TOTAL_FORMS": "1", "lookalike_rows-0-like": "x", "lookalike_rows-0-name": "A"},
        {"picture_rows-TOTAL_FORMS": "1", "picture_rows-0-alt": "A", "picture_rows-0-kept": "../../etc/passwd"},
        {"citation_rows-TOTAL_FORMS": "1", "citation_rows-0-source": "0", "citation_rows-0-says": "x"},
        {"myth_rows-TOTAL_FORMS": "1", "myth_rows-0-claim": "x", "myth_rows-0-verdict": ["harmful", "x"]},
        {"fact_rows-TOTAL_FORMS": "2", "fact_rows-0-attribute": "look", "fact_rows-1-attribute": "look"}
        | {"fact_rows-0-text": "a", "fact_rows-1-text": "{nobody} [x](javascript:alert(1)) ![](x)"},
        {"summary": "(" * 3000 + "[@" * 500, "title": "x" * 5000},
    ],
)
def test_whatever_is_sent_is_answered(draft, author, sign_in, typed):
    client = sign_in(author)
    for name in ("words", "shown", "shown?as=text", "shown?as=%00"):
        path, _, query = name.partition("?")
        for start in ({}, form_of(client, draft)):
            response = client.post(f"{url_of(draft, path)}?{query}", start | typed)
            assert response.status_code == 200


def test_only_who_may_save_may_ask(draft, author, auditor, outsider, sign_in):
    for name in ("words", "shown"):
        url = url_of(draft, name)
        assert sign_in(auditor).post(url, {}).status_code == 403
        assert sign_in(auditor).post(reverse(f"admin:conditions_condition_add_{name}"), {}).status_code == 403
        assert Client().post(url, {}).status_code == sign_in(outsider).post(url, {}).status_code == 302
        assert sign_in(author).get(url).status_code == 405
        assert sign_in(author).post(reverse(f"admin:conditions_condition_{name}", args=[999]), {}).status_code == 404
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(author)
        assert strict.post(url, {}).status_code == 403


def test_more_than_a_leaflet_can_hold_is_refused(draft, author, sign_in):
    response = sign_in(author).post(url_of(draft, "words"), {"summary": "x" * 1_100_000})
    assert response.status_code == 413


def test_the_number_of_queries_does_not_grow_with_the_library(draft, author, sign_in):
    client = sign_in(author)

    def counted():
        counts = []
        for address, typed in (("words", True), ("shown", True), ("change", False)):
            form = form_of(client, draft)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = client.post(url_of(draft, address), form) if typed else client.get(url_of(draft, address))
            assert response.status_code == 200
            counts.append(len(queries))
        return counts

    few = counted()
    Condition.objects.bulk_create(Condition(slug=f"other-{n}", title=f"Other {n}") for n in range(1000))
    assert counted() == few
    assert max(few[:2]) <= 30


# -- the form in its parts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["condition", "treatment"])
def test_every_field_and_group_of_rows_stands_in_one_part(author, sign_in, kind):
    response = sign_in(author).get(reverse(f"admin:conditions_{kind}_add"))
    parts = response.context["parts"]
    fieldsets = [fieldset.name for part in parts for fieldset in part["fieldsets"]]
    groups = [type(group.opts) for part in parts for group in part["groups"]]
    model_admin = response.context["adminform"].model_admin
    assert sorted(fieldsets) == sorted(name for name, _options in model_admin.fieldsets)
    assert len(groups) == len(set(groups)) and set(groups) == set(model_admin.inlines)


def test_every_text_has_its_house_rule_beside_it(author, sign_in):
    for kind in ("condition", "treatment"):
        response = sign_in(author).get(reverse(f"admin:conditions_{kind}_add"))
        forms = [response.context["adminform"].form]
        forms += [group.formset.empty_form for part in response.context["parts"] for group in part["groups"]]
        silent = {
            f"{form.prefix} {name}"
            for form in forms
            for name, field in form.fields.items()
            if not field.help_text and not field.widget.is_hidden and name not in {"position", "id", "DELETE"}
        }
        assert silent == set()


def test_without_javascript_a_button_saves_and_opens_empty_rows(draft, author, sign_in):
    client = sign_in(author)
    response = client.post(change_url(draft), form_of(client, draft) | {"_more": "1"})
    assert response.url == f"{change_url(draft)}?rows=1"
    form = values_in(client.get(response.url).content.decode())
    assert form["section_rows-TOTAL_FORMS"] == "2"
    before = saved(draft)
    assert client.post(change_url(draft), form).status_code == 302
    assert saved(draft) == before


def test_the_outline_is_refused_to_who_may_only_read(auditor, sign_in):
    add = reverse("admin:conditions_condition_add")
    assert sign_in(auditor).post(add, {"title": "X", "slug": "x", "_outline": "1"}).status_code == 403
