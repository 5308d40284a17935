"""A handout keeps what is live now, behind a number; it holds nothing about the patient."""

import pytest
from django.db import models

from conditions.content.short_codes import is_sound
from conditions.handouts.make import make_handout
from conditions.models import Handout, HandoutPart, HistoryIsFixed, ShortCode
from conditions.publishing import workflow
from conditions.publishing.errors import NotAllowed, NotReady

pytestmark = pytest.mark.django_db


def test_handout_keeps_the_live_versions_in_the_order_chosen(publish, author):
    milia, wait, guide = publish(), publish("treatment"), publish("guide")
    documents = [publication.revision.document for publication in (guide, milia, wait)]
    handout = make_handout(documents, size="large", language="en", by=author)
    assert [part.revision for part in handout.parts.all()] == [guide.revision, milia.revision, wait.revision]
    assert (handout.size, handout.language, handout.made_by) == ("large", "en", author)


def test_handout_has_a_sound_number_of_its_own(publish, give):
    milia = publish()
    first, second = give(milia), give(milia)
    codes = {first.short_code.code, second.short_code.code, milia.revision.document.short_code.code}
    assert len(codes) == 3 and all(is_sound(code) for code in codes)


def test_handout_keeps_its_version_when_a_newer_one_goes_live(publish, give):
    handout = give(publish())
    publish(harmless="Yes. They fade. [@SP]")
    assert [part.revision.number for part in handout.parts.all()] == [1]


def test_draft_that_differs_from_the_live_version_is_not_given(publish, give, make_condition):
    milia = publish()
    make_condition(harmless="Yes. They fade. [@SP]")
    assert give(milia).parts.get().revision == milia.revision


def test_same_leaflet_twice_is_given_once(publish, give):
    milia = publish()
    assert give(milia, milia).parts.count() == 1


def test_number_and_parts_are_never_changed_or_deleted(publish, give):
    handout = give(publish())
    for row in (handout, handout.parts.get(), handout.short_code):
        with pytest.raises(HistoryIsFixed):
            row.save()
        with pytest.raises(HistoryIsFixed):
            row.delete()


def test_there_is_no_place_for_words_about_a_patient():
    kinds = {
        field.name: type(field)
        for model in (Handout, HandoutPart, ShortCode)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
    }
    assert set(kinds) == {"language", "size", "code"}
    assert all(Handout._meta.get_field(name).max_length <= 35 for name in ("language", "size"))


@pytest.mark.parametrize("who", ["auditor", "outsider"])
def test_somebody_without_the_right_is_refused(who, publish, request):
    document = publish().revision.document
    with pytest.raises(NotAllowed, match="Your account may not give leaflets to patients"):
        make_handout([document], size="standard", language="en", by=request.getfixturevalue(who))
    assert not Handout.objects.exists()


def test_draft_is_not_given(make_condition, author):
    with pytest.raises(NotReady, match="“Milia” is not live in this language"):
        make_handout([make_condition()], size="standard", language="en", by=author)


def test_withdrawn_leaflet_is_not_given(publish, give, reviewer):
    milia, acne = publish(), publish(slug="acne", title="Acne")
    workflow.withdraw(milia.revision.document, by=reviewer, reason="Old.")
    with pytest.raises(NotReady, match="“Milia” is not live"):
        give(acne, milia)
    assert not Handout.objects.exists() and ShortCode.objects.filter(handout__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"language": "es"}, "not live in this language"),
        ({"size": "huge"}, "Choose standard or large print"),
    ],
)
def test_odd_answer_is_refused(publish, author, answers, sentence):
    document = publish().revision.document
    with pytest.raises(NotReady, match=sentence):
        make_handout([document], **{"size": "standard", "language": "en", **answers}, by=author)


def test_nothing_and_too_much_are_refused(publish, author):
    published = [publish(slug=f"extra-{number}", title=f"Extra {number}") for number in range(9)]
    documents = [publication.revision.document for publication in published]
    with pytest.raises(NotReady, match="Choose at least one"):
        make_handout([], size="standard", language="en", by=author)
    with pytest.raises(NotReady, match=r"You chose 9\. Choose at most 8"):
        make_handout(documents, size="standard", language="en", by=author)
    assert make_handout(documents[:8], size="standard", language="en", by=author).parts.count() == 8


def test_person_who_was_switched_off_is_refused(publish, reviewer):
    document = publish().revision.document
    reviewer.is_active = False
    with pytest.raises(NotAllowed):
        make_handout([document], size="standard", language="en", by=reviewer)


def test_administrator_may_give(publish, administrator):
    document = publish().revision.document
    assert make_handout([document], size="standard", language="en", by=administrator).parts.count() == 1
