"""Every model is mutable or immutable on purpose, and no write path changes what is immutable."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from conditions.checks import history_is_guarded
from conditions.models import AppendOnly, Handout, HandoutPart, HistoryIsFixed, Revision
from conditions.models.append_only import drop_triggers, install_triggers, missing_triggers
from portal.staff.models import SignIn, What
from tests import builders

IMMUTABLE = {
    "Revision",
    "Review",
    "Publication",
    "Comment",
    "Event",
    "Handout",
    "HandoutPart",
    "ShortCode",
    "RevisionCode",
    "RevisionName",
    "SignIn",
}
MUTABLE = {
    "AdviceItem",
    "AffectedAge",
    "AffectedSite",
    "AlsoKnownAs",
    "CareCard",
    "Caution",
    "Citation",
    "ClearCount",
    "Clinic",
    "ClinicalCode",
    "Condition",
    "DrawingShown",
    "ExampleJourney",
    "Fact",
    "FormerAddress",
    "Guide",
    "LookAlike",
    "MissedWord",
    "Myth",
    "Opened",
    "Option",
    "OutcomeLeaflet",
    "Picture",
    "PlainWord",
    "Question",
    "RecordHead",
    "Reminder",
    "RevisionWords",
    "Role",
    "Section",
    "ShownFirst",
    "Source",
    "Step",
    "Synonym",
    "Treatment",
    "TreatmentOption",
    "Tries",
    "TypeOf",
    "WordExplained",
}
COLUMN = {
    "Revision": "digest",
    "Review": "comment",
    "Comment": "text",
    "Publication": "change_note",
    "Event": "sentence",
    "Handout": "language",
    "HandoutPart": "position",
    "ShortCode": "code",
    "RevisionCode": "code",
    "RevisionName": "name",
    "SignIn": "account",
}
ROWS = sorted(IMMUTABLE)
OURS = {model.__name__: model for app in ("conditions", "staff") for model in apps.get_app_config(app).get_models()}


def test_every_model_is_listed_as_mutable_or_immutable():
    assert set(OURS) == MUTABLE | IMMUTABLE


def test_immutable_models_are_append_only():
    assert {model.__name__ for model in apps.get_models() if issubclass(model, AppendOnly)} == IMMUTABLE


@pytest.fixture
def record(published_condition, author, reviewer) -> dict[str, models.Model]:
    """One row of each table of the record."""
    handout = Handout.objects.create(language="en", made_by=author)
    HandoutPart.objects.create(handout=handout, position=1, revision=published_condition.revision)
    builders.commented(published_condition.revision.document, author=author, reviewer=reviewer)
    SignIn.objects.create(account="ann", what=What.OUT)
    return {name: OURS[name].objects.first() for name in IMMUTABLE}


@pytest.mark.parametrize("name", ROWS)
def test_save_and_delete_are_refused_by_the_model(name, record):
    row = record[name]
    for attempt in (row.save, row.delete):
        with pytest.raises(HistoryIsFixed):
            attempt()


@pytest.mark.parametrize("name", ROWS)
def test_queryset_writes_are_refused_by_the_model(name, record):
    rows = type(record[name]).objects.all()
    for attempt in (
        rows.delete,
        lambda: rows.update(**{COLUMN[name]: "7"}),
        lambda: rows.bulk_update([record[name]], [COLUMN[name]]),
    ):
        with pytest.raises(HistoryIsFixed):
            attempt()


def bare(model: type[models.Model]) -> models.QuerySet:
    """A queryset that knows nothing of our refusals."""
    return models.QuerySet(model)


PATHS = {
    "a bare queryset's update": lambda row, column: bare(type(row)).filter(pk=row.pk).update(**{column: "7"}),
    "a bare queryset's delete": lambda row, column: bare(type(row)).filter(pk=row.pk)._raw_delete("default"),
    "save_base": lambda row, column: models.Model.save_base(row, force_update=True),
    "the model's own delete": lambda row, column: models.Model.delete(row),
    "SQL update": lambda row, column: connection.cursor().execute(
        f'UPDATE {row._meta.db_table} SET "{column}" = %s WHERE id = %s', ["7", row.pk]
    ),
    "SQL delete": lambda row, column: connection.cursor().execute(
        f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk]
    ),
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ROWS)
def test_whatever_gets_past_the_model_is_refused_by_the_database(name, path, record):
    row = record[name]
    before = bare(type(row)).filter(pk=row.pk).values().get()
    with pytest.raises(DatabaseError), transaction.atomic():
        PATHS[path](row, COLUMN[name])
    assert bare(type(row)).filter(pk=row.pk).values().get() == before


@pytest.mark.django_db
def test_triggers_are_there_and_the_check_says_when_they_are_not():
    assert missing_triggers(connection) == []
    assert history_is_guarded(None, databases=["default"]) == []
    drop_triggers(connection)
    [error] = history_is_guarded(None, databases=["default"])
    assert error.id == "conditions.E001"
    assert "conditions_revision_no_update" in error.msg
    install_triggers(connection)
    assert missing_triggers(connection) == []


def test_verify_history_finds_a_version_that_was_changed_behind_our_back(published_condition, capsys):
    call_command("verify_history")
    assert capsys.readouterr().out.startswith("All is as it was written: versions 1, decisions 1,")
    drop_triggers(connection)
    revision = published_condition.revision
    bare(Revision).filter(pk=revision.pk).update(content={**revision.content, "title": "Pop it"})
    with pytest.raises(CommandError, match="Changed after it was frozen: Pop it, version 1"):
        call_command("verify_history")


def replaced(row: models.Model) -> None:
    """INSERT OR REPLACE takes the old row away without a DELETE."""
    table, columns = row._meta.db_table, [field.column for field in row._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    connection.cursor().execute(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize("name", ROWS)
def test_replacing_a_row_is_refused_by_sqlite(name, record):
    with pytest.raises(DatabaseError, match="history is fixed"), transaction.atomic():
        replaced(record[name])


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize("name", ROWS)
def test_truncate_is_refused_by_postgresql(name, record):
    connection.check_constraints()  # those that wait for the end of the transaction would refuse first
    with pytest.raises(DatabaseError, match="history is fixed"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {record[name]._meta.db_table} CASCADE")
