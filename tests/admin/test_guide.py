"""The pages of a guide and of its steps: a nurse edits a graph and cannot break it."""

import csv
import io

import pytest
from django.urls import reverse

from conditions.models import ExampleJourney, Guide, Option, Revision, Step
from conditions.publishing import workflow
from conditions.publishing.restore import restore
from conditions.publishing.snapshot import snapshot
from tests.builders import guide_document, make_guide, published

from .conftest import values_in
from .test_condition import change_url, form_of, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(author):
    return make_guide(author)


def step_of(guide, name):
    return guide.step_rows.get(name=name)


def step_url(step):
    return reverse("admin:conditions_step_change", args=[step.pk])


def step_form(client, step):
    return values_in(client.get(step_url(step)).content.decode())


def url(guide, page, *args):
    return reverse(f"admin:conditions_guide_{page}", args=[guide.pk, *args])


def text(response):
    return response.content.decode()


def row_of(form, label):
    """The number of the row of an answer."""
    return next(name.split("-")[1] for name, value in form.items() if name.endswith("-label") and value == label)


# -- the guide --------------------------------------------------------------------------------------------------------


def test_an_unchanged_guide_saves_the_same_document(guide, author, sign_in):
    before = saved(guide)
    client = sign_in(author)
    response = client.post(change_url(guide), form_of(client, guide))
    assert response.status_code == 302
    guide.refresh_from_db()
    assert saved(guide) == before
    assert (guide.version, guide.edited_by) == (2, author)


def test_a_guide_lists_its_steps_with_where_the_answers_lead(guide, author, sign_in):
    page = text(sign_in(author).get(change_url(guide)))
    assert "Steps (10)" in page
    assert "“A baby under 1 year” leads to Is the baby hot, or not feeding?" in page
    assert "Question: danger sign" in page and "Question: sorts people" in page
    assert "Outcome. Emergency: act now" in page


def test_a_new_guide_says_to_add_the_first_question(author, sign_in):
    client = sign_in(author)
    form = values_in(client.get(reverse("admin:conditions_guide_add")).content.decode())
    response = client.post(
        reverse("admin:conditions_guide_add"), form | {"title": "My bump", "slug": "my-bump"}, follow=True
    )
    assert "No steps yet. Add the first question: everybody will start there." in text(response)
    assert "Add a question" in text(response)


def test_a_step_moves_up_and_the_first_question_becomes_the_start(guide, author, sign_in):
    client = sign_in(author)
    second = step_of(guide, "a2")
    client.post(url(guide, "move", second.pk), {"to": "up"})
    assert [step["name"] for step in saved(guide)["steps"]][:3] == ["a2", "a1", "b1"]
    client.post(url(guide, "move", second.pk), {"to": "up"})  # the second press at the top changes nothing
    assert saved(guide)["steps"][0]["name"] == "a2"
    guide.refresh_from_db()
    assert guide.version == 3
    assert client.get(url(guide, "move", second.pk)).status_code == 405


# -- a step -----------------------------------------------------------------------------------------------------------


def test_an_unchanged_step_saves_the_same_guide(guide, author, sign_in):
    before = saved(guide)
    client = sign_in(author)
    step = step_of(guide, "a2")
    assert client.post(step_url(step), step_form(client, step)).status_code == 302
    guide.refresh_from_db()
    assert saved(guide) == before
    assert (guide.version, guide.edited_by) == (1, author)


def test_an_answer_is_led_to_another_step_chosen_by_title(guide, author, sign_in):
    client = sign_in(author)
    step = step_of(guide, "c1")
    page = text(client.get(step_url(step)))
    assert '<optgroup label="Outcomes">' in page and "Talk to someone today</option>" in page
    assert "What does it look like?</option>" not in page  # not to itself
    form = step_form(client, step)
    row = row_of(form, "A lump that stays the same")
    client.post(step_url(step), form | {f"option_rows-{row}-next": step_of(guide, "o-today").pk})
    assert [option["next"] for option in saved(guide)["steps"][4]["options"]] == ["o-leave", "o-today", "o-visit"]


