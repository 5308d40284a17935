"""Triggers for what a constraint cannot say, because it looks at another row.

They refuse raw SQL as well. ``append_only`` creates them beside its own.
"""

# name -> (table, verb, condition under which the write is refused, sentence). The SQL is that of both databases.
GUARDS = {
    "conditions_review_second_person": (
        "conditions_review",
        "INSERT",
        "NEW.decision = 'approved' AND EXISTS (SELECT 1 FROM conditions_revision AS version"
        " WHERE version.id = NEW.revision_id"
        " AND (NEW.reviewer_id = version.submitted_by_id OR NEW.reviewer_id = version.edited_by_id))",
        "nobody approves their own words",
    ),
    "conditions_publication_signed": (
        "conditions_publication",
        "INSERT",
        "NEW.basis = 'approved' AND NOT EXISTS (SELECT 1 FROM conditions_review AS review"
        " WHERE review.id = NEW.review_id AND review.revision_id = NEW.revision_id AND review.decision = 'approved')",
        "only an approval of exactly this version publishes it",
    ),
    "conditions_recordhead_forward": (
        "conditions_recordhead",
        "UPDATE",
        "NEW.length <> OLD.length + 1",
        "the record only grows",
    ),
    "conditions_recordhead_stays": ("conditions_recordhead", "DELETE", "1 = 1", "the record only grows"),
}


def create(vendor: str, name: str) -> list[str]:
    """The statements that create a guard."""
    table, verb, condition, sentence = GUARDS[name]
    if vendor == "postgresql":
        row = "OLD" if verb == "DELETE" else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$"
            f" BEGIN IF {condition} THEN RAISE EXCEPTION 'history is fixed: {sentence}'; END IF; RETURN {row}; END;"
            " $$ LANGUAGE plpgsql",
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()',
        ]
    return [
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH ROW WHEN {condition}'
        f" BEGIN SELECT RAISE(ABORT, 'history is fixed: {sentence}'); END"
    ]
