"""The words: every closed list that code, screens and documents share. A leaf: it imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The three documents. The value is the name of the model and of the folder in a pack."""

    CONDITION = "condition", _("Condition")
    TREATMENT = "treatment", _("Treatment")
    GUIDE = "guide", _("Guide")


class Urgency(TextChoices):
    """How soon to get help, most urgent first: the order in which care cards must stand."""

    EMERGENCY = "emergency", _("Emergency: act now")
    SAME_DAY = "same_day", _("Urgent: today")
    SOON = "soon", _("Soon: within a week")
    ROUTINE = "routine", _("Not urgent")
    SELF_CARE = "self_care", _("Self-care or pharmacy")


URGENCY_ORDER = list(Urgency.values)
RED_FLAG_URGENCIES = frozenset({Urgency.EMERGENCY.value, Urgency.SAME_DAY.value})


class StepKind(TextChoices):
    """A step of a guide asks, or tells where the answers led."""

    QUESTION = "question", _("Question")
    OUTCOME = "outcome", _("Outcome")


class QuestionRole(TextChoices):
    """What a question of a guide is for."""

    ORDINARY = "ordinary", _("An ordinary question")
    DANGER_SIGN = "danger_sign", _("A danger sign: asked before anything that is not urgent")
    SORTS = "sorts", _("Sorts people: behind each answer come danger signs of its own")


class Handling(TextChoices):
    """May the reader touch it? The rating of the don't-pop callout."""

    NEVER_POP = "never_pop", _("Never pop it")
    LEAVE_ALONE = "leave_alone", _("Leave it alone")
    CLINICIAN_ONLY = "clinician_only", _("Only a clinician may open it")
    FINE_TO_TOUCH = "fine_to_touch", _("Fine to touch")


class SectionKind(TextChoices):
    """What a section of a leaflet is about."""

    WHAT_IT_IS = "what_it_is", _("What it is")
    LOOK_AND_FEEL = "look_and_feel", _("What it looks and feels like")
    SKIN_TONES = "skin_tones", _("On brown and black skin")
    WHO_GETS_IT = "who_gets_it", _("Who gets it")
    WHERE_ON_BODY = "where_on_body", _("Where it appears")
    CAUSES = "causes", _("Causes")
    CATCHING = "catching", _("Can you catch it")
    TESTS = "tests", _("Tests")
    SELF_CARE = "self_care", _("What you can do")
    HOW_IT_IS_DONE = "how_it_is_done", _("How it is done")
    SIDE_EFFECTS = "side_effects", _("Side effects")
    PREVENTION = "prevention", _("Prevention")
    OUTLOOK = "outlook", _("What happens next")
    SPECIAL_GROUPS = "special_groups", _("Pregnancy, babies and other groups")
    FEELINGS = "feelings", _("How you may feel")


class Attribute(TextChoices):
    """One row of the look-alike table. Safety first: the order is the order in which a reader sees them."""

    TOUCH = "touch", _("May I touch or pop it?")
    LOOK = "look", _("How it looks")
    SKIN_TONES = "skin_tones", _("How it looks on brown and black skin")
    FEEL = "feel", _("How it feels")
    CONTENTS = "contents", _("What is inside")
    WHERE = "where", _("Where it appears")
    CAUSE = "cause", _("What causes it")
    WHO = "who", _("Who gets it")
    CATCHING = "catching", _("Can you catch it?")
    SEXUAL = "sexual", _("Is it passed on by sex?")
    DURATION = "duration", _("How long it lasts")
    ASK = "ask", _("Who to ask")


ANSWERED_YES_OR_NO = frozenset({Attribute.TOUCH, Attribute.CATCHING, Attribute.SEXUAL})


class BodySite(TextChoices):
    """A place on the body with an address of its own, ``/body/<site>/``."""

    FACE = "face", _("Face")
    EYELIDS = "eyelids", _("Eyelids and around the eyes")
    LIPS = "lips", _("Lips")
    MOUTH = "mouth", _("Inside the mouth")
    SCALP = "scalp", _("Scalp")
    CHEST_BACK = "chest-back", _("Chest, back and shoulders")
    ARMS_LEGS = "arms-legs", _("Arms and legs")
    HANDS_FEET = "hands-feet", _("Hands and feet")
    GENITALS = "genitals", _("Genitals and bottom")


class AgeGroup(TextChoices):
    NEWBORN = "newborn", _("Newborn babies")
    CHILD = "child", _("Children")
    TEENAGER = "teenager", _("Teenagers")
    ADULT = "adult", _("Adults")
    OLDER_ADULT = "older_adult", _("Older adults")


class Advised(TextChoices):
    """Whether a treatment is right for a condition."""

    ADVISED = "advised", _("Can help")
    OPTIONAL = "optional", _("A choice for some people")
    AVOID = "avoid", _("To avoid")


class Setting(TextChoices):
    """Who may carry a treatment out."""

    SELF_CARE = "self_care", _("You, at home")
    PHARMACY = "pharmacy", _("You, with a pharmacist's advice")
    CLINICIAN = "clinician", _("A doctor or nurse")
    SPECIALIST = "specialist", _("A specialist")
    NOBODY = "nobody", _("Nobody: avoid it")