def test_a_step_of_another_guide_cannot_be_chosen(guide, author, sign_in):
    client = sign_in(author)
    other = make_guide(author, slug="other-guide")
    form = step_form(client, step_of(guide, "c1"))
    row = row_of(form, "A hard white bead")
    wrong = form | {f"option_rows-{row}-next": step_of(other, "o-today").pk}
    response = client.post(step_url(step_of(guide, "c1")), wrong)
    assert response.status_code == 200 and "Select a valid choice" in text(response)
    assert saved(guide) == saved(guide) and saved(guide)["steps"][4]["options"][0]["next"] == "o-leave"


def test_a_new_step_is_made_from_an_answer(guide, author, sign_in):
    client = sign_in(author)
    step = step_of(guide, "c1")
    form = step_form(client, step)
    row = row_of(form, "A hard white bead")
    new = {f"option_rows-{row}-next": "", f"option_rows-{row}-new_title": "How long has it been there?"}
    response = client.post(step_url(step), form | new | {f"option_rows-{row}-new_kind": "question"}, follow=True)
    made = Step.objects.get(title="How long has it been there?")
    assert (made.guide, made.kind, made.name, made.position) == (guide, "question", "step-11", 11)
    assert Option.objects.get(label="A hard white bead").next == made
    assert "Example “Adult with a white bead”" in text(response)  # re-walked on every save
    assert "has no answer" in text(response) or "leads to “How long has it been there?”" in text(response)


@pytest.mark.parametrize(
    ("next_step", "title", "sentence"),
    [
        ("o-today", "New", "Choose a step in the list, or write a new title: not both."),
        ("", "leave it alone", "There is a step with this title already: choose it in the list."),
    ],
)
def test_a_new_step_is_refused_when_it_is_not_clear(guide, author, sign_in, next_step, title, sentence):
    client = sign_in(author)
    step = step_of(guide, "c1")
    form = step_form(client, step)
    chosen = step_of(guide, next_step).pk if next_step else ""
    response = client.post(step_url(step), form | {"option_rows-0-next": chosen, "option_rows-0-new_title": title})
    assert sentence in text(response)
    assert Step.objects.count() == 10


def test_a_question_is_added_to_its_guide(guide, author, sign_in):
    client = sign_in(author)
    add = f"{reverse('admin:conditions_step_add')}?guide={guide.pk}&kind=question"
    form = values_in(text(client.get(add)))
    response = client.post(add, form | {"title": "Is it sore?"})
    made = Step.objects.get(title="Is it sore?")
    assert (response.status_code, response.url) == (302, step_url(made))
    assert (made.guide, made.kind, made.name) == (guide, "question", "step-11")


@pytest.mark.parametrize("query", ["", "?guide=", "?guide=abc", "?guide=99999", "?guide=9" + "9" * 40])
def test_a_step_without_a_guide_is_not_added_and_says_so(author, sign_in, query):
    response = sign_in(author).get(reverse("admin:conditions_step_add") + query, follow=True)
    assert "A step belongs to a guide: open the guide first." in text(response)


def test_a_step_that_answers_lead_to_is_not_deleted_and_says_which(guide, author, sign_in):
    client = sign_in(author)
    step = step_of(guide, "o-soon")
    response = client.post(reverse("admin:conditions_step_delete", args=[step.pk]), {"post": "yes"}, follow=True)
    assert "“No” of “Is the baby hot, or not feeding?” leads here" in text(response)
    assert Step.objects.filter(pk=step.pk).exists()


def test_a_step_that_nothing_leads_to_is_deleted_and_the_guide_is_edited(guide, author, sign_in):
    client = sign_in(author)
    Option.objects.filter(next__name="o-soon").update(next=step_of(guide, "o-today"))
    step = step_of(guide, "o-soon")
    assert "No answer leads here yet." in text(client.get(step_url(step)))
    response = client.post(reverse("admin:conditions_step_delete", args=[step.pk]), {"post": "yes"})
    assert (response.status_code, response.url) == (302, change_url(guide))
    guide.refresh_from_db()
    assert (guide.step_rows.count(), guide.version) == (9, 2)


