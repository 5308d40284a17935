"""The smallest useful set of roles, and what each may do. Made after every migrate; a clinic may add to them."""

from django.apps import apps
from django.contrib.auth.management import create_permissions

AUTHOR, REVIEWER, LEAD, AUDITOR = "Author", "Clinical reviewer", "Clinic lead", "Auditor"

_DRAFT_MODELS = (
    "condition",
    "treatment",
    "section",
    "carecard",
    "adviceitem",
    "alsoknownas",
    "question",
    "typeof",
    "fact",
    "myth",
    "lookalike",
    "treatmentoption",
    "clinicalcode",
    "affectedsite",
    "affectedage",
    "caution",
    "citation",
    "source",
    "picture",
    "wordexplained",
    "drawingshown",
    "guide",
    "step",
    "option",
    "outcomeleaflet",
    "examplejourney",
    "plainword",
    "synonym",
    "shownfirst",
)
_READ = (
    *(f"view_{model}" for model in _DRAFT_MODELS),
    "view_revision",
    "view_clinic",
    "view_handout",
    "view_shortcode",
    "view_missedword",
)
# The lists of everything that was ever sent, decided and published; the history of one document needs none of these.
_RECORD = ("view_review", "view_publication", "view_event", "view_role")
_GIVE = ("add_handout",)
_WRITE = tuple(f"{verb}_{model}" for model in _DRAFT_MODELS for verb in ("add", "change", "delete"))
_REVIEW = ("review_revision", "publish_revision", "withdraw_revision")

ROLES: dict[str, tuple[str, ...]] = {
    AUTHOR: (*_READ, *_WRITE, *_GIVE, "submit_revision"),
    REVIEWER: (*_READ, *_RECORD, *_WRITE, *_GIVE, "submit_revision", *_REVIEW),
    LEAD: (*_READ, *_RECORD, *_WRITE, *_GIVE, "submit_revision", *_REVIEW, "break_glass_revision", "change_clinic"),
    AUDITOR: (*_READ, *_RECORD),
}
IN_WORDS = {
    AUTHOR: "Writes drafts, sends them for review, and gives leaflets to patients.",
    REVIEWER: "Does all that an author does. Also reads, approves, publishes and withdraws what others wrote; "
    "never approves their own words.",
    LEAD: "Does all that a reviewer does. Also publishes in an emergency, and changes the clinic's name and numbers.",
    AUDITOR: "Reads everything, the whole record included, and changes nothing.",
}


def ensure_roles(using: str) -> None:
    """Create the roles that are missing and give each its permissions; never takes one away."""
    groups = apps.get_model("auth", "Group").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    create_permissions(apps.get_app_config("conditions"), verbosity=0, using=using)
    for name, codenames in ROLES.items():
        group = groups.get_or_create(name=name)[0]
        held = set(group.permissions.values_list("codename", flat=True))
        missing = permissions.filter(content_type__app_label="conditions", codename__in=set(codenames) - held)
        group.permissions.add(*missing)
