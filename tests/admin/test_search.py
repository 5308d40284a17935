"""Staff keep what people type and what stands first, and see the words that found nothing."""

import pytest
from django.urls import reverse

from conditions.models import MissedWord, ShownFirst, Synonym

from .conftest import values_in
from .test_workflow import text

pytestmark = pytest.mark.django_db


def test_author_adds_a_search_word_and_patients_find_by_it_at_once(published_condition, author, sign_in, client):
    assert "/conditions/milia/" not in text(client.get("/search/?q=grumblers"))
    add = reverse("admin:conditions_synonym_add")
    form = values_in(text(sign_in(author).get(add)))
    sent = sign_in(author).post(add, {**form, "said": "grumblers", "means": "milia"})
    assert sent.status_code == 302
    assert "/conditions/milia/" in text(client.get("/search/?q=grumblers"))


@pytest.mark.parametrize("said", ["", "   ", "123", "Zits"])
def test_search_word_that_is_none_or_there_already_is_refused_in_words(author, sign_in, said):
    Synonym.objects.create(said="zits", means="acne")
    response = sign_in(author).post(reverse("admin:conditions_synonym_add"), {"said": said, "means": "acne"})
    assert response.status_code == 200 and 'class="errorlist"' in text(response)
    assert Synonym.objects.count() == 1


def test_leaflet_shown_first_is_exactly_one(published_condition, author, sign_in):
    add = reverse("admin:conditions_shownfirst_add")
    condition = published_condition.revision.condition
    assert sign_in(author).post(add, {"said": "pop", "condition": condition.pk}).status_code == 302
    assert sign_in(author).post(add, {"said": "pick"}).status_code == 200
    assert str(ShownFirst.objects.get()) == "pop: Milia"


def test_only_words_of_five_times_are_seen_and_nobody_changes_them(author, administrator, sign_in):
    MissedWord.objects.create(key="a", word="growler", times=7)
    rare = MissedWord.objects.create(key="b", times=4)
    listed = text(sign_in(author).get(reverse("admin:conditions_missedword_changelist")))
    assert "growler" in listed and "1 word not found" in listed
    assert sign_in(administrator).get(reverse("admin:conditions_missedword_add")).status_code == 403
    change = reverse("admin:conditions_missedword_change", args=[rare.pk])
    assert sign_in(administrator).get(change).status_code == 302, "a word below five is not there for the desk"


def test_first_page_lists_words_not_found_and_leads_to_a_search_word(author, sign_in):
    home = reverse("admin:index")
    assert "No word was searched for five times" in text(sign_in(author).get(home))
    MissedWord.objects.create(key="a", word="growler", times=7)
    page = text(sign_in(author).get(home))
    assert "growler</a>" in page and "7 times" in page
    add = f"{reverse('admin:conditions_synonym_add')}?said=growler"
    assert add in page and 'value="growler"' in text(sign_in(author).get(add))