def test_the_page_to_delete_a_step_asks_first(guide, author, sign_in):
    Option.objects.filter(next__name="o-soon").update(next=step_of(guide, "o-today"))
    page = sign_in(author).get(reverse("admin:conditions_step_delete", args=[step_of(guide, "o-soon").pk]))
    assert page.status_code == 200 and "Ask about the baby this week" in text(page)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"do_now": "\n".join(f"Line {number}." for number in range(21))},
            "There are 21 lines; at most 20 can be kept.",
        ),
        ({"come_back": "it grows " * 100}, "One line has more than 600 characters. Make several lines of it."),
    ],
)
def test_a_step_that_is_too_much_for_a_document_is_refused_in_a_sentence(guide, author, sign_in, change, sentence):
    client = sign_in(author)
    step = step_of(guide, "o-leave")
    response = client.post(step_url(step), step_form(client, step) | change)
    assert sentence in text(response)


def test_a_new_step_needs_its_kind_and_is_made_once(guide, author, sign_in):
    client = sign_in(author)
    step = step_of(guide, "c1")
    form = step_form(client, step) | {
        "option_rows-0-next": "",
        "option_rows-0-new_title": "New",
        "option_rows-0-new_kind": "",
    }
    assert "Say whether the new step is a question or an outcome." in text(client.post(step_url(step), form))
    form |= {f"option_rows-{row}-new_kind": "outcome" for row in (0, 1)}
    form |= {"option_rows-1-next": "", "option_rows-1-new_title": "new"}
    assert "Two answers name the same new step" in text(client.post(step_url(step), form))
    assert Step.objects.count() == 10


def test_a_line_break_in_an_answer_becomes_a_space(guide, author, sign_in):
    client = sign_in(author)
    step = step_of(guide, "c1")
    client.post(step_url(step), step_form(client, step) | {"option_rows-1-label": "A lump\nthat  stays"})
    assert saved(guide)["steps"][4]["options"][1]["label"] == "A lump that stays"


def test_moving_the_start_tells_which_examples_changed(guide, author, sign_in):
    response = sign_in(author).post(url(guide, "move", step_of(guide, "a1").pk), {"to": "down"}, follow=True)
    assert "Example “Adult with a white bead”" in text(response)


