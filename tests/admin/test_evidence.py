"""The evidence register: what rests on a source, and what follows when it changed or was retracted."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conditions.content.statements import statements
from conditions.models import Event, Source
from conditions.publishing import evidence, workflow
from conditions.publishing.errors import Blocked, NotAllowed, NotReady
from conditions.publishing.verify import verify
from tests import builders


@pytest.fixture
def source(published_condition) -> Source:
    return Source.objects.get(key="SP")


def retract(source: Source, by) -> Source:
    return evidence.mark(source, standing="retracted", note="By the journal in March.", by=by)


def test_statement_is_the_sentence_right_before_the_citation():
    words = "Milia are common. They are [harmless](/x/). [@SP; @BB] Wash gently.\n\n- Do not **pick**. [@BB]\n"
    assert statements(words, "SP") == ["They are harmless."]
    assert statements(words, "BB") == ["They are harmless.", "Do not pick."]
    assert statements(words, "B") == statements("[@SP]", "SP") == []


def test_every_sentence_that_rests_on_a_source_is_told_in_draft_and_live(source):
    document = source.citations.get().condition
    document.summary = "Milia are small. [@SP]"
    document.save()
    [found] = evidence.relying_on(source, timezone.now())
    told = {statement.sentence: (statement.place, statement.where) for statement in found.statements}
    assert told["Milia are small."] == ("What it is, in one sentence", "only in the draft")
    assert told["Milia are tiny, hard, white bumps under the skin."] == ("What it is", "live")
    assert told["Milia are beads of keratin."] == ("Section “What milia are”", "draft and live")
    assert told["It scratches the skin."][1] == "draft and live"


def test_document_that_only_lists_a_source_is_told_too(source, make_condition):
    other = Source.objects.create(key="BB", title="Book", url="https://example.org/", how_read="page")
    listed = make_condition(slug="acne", title="Acne")
    listed.citation_rows.create(source=other)
    [found] = evidence.relying_on(other, timezone.now())
    assert (found.document, found.statements) == (listed, [])


def test_mark_is_on_the_record_with_who_when_and_why(source, reviewer):
    marked = retract(source, reviewer)
    assert (marked.standing, marked.standing_by) == ("retracted", reviewer)
    event = Event.objects.order_by("pk").last()
    assert event.sentence == (
        "rob marked the source SP as “Retracted: it must not be relied on”: By the journal in March."
    )
    verify()


def test_mark_without_a_word_or_without_a_change_or_by_nobody_who_may_is_refused(source, reviewer, auditor):
    with pytest.raises(NotReady, match="Say what happened to it"):
        evidence.mark(source, standing="changed", note=" ", by=reviewer)
    with pytest.raises(NotAllowed):
        retract(source, auditor)
    retract(source, reviewer)
    with pytest.raises(NotReady, match="marked so already"):
        retract(source, reviewer)


def test_retracted_source_stops_a_draft_from_being_sent(source, make_condition, author, reviewer):
    retract(source, reviewer)
    with pytest.raises(Blocked, match="Source “SP”: It was retracted"):
        workflow.submit(make_condition(slug="acne", title="Acne"), by=author)


def test_retracted_source_stops_an_approved_version_from_being_published(make_condition, author, reviewer):
    revision = builders.approved(make_condition(), author=author, reviewer=reviewer)
    retract(Source.objects.get(key="SP"), reviewer)
    with pytest.raises(Blocked, match="It was retracted"):
        workflow.publish(revision, by=reviewer, change_note="New.")


def test_changed_source_stops_nothing(source, make_condition, author, reviewer):
    evidence.mark(source, standing="changed", note="A new edition.", by=reviewer)
    assert workflow.submit(make_condition(slug="acne", title="Acne"), by=author).number == 1


def test_documents_of_a_source_in_doubt_need_attention_until_they_no_longer_rely_on_it(source, reviewer):
    assert evidence.needing_attention() == []
    retract(source, reviewer)
    document = source.citations.get().condition
    [doubt] = evidence.needing_attention()
    assert (doubt.drafts, doubt.live, doubt.documents) == ([document], [document], [document])
    document.citation_rows.all().delete()
    [doubt] = evidence.needing_attention()
    assert (doubt.drafts, doubt.live) == ([], [document])
    workflow.withdraw(document, by=reviewer, reason="Its source was retracted.")
    assert evidence.needing_attention() == []


def test_queries_do_not_grow_with_the_number_of_documents(source, make_condition, author, reviewer):
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as attention:
            evidence.needing_attention()
        with CaptureQueriesContext(connection) as relying:
            evidence.relying_on(source, timezone.now())
        return len(attention), len(relying)

    evidence.mark(source, standing="changed", note="A new edition.", by=reviewer)
    few = asked()
    for number in range(6):
        builders.published(make_condition(slug=f"bump-{number}", title="Bump"), author=author, reviewer=reviewer)
    assert asked() == few


def test_desk_marks_a_source_and_shows_what_rests_on_it(source, sign_in, reviewer):
    desk, address = sign_in(reviewer), f"/admin/conditions/source/{source.pk}"
    assert "What rests on it" in desk.get(f"{address}/change/").content.decode()
    refused = desk.post(f"{address}/mark/", {"standing": "retracted", "note": ""})
    assert refused.status_code == 409 and "Say what happened to it" in refused.content.decode()
    assert desk.post(f"{address}/mark/", {"standing": "nonsense"}).status_code == 422
    done = desk.post(f"{address}/mark/", {"standing": "retracted", "note": "By the journal."}, follow=True)
    told = done.content.decode()
    assert done.status_code == 200 and "Milia are beads of keratin." in told and "marked the source SP" in told
    listed = desk.get("/admin/conditions/source/").content.decode()
    assert "Sources that are no longer as we read them" in listed and "Milia" in listed


def test_auditor_reads_the_register_and_cannot_mark(source, sign_in, auditor):
    desk, address = sign_in(auditor), f"/admin/conditions/source/{source.pk}"
    assert desk.get(f"{address}/statements/").status_code == 200
    assert desk.get(f"{address}/mark/").status_code == desk.post(f"{address}/mark/", {}).status_code == 403
    assert "It has changed, or was retracted" not in desk.get(f"{address}/change/").content.decode()


def test_sources_that_nobody_opened_for_a_year_are_listed(source, sign_in, author):
    today = timezone.localdate()
    for key, days in {"OLD": 366, "NEW": 364}.items():
        Source.objects.create(
            key=key, title=key, url="https://example.org/", how_read="page", read_on=today - timedelta(days=days)
        )
    listed = sign_in(author).get("/admin/conditions/source/", {"opened": "old"})
    assert {row.key for row in listed.context["cl"].result_list} == {"OLD", "SP"}
    assert "2 sources not opened for a year" in listed.content.decode()


def test_public_page_of_sources_says_plainly_what_was_retracted(source, client, reviewer):
    assert "Retracted" not in client.get("/sources/").content.decode()
    retract(source, reviewer)
    cache.clear()
    told = client.get("/sources/").content.decode()
    assert "<strong>Retracted.</strong> By the journal in March." in told


def test_source_that_live_words_rely_on_is_kept(source, sign_in, author):
    source.citations.all().delete()
    sign_in(author).post(f"/admin/conditions/source/{source.pk}/delete/", {"post": "yes"})
    assert Source.objects.filter(pk=source.pk).exists()
