"""Who may open and who may send what at the desk: one row for every address that the admin has.

A row is missing or too many: ``test_access`` fails. Left out of a set means refused: 403, 404 or the way to the log-in.
"""

from typing import NamedTuple

ANYBODY, OUTSIDER, NO_ROLE = "anybody", "outsider", "no role"
AUTHOR, REVIEWER, LEAD, AUDITOR, ADMINISTRATOR = "author", "reviewer", "lead", "auditor", "administrator"

NOBODY: frozenset[str] = frozenset()
ADMINISTRATORS = frozenset({ADMINISTRATOR})
LEADS = ADMINISTRATORS | {LEAD}
REVIEWERS = LEADS | {REVIEWER}
WRITERS = REVIEWERS | {AUTHOR}
AUDITORS = REVIEWERS | {AUDITOR}
AUDITING = ADMINISTRATORS | {AUDITOR}
READERS = WRITERS | {AUDITOR}
STAFF = READERS | {NO_ROLE}
EVERYBODY = STAFF | {OUTSIDER, ANYBODY}


class May(NamedTuple):
    open: frozenset[str]
    send: frozenset[str]


ONLY_READ = May(READERS, NOBODY)
ONLY_AUDIT = May(AUDITORS, NOBODY)
# Pages that take no POST of their own show the same page to whoever may see it.
PAGE = May(READERS, READERS)
PAGE_OF_ONES_OWN = May(STAFF, STAFF)
STEP_OF_WRITER, STEP_OF_REVIEWER, STEP_OF_LEAD = May(WRITERS, WRITERS), May(REVIEWERS, REVIEWERS), May(LEADS, LEADS)

DOCUMENT = {
    "changelist": PAGE,
    "add": May(WRITERS, WRITERS),
    "change": May(READERS, WRITERS),
    "delete": May(WRITERS, WRITERS),
    "submit": STEP_OF_WRITER,
    "review": STEP_OF_REVIEWER,
    "reviewed": STEP_OF_REVIEWER,
    "comments": May(READERS, WRITERS),
    "open": May(WRITERS, WRITERS),
    "publish": STEP_OF_REVIEWER,
    "emergency": STEP_OF_LEAD,
    "withdraw": STEP_OF_REVIEWER,
    "cancel": STEP_OF_REVIEWER,
    "restore": STEP_OF_WRITER,
    "rename": STEP_OF_REVIEWER,
    "preview": PAGE,
    "version": PAGE,
    "history": PAGE,
    "then": PAGE,
    "links": PAGE,
    "give": PAGE,  # leads to the page that gives, which has a row of its own
}
LEAFLET = {
    **DOCUMENT,
    "picture_links": PAGE,
    "words": May(WRITERS, WRITERS),
    "shown": May(WRITERS, WRITERS),
    "add_words": May(WRITERS, WRITERS),
    "add_shown": May(WRITERS, WRITERS),
}
GUIDE = {**DOCUMENT, "screen": PAGE, "paths": PAGE, "keep": May(WRITERS, WRITERS), "move": May(WRITERS, WRITERS)}
KEPT = {
    "changelist": PAGE,
    "add": May(NOBODY, NOBODY),
    "change": ONLY_READ,
    "delete": May(NOBODY, NOBODY),
    "history": PAGE,
}
RECORD = {name: May(may.open & AUDITORS, may.send & AUDITORS) for name, may in KEPT.items()}
LIST = {
    "changelist": PAGE,
    "add": May(WRITERS, WRITERS),
    "change": May(READERS, WRITERS),
    "delete": May(WRITERS, WRITERS),
    "history": PAGE,
}

MODELS = {
    "conditions_condition": LEAFLET,
    "conditions_treatment": LEAFLET,
    "conditions_guide": GUIDE,
    "conditions_step": LIST,
    "conditions_source": {**LIST, "statements": PAGE, "mark": May(WRITERS, WRITERS)},
    "conditions_plainword": LIST,
    "conditions_synonym": LIST,
    "conditions_shownfirst": LIST,
    "conditions_missedword": KEPT,
    "conditions_handout": {**KEPT, "give": May(WRITERS, WRITERS)},
    "conditions_revision": RECORD,
    "conditions_review": RECORD,
    "conditions_publication": RECORD,
    "conditions_event": RECORD,
    "conditions_role": RECORD,
    "conditions_clinic": {**KEPT, "change": May(READERS, LEADS)},
    "auth_user": {
        **{name: May(ADMINISTRATORS, ADMINISTRATORS) for name in ("changelist", "add", "change", "delete", "history")},
        "password_change": May(ADMINISTRATORS, ADMINISTRATORS),
        "second_step": May(ADMINISTRATORS, ADMINISTRATORS),
    },
    "staff_signin": {name: May(may.open & AUDITING, may.send & AUDITING) for name, may in KEPT.items()},
}
ACCESS = {f"{model}_{page}": may for model, pages in MODELS.items() for page, may in pages.items()} | {
    "index": May(STAFF, STAFF),
    "login": May(EVERYBODY, EVERYBODY),
    "logout": May(EVERYBODY, EVERYBODY),
    "password_change": May(STAFF, STAFF),
    "password_change_done": May(STAFF, STAFF),
    "jsi18n": May(STAFF, STAFF),
    "app_list": May(READERS, READERS),
    "autocomplete": May(
        NOBODY, STAFF
    ),  # without a field, and by POST not at all (405); with one: test_suggestions_are_for_readers
    "view_on_site": May(STAFF, STAFF),
}

# Signing in. Each person changes only what is their own; tests/portal/staff tells who may go on to what.
ACCESS |= {
    "account_login": May(EVERYBODY, EVERYBODY),
    "account_logout": May(EVERYBODY, NOBODY),  # leads everybody back to the log-in
    "account_change_password": PAGE_OF_ONES_OWN,
    "account_session": May(STAFF, STAFF),
    "account_sign_out_everywhere": May(STAFF, STAFF),
    "account_reauthenticate": May(NOBODY, NOBODY),  # for who has a password
    "mfa_reauthenticate": May(NOBODY, NOBODY),  # for who has a code
    "mfa_reauthenticate_webauthn": May(NOBODY, NOBODY),  # for who has a passkey
    "mfa_authenticate": May(STAFF, STAFF),  # signed in already, so they are led on
    "mfa_login_webauthn": May(STAFF, STAFF),
    "mfa_index": PAGE_OF_ONES_OWN,
    "mfa_list_webauthn": PAGE_OF_ONES_OWN,
    "mfa_add_webauthn": PAGE_OF_ONES_OWN,
    "mfa_remove_webauthn": May(NOBODY, NOBODY),  # for whose it is
    "mfa_activate_totp": PAGE_OF_ONES_OWN,
    "mfa_deactivate_totp": May(NOBODY, NOBODY),  # for who has a code
    "mfa_view_recovery_codes": May(NOBODY, STAFF),  # for who has some; nobody sends it (405)
    "mfa_generate_recovery_codes": PAGE_OF_ONES_OWN,
}