def test_a_draft_guide_that_was_never_sent_is_deleted_with_its_steps(guide, author, sign_in):
    client = sign_in(author)
    address = reverse("admin:conditions_guide_delete", args=[guide.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert not Guide.objects.exists() and not Step.objects.exists() and not Option.objects.exists()


def test_a_guide_that_was_sent_for_review_is_kept_and_says_why(guide, author, sign_in):
    workflow.submit(guide, by=author)
    response = sign_in(author).post(
        reverse("admin:conditions_guide_delete", args=[guide.pk]), {"post": "yes"}, follow=True
    )
    assert "has been sent for review, so it stays on the record" in text(response)
    assert Step.objects.count() == 10


def test_renaming_a_step_keeps_every_answer_that_leads_to_it(guide, author, sign_in):
    client = sign_in(author)
    step = step_of(guide, "o-today")
    client.post(step_url(step), step_form(client, step) | {"title": "Ring somebody today"})
    document = saved(guide)
    assert [entry["title"] for entry in document["steps"] if entry["name"] == "o-today"] == ["Ring somebody today"]
    assert document["steps"][0]["options"][2]["next"] == "o-today"


def test_a_step_shows_its_problems_where_they_are_mended(guide, author, sign_in):
    client = sign_in(author)
    step = step_of(guide, "o-leave")
    response = client.post(step_url(step), step_form(client, step) | {"urgency": "", "do_now": ""}, follow=True)
    assert "Say how urgent it is." in text(response) and "Say what to do now." in text(response)


# -- two people -------------------------------------------------------------------------------------------------------


def test_a_step_that_somebody_else_saved_meanwhile_is_refused_with_both_versions(guide, author, reviewer, sign_in):
    ann, rob = sign_in(author), sign_in(reviewer)
    step = step_of(guide, "c1")
    of_ann, of_rob = step_form(ann, step), step_form(rob, step)
    rob.post(step_url(step), of_rob | {"title": "What does the bump look like?"})
    row = row_of(of_ann, "A hard white bead")
    response = ann.post(step_url(step), of_ann | {f"option_rows-{row}-label": "One white bead"})
    page = text(response)
    assert response.status_code == 409
    assert "rob saved this while you were editing" in page
    assert "What does the bump look like?" in page and "One white bead" in page
    assert saved(guide)["steps"][4]["title"] == "What does the bump look like?"
    over = ann.post(step_url(step), values_in(page) | {"_over": "Save my version over theirs"})
    assert over.status_code == 302
    assert saved(guide)["steps"][4]["options"][0]["label"] == "One white bead"
    assert saved(guide)["steps"][4]["title"] == "What does it look like?"


def test_somebody_who_changed_another_step_is_named(guide, author, reviewer, sign_in):
    ann, rob = sign_in(author), sign_in(reviewer)
    of_ann = step_form(ann, step_of(guide, "c1"))
    other = step_of(guide, "a1")
    rob.post(step_url(other), step_form(rob, other) | {"title": "Is anybody very ill?"})
    response = ann.post(step_url(step_of(guide, "c1")), of_ann | {"title": "What is it like?"}, follow=True)
    assert "Rob changed another part of this guide meanwhile." in text(response)
    titles = [step["title"] for step in saved(guide)["steps"]]
    assert titles[0] == "Is anybody very ill?" and titles[4] == "What is it like?"


def test_a_step_that_is_gone_leads_back_to_the_desk(guide, author, sign_in):
    client = sign_in(author)
    gone = step_url(step_of(guide, "o-leave")).replace(str(step_of(guide, "o-leave").pk), "99999")
    assert client.get(gone, follow=True).status_code == 200


# -- the screen -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("drawing", "<svg"),
        ("outline", "danger sign"),
        ("paths", "11 of 11 paths"),
        ("examples", "Ends where it must."),
        ("problems", "No problems"),
        ("", "<svg"),
        ("nonsense", "<svg"),
    ],
)
def test_the_screen_shows_the_guide_in_each_way(guide, author, sign_in, view, words):
    page = text(sign_in(author).get(f"{url(guide, 'screen')}?show={view}"))
    assert words in page
    assert "11 paths from the first question to an outcome" in page


def test_the_drawing_links_each_box_to_its_step(guide, author, sign_in):
    page = text(sign_in(author).get(url(guide, "screen")))
    for step in guide.step_rows.all():
        assert f'href="{step_url(step)}"' in page
    assert "<script" not in page.split("<svg")[1].split("</svg>")[0]


def test_paths_are_filtered_by_words_and_urgency_also_as_csv(guide, author, sign_in):
    client = sign_in(author)
    page = text(client.get(f"{url(guide, 'screen')}?show=paths&words=baby&urgency=emergency"))
    assert "1 of 11 paths" in page
    table = client.get(f"{url(guide, 'paths')}?words=baby&urgency=emergency")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows == [
        ["Answers", "Outcome", "How urgent", "Leaflets"],
        [
            "Is anyone very ill right now? No › Who has the bump? A baby under 1 year › "
            "Is the baby hot, or not feeding? Yes",
            "Get emergency help now",
            "Emergency: act now",
            "",
        ],
    ]
    assert "No path fits." in text(client.get(f"{url(guide, 'screen')}?show=paths&words=zebra"))


def test_a_cell_of_the_csv_is_never_a_formula(guide, author, sign_in):
    step_of(guide, "a1")
    Step.objects.filter(name="o-now").update(title="=1+1")
    table = sign_in(author).get(url(guide, "paths")).content.decode("utf-8-sig")
    assert {row[1] for row in csv.reader(io.StringIO(table))} >= {"'=1+1"}


def test_a_path_is_kept_as_an_example(guide, author, sign_in):
    client = sign_in(author)
    page = text(client.get(f"{url(guide, 'screen')}?show=paths&words=lump"))
    keep = page.split("/keep/?")[1].split('"')[0].replace("&amp;", "&")
    response = client.post(f"{url(guide, 'keep')}?{keep}", {"name": "A lump"}, follow=True)
    assert "“A lump” is kept." in text(response)
    kept = ExampleJourney.objects.get(name="A lump")
    assert kept.answers.splitlines() == ["No", "Someone older", "No", "A lump that stays the same"]
    assert kept.outcome.name == "o-visit"


