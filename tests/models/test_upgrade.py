"""An older release's record is chained by the migration: its events in their order, each with what it wrote."""

import pytest
from django.core.management import call_command

from conditions.models import Event, RecordHead
from conditions.publishing import workflow
from conditions.publishing.verify import verify
from tests import builders


@pytest.mark.django_db(transaction=True)
def test_events_of_an_older_release_are_chained_and_seal_what_they_wrote(author, reviewer):
    live = builders.published(builders.make_condition(author), author=author, reviewer=reviewer)
    workflow.rename(live.revision.document, to="milk-spots", by=reviewer)
    live.revision.document.refresh_from_db()
    workflow.withdraw(live.revision.document, by=reviewer, reason="Out of date.")
    before = Event.objects.order_by("pk").values_list("seal", "digest")
    chained = list(before)
    call_command("migrate", "conditions", "0004", verbosity=0)
    call_command("migrate", "conditions", verbosity=0)
    assert list(before.all()) == chained
    assert RecordHead.objects.get().length == 5
    assert verify().head == chained[-1][1]
