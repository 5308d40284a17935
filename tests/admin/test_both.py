"""A save that another overtook: both versions place by place, a pick in each, and nothing lost."""

import re
import threading

import pytest
from django.db import connection, connections
from django.test import Client

from conditions.models import Condition, Picture
from tests import builders

from .conftest import values_in
from .test_condition import change_url, form_of, saved
from .test_guide import guide, row_of, step_form, step_of, step_url  # noqa: F401  the fixture is used by name

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(sign_in, author) -> Client:
    return sign_in(author)


@pytest.fixture
def theirs(sign_in, reviewer) -> Client:
    return sign_in(reviewer)


def collide(mine, theirs, document, *, my_words: dict, their_words: dict) -> str:
    """Both open the draft; they save; I save: the page that I get."""
    opened = form_of(mine, document)
    assert theirs.post(change_url(document), form_of(theirs, document) | their_words).status_code == 302
    response = mine.post(change_url(document), opened | my_words)
    assert response.status_code == 409
    return response.content.decode()


def keys(page: str) -> dict[str, str]:
    """What a place is called -> the name of its two buttons."""
    found = re.findall(r"<legend>(.*?)(?: <strong.*?)?</legend>.*?name=\"(pick-\w+)\"", page, re.S)
    return {label.replace("&#x27;", "'"): name for label, name in found}


def picks(page: str) -> dict[str, str]:
    return {label: values_in(page).get(name, "") for label, name in keys(page).items()}


def save_picks(client, document, page, **chosen: str):
    named = {keys(page)[label.replace("_", " ")]: side for label, side in chosen.items()}
    return client.post(change_url(document), values_in(page) | named | {"_pick": "Save what I picked"})


def test_each_place_is_picked_from_whoever_changed_it(mine, theirs, draft):
    page = collide(mine, theirs, draft, my_words={"harmless": "Yes. [@SP]"}, their_words={"title": "Milk spots"})
    assert picks(page) == {"Title": "theirs", "Is it harmless?": "mine"}
    assert save_picks(mine, draft, page).status_code == 302
    words = saved(draft)
    assert (words["title"], words["harmless"]) == ("Milk spots", "Yes. [@SP]")
    draft.refresh_from_db()
    assert draft.edited_by.username == "ann"


def test_place_that_both_changed_is_asked_for_until_it_is_picked(mine, theirs, draft):
    page = collide(mine, theirs, draft, my_words={"harmless": "Mine. [@SP]"}, their_words={"harmless": "Theirs. [@SP]"})
    assert picks(page) == {"Is it harmless?": ""}
    asked = save_picks(mine, draft, page)
    again = asked.content.decode()
    assert asked.status_code == 409 and "Pick one version in 1 more place." in again
    assert saved(draft)["harmless"] == "Theirs. [@SP]"
    assert save_picks(mine, draft, again, **{"Is it harmless?": "theirs"}).status_code == 302
    assert saved(draft)["harmless"] == "Theirs. [@SP]"


def test_rows_are_picked_one_by_one(mine, theirs, draft):
    row = "adviceitem_rows-2"
    added = {f"{row}-TOTAL_FORMS": "2", f"{row}-1-text": "Do not scrub.", f"{row}-1-why": "", f"{row}-1-id": ""}
    page = collide(
        mine,
        theirs,
        draft,
        my_words={f"{row}-0-text": "Do not squeeze milia."},
        their_words={**added, f"{row}-1-position": ""},
    )
    assert picks(page) == {"Do not: Do not squeeze milia.": "mine", "Do not: Do not scrub.": "theirs"}
    assert save_picks(mine, draft, page).status_code == 302
    assert [item["text"] for item in saved(draft)["donts"]] == ["Do not squeeze milia.", "Do not scrub."]


def test_picture_that_they_added_is_kept(mine, draft):
    opened = form_of(mine, draft)
    Picture.objects.create(condition=draft, file="a" * 64 + ".webp", width=4, height=3, alt="A bead.", position=1)
    Condition.objects.update(version=2)
    page = mine.post(change_url(draft), opened | {"title": "Milk spots"}).content.decode()
    assert picks(page) == {"Title": "mine", "Pictures: A bead.": "theirs"}
    assert save_picks(mine, draft, page).status_code == 302
    assert [row["alt"] for row in saved(draft)["pictures"]] == ["A bead."] and saved(draft)["title"] == "Milk spots"


def test_owner_is_a_place_too(mine, theirs, draft, author, reviewer):
    page = collide(mine, theirs, draft, my_words={"title": "Milk spots"}, their_words={"owner": str(reviewer.pk)})
    assert picks(page) == {"Owner": "theirs", "Title": "mine"}
    assert save_picks(mine, draft, page).status_code == 302
    draft.refresh_from_db()
    assert (draft.owner, draft.title) == (reviewer, "Milk spots")


def test_address_is_a_place_while_it_can_be_typed(mine, theirs, draft):
    page = collide(mine, theirs, draft, my_words={"title": "Milk spots"}, their_words={"slug": "milk-spots"})
    assert picks(page) == {"Address name": "theirs", "Title": "mine"}
    assert save_picks(mine, draft, page).status_code == 302
    draft.refresh_from_db()
    assert (draft.slug, draft.title) == ("milk-spots", "Milk spots")


def test_words_of_both_are_written_below_and_mine_is_picked(mine, theirs, draft):
    page = collide(mine, theirs, draft, my_words={"harmless": "Mine. [@SP]"}, their_words={"harmless": "Theirs. [@SP]"})
    form = values_in(page) | {"harmless": "Mine and theirs. [@SP]", "_pick": "1"}
    assert mine.post(change_url(draft), form).status_code == 302
    assert saved(draft)["harmless"] == "Mine and theirs. [@SP]"