def test_answers_that_lead_nowhere_are_not_kept(guide, author, sign_in):
    client = sign_in(author)
    for query in ("answer=No", "answer=Perhaps", ""):
        response = client.post(f"{url(guide, 'keep')}?{query}", {"name": "Odd"})
        assert "These answers lead nowhere now." in text(response)
    assert ExampleJourney.objects.count() == 2


def test_a_guide_with_problems_is_saved_and_tells_them_with_links_to_the_steps(author, sign_in):
    document = guide_document()
    document["steps"][4]["options"][0]["next"] = ""
    guide = restore(document, by=author)
    client = sign_in(author)
    page = text(client.get(f"{url(guide, 'screen')}?show=problems"))
    assert f'<a href="{step_url(step_of(guide, "c1"))}">Question “What does it look like?”</a>' in page
    assert "leads nowhere. Choose the step that comes next." in page
    response = client.post(url(guide, "submit"))
    assert response.status_code == 409 and "leads nowhere" in text(response)
    assert not Revision.objects.exists()


def test_the_screen_of_a_broken_guide_is_a_page_and_not_a_trace(author, sign_in):
    document = guide_document()
    document["steps"] = [step for step in document["steps"] if step["kind"] == "question"]
    for step in document["steps"]:
        step["options"] = [{**option, "next": "a1"} for option in step["options"]]
    document["examples"] = []
    guide = restore(document, by=author)
    client = sign_in(author)
    for view in ("drawing", "outline", "paths", "examples", "problems"):
        assert client.get(f"{url(guide, 'screen')}?show={view}").status_code == 200
    empty = Guide.objects.create(slug="empty", title="Empty")
    for view in ("drawing", "outline", "paths", "examples", "problems"):
        assert client.get(f"{url(empty, 'screen')}?show={view}").status_code == 200


# -- review -----------------------------------------------------------------------------------------------------------


def test_the_reviewer_signs_the_paths(guide, author, reviewer, sign_in):
    revision = workflow.submit(guide, by=author)
    page = text(sign_in(reviewer).get(url(guide, "review", revision.pk)))
    assert "What you sign: 11 paths" in page
    assert '<th scope="row">Is the eye sore?</th><td>No</td>' in page  # what counts as “no” at a danger sign
    assert "Who has the bump? <strong>A baby under 1 year</strong>" in page
    assert "Very hard to wake, or cannot breathe well." in page
    Step.objects.filter(guide=guide, name="a1").update(title="Changed afterwards?")
    version = text(sign_in(reviewer).get(f"{url(guide, 'screen', revision.pk)}?show=outline"))
    assert "Changed afterwards?" not in version and "Is anyone very ill right now?" in version


def test_the_change_since_the_live_version_is_told_in_sentences(guide, author, reviewer, sign_in):
    published(guide, author=author, reviewer=reviewer)
    document = snapshot(guide)
    document["steps"][4]["options"][1]["next"] = "o-today"
    restore(document, by=author)
    page = text(sign_in(author).get(url(guide, "submit")))
    assert "“A lump that stays the same”" in page and "now leads to “Talk to someone today”" in page


def test_the_draft_is_seen_as_a_page(guide, author, sign_in):
    page = text(sign_in(author).get(url(guide, "preview")))
    assert "This is the draft." in page and 'id="o-leave"' in page


@pytest.mark.parametrize("who", ["auditor", "outsider"])
def test_who_may_not_edit_cannot_change_a_step(request, guide, sign_in, who):
    client = sign_in(request.getfixturevalue(who))
    step = step_of(guide, "a1")
    expected = {"auditor": 403, "outsider": 302}[who]
    assert client.post(step_url(step), {"title": "Hacked"}).status_code == expected
    assert client.post(url(guide, "move", step.pk), {"to": "down"}).status_code == expected
    assert client.post(f"{url(guide, 'keep')}?answer=Yes", {"name": "Hacked"}).status_code == expected
    assert saved(guide)["steps"][0]["title"] == "Is anyone very ill right now?"
