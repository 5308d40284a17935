"""Who did what to a document, in sentences: the record, and between its entries who saved the draft."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from conditions.models import Event, Governed


@dataclass(frozen=True)
class Entry:
    """``is_recorded`` says whether it is in the chain of the record; a saved draft is only in the desk's own log."""

    at: datetime
    sentence: str
    is_recorded: bool


def timeline(document: Governed) -> list[Entry]:
    """The newest first, in three queries."""
    names = [document.slug, *document.former_addresses.values_list("slug", flat=True)]
    events = Event.objects.filter(kind=document.kind, slug__in=names)
    told = [Entry(event.at, event.sentence, True) for event in events]
    told += [Entry(entry.action_time, _saved(entry), False) for entry in _saves(document)]
    return sorted(told, key=lambda entry: entry.at, reverse=True)


def _saves(document: Governed) -> list[LogEntry]:
    kind = ContentType.objects.get_for_model(document)
    saves = LogEntry.objects.filter(content_type=kind, object_id=str(document.pk), action_flag=CHANGE)
    return list(saves.select_related("user"))


def _saved(entry: LogEntry) -> str:
    told = entry.get_change_message()
    return f"{entry.user.get_username()} saved the draft. {told}".strip()