class Evidence(TextChoices):
    """How well a treatment is shown to work."""

    STRONG = "strong", _("Well shown to work")
    SOME = "some", _("Some evidence that it works")
    WEAK = "weak", _("Weak evidence")
    NONE = "none", _("Not shown to work")
    HARMFUL = "harmful", _("Can harm you")


class Verdict(TextChoices):
    """What is wrong with a myth."""

    HARMFUL = "harmful", _("This can harm you")
    DOES_NOT_WORK = "does_not_work", _("This is not true, or does not work")
    NOT_SHOWN = "not_shown", _("This has not been shown")


class HowRead(TextChoices):
    """How we read a source. Never upgraded: a summary is not a page."""

    PAGE = "page", _("The publisher's own page")
    COPY = "copy", _("The publisher's text, read on another site")
    ABSTRACT = "abstract", _("The abstract only")
    SUMMARY = "summary", _("A summary by somebody else")


class Standing(TextChoices):
    """What has become of a source since we read it."""

    CURRENT = "current", _("As we read it")
    CHANGED = "changed", _("Changed since we read it")
    RETRACTED = "retracted", _("Retracted: it must not be relied on")


class Reached(TextChoices):
    """What came back when the address of a source was asked."""

    ANSWERS = "answers", _("It answers")
    MOVED = "moved", _("It has moved to another address")
    UNCLEAR = "unclear", _("It does not let a program look: open it yourself")
    GONE = "gone", _("The page is gone")
    SILENT = "silent", _("It could not be reached")
    NOT_ASKED = "not_asked", _("It was not asked: the address is not one of the public web")


class SkinTone(TextChoices):
    """The skin tone that a picture shows (NHS digital service manual, inclusive content: skin symptoms)."""

    WHITE = "white", _("White skin")
    LIGHT_BROWN = "light_brown", _("Light brown skin")
    MEDIUM_BROWN = "medium_brown", _("Medium brown skin")
    DARK_BROWN = "dark_brown", _("Dark brown skin")
    SEVERAL = "several", _("Several skin tones")
    NOT_SHOWN = "not_shown", _("No skin is shown")


class Drawing(TextChoices):
    """Our own illustrations. Each shows white skin and brown skin."""

    TRAPPED_KERATIN = "trapped-keratin", _("A bead of keratin trapped under the skin, and what squeezing does")
    OIL_GLAND = "oil-gland", _("An oil gland near the surface")
    BLOCKED_PORE = "blocked-pore", _("A blocked pore, and what squeezing does")
    BLISTER = "blister", _("A blister with fluid that carries virus, and what bursting it does")
    WHERE_FACE = "where-face", _("Where it appears on the face")
    WHERE_LIPS = "where-lips", _("Where it appears on the lips")
    WHERE_EYELIDS = "where-eyelids", _("Where it appears around the eyes")
    WHERE_BODY = "where-body", _("Where it appears on the body")
    WHERE_GENITALS = "where-genitals", _("Where it appears on the genitals")
    WHERE_NEWBORN = "where-newborn", _("Where it appears on a newborn baby")

    @property
    def file(self) -> str:
        """Its name among the static files."""
        return f"img/drawings/{self.value}.svg"


MAPS = frozenset(drawing for drawing in Drawing if drawing.startswith("where-"))
SENSITIVE_DRAWINGS = frozenset({Drawing.WHERE_GENITALS})
DRAWING_SIZE = (390, 260)  # pixels, width and height of every drawing


class CodeSystem(TextChoices):
    ICD10CM = "icd10cm", "ICD-10-CM"
    SNOMED = "snomed", "SNOMED CT"
    ICD9CM = "icd9cm", "ICD-9-CM"
    ICD11 = "icd11", "ICD-11 (foundation)"
    MESH = "mesh", "MeSH"


class CodeStatus(TextChoices):
    VERIFIED = "verified", _("Checked against the code system")
    TO_CONFIRM = "to_confirm", _("To confirm: not used for matching")


class Paper(TextChoices):
    """The size of the clinic's paper."""

    A4 = "a4", "A4"
    LETTER = "letter", "US Letter"


class Print(TextChoices):
    """How large a handout is printed."""

    STANDARD = "standard", _("Standard print")
    LARGE = "large", _("Large print (18 point)")


class Clear(TextChoices):
    """What a reader can answer to “Was this clear?”."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Decision(TextChoices):
    """What a reviewer said of a revision."""

    APPROVED = "approved", _("Approved")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")


class Basis(TextChoices):
    """By what right a revision went live, or left."""

    APPROVED = "approved", _("Approved by a second person")
    SAMPLE = "sample", _("Sample content, not yet reviewed by this clinic")
    BREAK_GLASS = "break_glass", _("Published in an emergency, waiting for a second person")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class State(TextChoices):
    """Where a revision stands. Always derived from reviews and publications, never stored."""

    IN_REVIEW = "in_review", _("Waiting for review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved, not yet published")
    SCHEDULED = "scheduled", _("Goes live later")
    LIVE = "live", _("Live")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    WITHDRAWN = "withdrawn", _("Withdrawn")


DOCUMENT_SCHEMA = 1
SOURCE_LANGUAGE = "en"