def test_third_save_is_asked_about_and_earlier_picks_stay(mine, theirs, draft):
    page = collide(mine, theirs, draft, my_words={"harmless": "Yes. [@SP]"}, their_words={"title": "Milk spots"})
    theirs.post(change_url(draft), form_of(theirs, draft) | {"catching": "No, says Rob. [@SP]"})
    response = save_picks(mine, draft, page, Title="mine")
    again = response.content.decode()
    assert response.status_code == 409 and saved(draft)["title"] == "Milk spots"
    assert picks(again) == {"Title": "mine", "Is it harmless?": "mine", "Can you catch it?": "theirs"}
    assert save_picks(mine, draft, again).status_code == 302
    words = saved(draft)
    assert (words["title"], words["catching"]) == ("Milia", "No, says Rob. [@SP]")


def test_picks_survive_a_mistake_elsewhere_in_the_form(mine, theirs, draft):
    page = collide(mine, theirs, draft, my_words={"harmless": "Yes. [@SP]"}, their_words={"title": "Milk spots"})
    wrong = mine.post(change_url(draft), values_in(page) | {"_pick": "1", "title": ""})
    assert wrong.status_code == 200 and saved(draft)["harmless"] != "Yes. [@SP]"
    right = values_in(wrong.content.decode()) | {"_pick": "1", "title": "Milia"}
    assert mine.post(change_url(draft), right).status_code == 302
    assert (saved(draft)["title"], saved(draft)["harmless"]) == ("Milk spots", "Yes. [@SP]")


@pytest.mark.parametrize("forged", ["", "x", "both", "\x00", "theirs" * 1000])
def test_pick_that_is_no_side_counts_as_none(mine, theirs, draft, forged):
    page = collide(mine, theirs, draft, my_words={"harmless": "Mine. [@SP]"}, their_words={"harmless": "Theirs. [@SP]"})
    response = save_picks(mine, draft, page, **{"Is it harmless?": forged})
    assert response.status_code == 409 and saved(draft)["harmless"] == "Theirs. [@SP]"


def test_step_of_a_guide_is_picked_from_place_by_place(mine, theirs, guide):  # noqa: F811
    step = step_of(guide, "c1")
    of_mine = step_form(mine, step)
    theirs.post(step_url(step), step_form(theirs, step) | {"title": "What is it like?"})
    row = row_of(of_mine, "A hard white bead")
    response = mine.post(step_url(step), of_mine | {f"option_rows-{row}-label": "One white bead"})
    page = response.content.decode()
    assert response.status_code == 409
    assert picks(page) == {"Title": "theirs", "Answers: One white bead": "mine"}
    assert "there is no way out of this question" not in page  # its rows are away only while both are compared
    assert mine.post(step_url(step), values_in(page) | {"_pick": "1"}).status_code == 302
    entry = saved(guide)["steps"][4]
    assert (entry["title"], entry["options"][int(row)]["label"]) == ("What is it like?", "One white bead")


# Who counts as the last editor


def test_save_without_a_change_makes_nobody_the_last_editor(theirs, draft, author):
    before = (draft.edited_by, draft.edited_at)
    assert theirs.post(change_url(draft), form_of(theirs, draft)).status_code == 302
    draft.refresh_from_db()
    assert (draft.edited_by, draft.edited_at) == before
    assert draft.edited_by == author


def test_picking_nothing_of_ones_own_makes_nobody_the_last_editor(mine, theirs, draft, reviewer):
    """Or a colleague could free somebody of the second-person rule."""
    page = collide(mine, theirs, draft, my_words={"harmless": "Mine. [@SP]"}, their_words={"harmless": "His. [@SP]"})
    assert save_picks(mine, draft, page, **{"Is it harmless?": "theirs"}).status_code == 302
    draft.refresh_from_db()
    assert (saved(draft)["harmless"], draft.edited_by) == ("His. [@SP]", reviewer)


def test_new_owner_is_no_edit_of_the_words(theirs, draft, author, reviewer):
    edited_at = draft.edited_at
    theirs.post(change_url(draft), form_of(theirs, draft) | {"owner": str(reviewer.pk)})
    draft.refresh_from_db()
    assert (draft.owner, draft.edited_by, draft.edited_at) == (reviewer, author, edited_at)


# Saves in pairs

ROUNDS = 25


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_exactly_one_wins(author, reviewer):
    """On both databases: ``make test`` runs it on SQLite and ``.ci/run`` on PostgreSQL as well."""
    draft = builders.make_treatment(author, questions=[], also_known_as=[])
    clients = [Client(), Client()]
    for client, person in zip(clients, (author, reviewer), strict=True):
        client.force_login(person)
    first = form_of(clients[0], draft)
    for number in range(ROUNDS):
        draft.refresh_from_db()
        form = first | {"version": str(draft.version)}
        answers = at_once(clients, [form | {"title": f"Save {number} of {name}"} for name in ("Ann", "Rob")], draft)
        assert sorted(status for status, _name in answers) == [302, 409], number
        winner = next(name for status, name in answers if status == 302)
        assert type(draft).objects.get(pk=draft.pk).title == f"Save {number} of {winner}"


def at_once(clients, forms, draft) -> list[tuple[int, str]]:
    """Both forms sent from two threads that wait for each other; a save that had no turn is sent again, as a person does."""
    ready = threading.Barrier(len(clients))
    answers: list[tuple[int, str]] = []

    def send(client, form) -> None:
        ready.wait()
        status = 503
        while status == 503:
            status = client.post(change_url(draft), form).status_code
        answers.append((status, form["title"].rpartition(" ")[2]))
        connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    return answers
