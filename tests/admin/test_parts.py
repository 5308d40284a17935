"""Questions to ask, words explained and drawings at the desk."""

from conditions.publishing import workflow

from .test_condition import change_url, form_of, saved
from .test_writing import shown, words

ROWS = {
    "questions_to_ask": "Can I wait?\r\n\r\n  Does it scar?  ",
    "wordexplained_rows-TOTAL_FORMS": "1",
    "wordexplained_rows-0-word": "keratin",
    "wordexplained_rows-0-meaning": "A normal part of skin. [@SP]",
    "drawingshown_rows-TOTAL_FORMS": "1",
    "drawingshown_rows-0-drawing": "trapped-keratin",
    "drawingshown_rows-0-alt": "A bead. Shown on white skin and on brown skin.",
    "drawingshown_rows-0-caption": "1. It has no hole.\r\n2. Do not squeeze it. [@SP]",
}


def test_what_is_typed_is_saved_as_parts_of_the_document(draft, author, sign_in):
    client = sign_in(author)
    assert client.post(change_url(draft), form_of(client, draft) | ROWS).status_code == 302
    document = saved(draft)
    assert document["questions_to_ask"] == ["Can I wait?", "Does it scar?"]
    assert document["words"] == [{"word": "keratin", "meaning": "A normal part of skin. [@SP]"}]
    assert document["drawings"] == [
        {
            "drawing": "trapped-keratin",
            "alt": "A bead. Shown on white skin and on brown skin.",
            "caption": "1. It has no hole.\n2. Do not squeeze it. [@SP]",
        }
    ]
    page = client.get(change_url(draft)).content.decode()
    assert 'src="/static/img/drawings/trapped-keratin.svg" alt="A bead. Shown' in page
    assert "Is this something I need to treat?" in page


def test_page_is_shown_with_them_before_they_are_saved(draft, author, sign_in):
    client = sign_in(author)
    page = shown(client, draft, **ROWS)
    assert 'id="use-keratin"' in page and "trapped-keratin.svg" in page and "Does it scar?" in page
    assert "words" not in saved(draft)


def test_findings_name_the_field_of_each(draft, author, sign_in):
    wrong = ROWS | {"questions_to_ask": "Tell me.", "drawingshown_rows-0-alt": "", "wordexplained_rows-0-word": "sac"}
    told = words(sign_in(author), draft, **wrong)["found"]
    assert {(one["code"], one["name"]) for one in told} == {
        ("not_a_question", "questions_to_ask"),
        ("no_alternative_text", "drawingshown_rows-0-alt"),
        ("unused_word", "wordexplained_rows-0-word"),
    }


def test_drawing_can_be_there_once(draft, author, sign_in):
    client = sign_in(author)
    second = {
        name.replace("-0-", "-1-"): value for name, value in ROWS.items() if name.startswith("drawingshown_rows-0")
    }
    form = form_of(client, draft) | ROWS | second | {"drawingshown_rows-TOTAL_FORMS": "2"}
    assert "Please correct the duplicate data for drawing" in client.post(change_url(draft), form).content.decode()
    assert "drawings" not in saved(draft)


def test_reviewer_reads_them_all(make_condition, author, reviewer, sign_in):
    added = {
        "questions_to_ask": ["Can I wait?"],
        "words": [{"word": "keratin", "meaning": "A normal part of skin. [@SP]"}],
        "drawings": [{"drawing": "where-genitals", "alt": "It is marked.", "caption": "Do not squeeze it. [@SP]"}],
    }
    revision = workflow.submit(make_condition(**added), by=author)
    page = sign_in(reviewer).get(f"/admin/conditions/condition/{revision.document.pk}/review/{revision.pk}/")
    for said in ("Can I wait?", "A normal part of skin.", "It is marked.", "Do not squeeze it."):
        assert said in page.content.decode()
