"""What a number stands for: what was given, what has changed since, what was taken down; or one document."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.content.short_codes import check_digit
from conditions.handouts.resolve import Current, UnknownNumber, WrongNumber, pages_given, resolve
from conditions.library import Page, Withdrawn
from conditions.models import Clinic, Condition, ShortCode
from conditions.publishing import workflow
from conditions.publishing.snapshot import draft_digest
from conditions.vocabulary import Kind
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return Clinic()


def unused_code() -> str:
    taken = set(ShortCode.objects.values_list("code", flat=True))
    codes = (digits + check_digit(digits) for digits in (f"{number:06d}" for number in range(100)))
    return next(code for code in codes if code not in taken)


def test_handout_stands_for_the_current_page_and_the_version_given(publish, give, clinic):
    handout = give(publish())
    given = resolve(handout.short_code.code, clinic)
    part = given.parts[0]
    assert (given.on, given.language, given.is_gone, given.is_sensitive) == (handout.made_at, "en", False, False)
    assert (part.kind, part.slug, part.title, part.number, part.changes) == (Kind.CONDITION, "milia", "Milia", 1, ())
    assert isinstance(part.now, Page) and part.now.number == 1


def test_newer_versions_are_told_with_date_and_note(publish, give, clinic):
    handout = give(publish())
    second = publish(harmless="Yes. They fade. [@SP]", publishing={"change_note": "Says that milia fade."})
    part = resolve(handout.short_code.code, clinic).parts[0]
    assert part.number == 1 and part.now.number == 2
    assert [(change.on, change.note, change.about_safety) for change in part.changes] == [
        (second.live_at, "Says that milia fade.", False)
    ]


def test_safety_is_told_first_then_the_newest(publish, give, clinic):
    handout = give(publish(publishing={"change_note": "Before it was given."}))
    for note, about_safety in [
        ("Old safety.", True),
        ("Older words.", False),
        ("New safety.", True),
        ("New words.", False),
    ]:
        publishing = {"change_note": note, "about_safety": about_safety}
        publish(harmless=f"Yes. {note} [@SP]", publishing=publishing)
    changes = resolve(handout.short_code.code, clinic).parts[0].changes
    assert [change.note for change in changes] == ["New safety.", "Old safety.", "New words.", "Older words."]


def test_same_words_published_again_are_no_change(give, clinic, reviewer):
    draft = builders.make_condition()
    Condition.objects.update(pack="p", pack_digest=draft_digest(draft))
    [sample] = workflow.publish_samples(Condition.objects.all(), change_note="Sample.")
    handout = give(sample)
    workflow.approve(sample.revision, by=reviewer)
    workflow.publish(sample.revision, by=reviewer, change_note="Now approved here.")
    part = resolve(handout.short_code.code, clinic).parts[0]
    assert part.changes == () and part.now.reviewed_on is not None


def test_planned_version_is_not_told_before_its_time(publish, give, clinic):
    handout = give(publish())
    publish(harmless="Yes. They fade. [@SP]", publishing={"at": timezone.now() + timedelta(days=2)})
    part = resolve(handout.short_code.code, clinic).parts[0]
    assert part.changes == () and part.now.number == 1


def test_withdrawn_part_says_why_when_and_what_instead(publish, give, clinic, reviewer):
    milia, acne = publish(), publish(slug="acne", title="Acne")
    handout = give(milia, acne)
    workflow.withdraw(milia.revision.document, by=reviewer, reason="It was wrong.", replacement=acne.revision.document)
    given = resolve(handout.short_code.code, clinic)
    gone, kept = given.parts
    assert isinstance(gone.now, Withdrawn) and gone.is_withdrawn and not kept.is_withdrawn
    assert (gone.now.reason, gone.now.replacement_url) == ("It was wrong.", "/conditions/acne/")
    assert not given.is_gone


def test_handout_is_gone_when_everything_in_it_was_withdrawn(publish, give, clinic, reviewer):
    milia = publish()
    handout = give(milia)
    workflow.withdraw(milia.revision.document, by=reviewer, reason="Old.")
    assert resolve(handout.short_code.code, clinic).is_gone


def test_withdrawal_that_was_put_right_is_told_as_safety(publish, give, clinic, reviewer):
    milia = publish()
    handout = give(milia)
    workflow.withdraw(milia.revision.document, by=reviewer, reason="A number was wrong.")
    publish(harmless="Yes. They fade. [@SP]", publishing={"change_note": "Number put right."})
    part = resolve(handout.short_code.code, clinic).parts[0]
    told = [(change.note, change.about_safety, change.was_withdrawal) for change in part.changes]
    assert told == [("A number was wrong.", True, True), ("Number put right.", False, False)]


def test_renamed_leaflet_is_found_at_its_new_address(publish, give, clinic, reviewer):
    milia = publish()
    handout = give(milia)
    workflow.rename(milia.revision.document, to="milk-spots", by=reviewer)
    part = resolve(handout.short_code.code, clinic).parts[0]
    assert (part.slug, part.now.url) == ("milk-spots", "/conditions/milk-spots/")


def test_sensitive_leaflet_makes_the_handout_sensitive(publish, give, clinic):
    assert resolve(give(publish(sensitive=True)).short_code.code, clinic).is_sensitive


@pytest.mark.parametrize("kind", ["condition", "treatment", "guide"])
def test_number_of_a_document_stands_for_its_current_page(kind, publish, clinic):
    document = publish(kind).revision.document
    assert resolve(document.short_code.code, clinic) == Current(document.short_code.code, Kind(kind), document.slug)


def test_pages_given_are_the_words_as_given_with_todays_numbers(publish, give):
    handout = give(publish(slug="acne", title="Acne"), publish())
    publish(harmless="Yes. They fade. [@SP]")
    acne, milia = pages_given(handout, Clinic(emergency_number="999"))
    assert (acne.leaflet.title, milia.leaflet.title, milia.number) == ("Acne", "Milia", 1)
    assert milia.leaflet.harmless.bare == "Yes. Milia are harmless."
    assert milia.leaflet.care_cards[0].heading == "Call 999 now if:"


def test_pages_given_stay_readable_after_a_withdrawal(publish, give, clinic, reviewer):
    milia = publish()
    handout = give(milia)
    workflow.withdraw(milia.revision.document, by=reviewer, reason="Old.")
    assert pages_given(handout, clinic)[0].leaflet.title == "Milia"


@pytest.mark.parametrize("parts", [1, 3, 8])
def test_handout_needs_four_queries_however_much_is_in_it(parts, publish, give, clinic, django_assert_num_queries):
    published = [publish(slug=f"extra-{number}", title=f"Extra {number}") for number in range(parts)]
    code = give(*published).short_code.code
    for number in range(3):
        publish(slug="extra-0", title="Extra 0", harmless=f"Yes {number}. [@SP]")
    with django_assert_num_queries(4):
        assert len(resolve(code, clinic).parts) == parts


@pytest.mark.parametrize("wrong", ["", "204081", "0240818", "abcdefg", "20408180", "\x00"])
def test_mistyped_number_asks_the_database_nothing(wrong, clinic, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(WrongNumber):
        resolve(wrong, clinic)


def test_sound_number_that_was_never_given_is_unknown(publish, clinic):
    publish()
    with pytest.raises(UnknownNumber):
        resolve(unused_code(), clinic)
