"""The starter outline: what every leaflet needs, and the prompt that helps to write each part.

A prompt is help beside a field. It is never put into the field, and a blocker refuses a text that still holds one.
"""

from dataclasses import dataclass

from conditions.vocabulary import Attribute, Kind, SectionKind, Urgency


@dataclass(frozen=True)
class Part:
    """A section of the outline: its heading, and the prompt beside its words."""

    kind: SectionKind
    heading: str


@dataclass(frozen=True)
class Card:
    urgency: Urgency
    heading: str


SECTION_PROMPTS: dict[str, str] = {
    SectionKind.WHAT_IT_IS: "Say what it is in two or three short sentences. Plain name first, medical name second.",
    SectionKind.LOOK_AND_FEEL: "Say its size, shape, number, texture and place. Say how it feels. Say the colour last.",
    SectionKind.SKIN_TONES: "Say how it looks on white, brown and black skin, and how it feels to touch.",
    SectionKind.WHO_GETS_IT: "Say who gets it, with plain numbers: 4 in every 10 babies.",
    SectionKind.WHERE_ON_BODY: "Name the places on the body, the most common one first.",
    SectionKind.CAUSES: "Say what causes it and, if people blame themselves, what does not.",
    SectionKind.CATCHING: "Say yes or no in the first word. Then say how it is passed on, or why it is not.",
    SectionKind.TESTS: "Say how a nurse or doctor finds out what it is, and which tests are not needed.",
    SectionKind.SELF_CARE: "Say what the reader can do at home, the first thing first. One action in each sentence.",
    SectionKind.HOW_IT_IS_DONE: "Say what happens, step by step: before, during and after.",
    SectionKind.SIDE_EFFECTS: "Say what can go wrong, how often, and what the reader does then.",
    SectionKind.PREVENTION: "Say what makes it less likely to come or to come back.",
    SectionKind.OUTLOOK: "Say how long it usually lasts, and what tells the reader that it is getting better.",
    SectionKind.SPECIAL_GROUPS: "Say what is different in pregnancy, for babies and for other groups.",
    SectionKind.FEELINGS: "Say kindly how people may feel, and where they find support.",
}
CARD_PROMPTS: dict[str, str] = {
    Urgency.EMERGENCY: "List the signs that need help now. One sign on each line, as the reader would notice it.",
    Urgency.SAME_DAY: "List the signs that need help today. One sign on each line.",
    Urgency.SOON: "List the signs that a nurse or doctor needs to see within a week. One sign on each line.",
    Urgency.ROUTINE: "List the reasons to book a visit that is not urgent. One reason on each line.",
    Urgency.SELF_CARE: "List what a pharmacist can help with. One thing on each line.",
}
FACT_PROMPTS: dict[str, str] = {
    Attribute.TOUCH: "Say yes or no in the first word, then why.",
    Attribute.LOOK: "Say its size, shape and number in one sentence.",
    Attribute.SKIN_TONES: "Say how it looks on brown and on black skin.",
    Attribute.FEEL: "Say if it hurts, itches or feels like nothing.",
    Attribute.CONTENTS: "Say what is inside it, in plain words.",
    Attribute.WHERE: "Name the usual places, the most common one first.",
    Attribute.CAUSE: "Say the cause in one sentence.",
    Attribute.WHO: "Say who gets it most often.",
    Attribute.CATCHING: "Answer yes or no in the first word.",
    Attribute.SEXUAL: "Answer yes or no in the first word, without blame.",
    Attribute.DURATION: "Say how long it lasts, with a number and a unit.",
    Attribute.ASK: "Name one person or place to ask.",
}

_OPENING = Part(SectionKind.WHAT_IT_IS, "What it is")
SECTIONS: dict[str, tuple[Part, ...]] = {
    Kind.CONDITION: (
        _OPENING,
        Part(SectionKind.LOOK_AND_FEEL, "What it looks and feels like"),
        Part(SectionKind.SKIN_TONES, "How it looks on brown and black skin"),
        Part(SectionKind.WHO_GETS_IT, "Who gets it"),
        Part(SectionKind.CAUSES, "What causes it"),
        Part(SectionKind.TESTS, "How we find out what it is"),
        Part(SectionKind.SELF_CARE, "What you can do"),
        Part(SectionKind.OUTLOOK, "What happens next"),
        Part(SectionKind.SPECIAL_GROUPS, "Pregnancy, babies and other groups"),
        Part(SectionKind.FEELINGS, "How you may feel"),
    ),
    Kind.TREATMENT: (
        _OPENING,
        Part(SectionKind.HOW_IT_IS_DONE, "How it is done"),
        Part(SectionKind.SIDE_EFFECTS, "Side effects"),
        Part(SectionKind.SELF_CARE, "What you can do"),
        Part(SectionKind.OUTLOOK, "What happens next"),
        Part(SectionKind.SPECIAL_GROUPS, "Pregnancy, babies and other groups"),
    ),
}
CARDS: dict[str, tuple[Card, ...]] = {
    Kind.CONDITION: (
        Card(Urgency.EMERGENCY, "Call {emergency_number} now if:"),
        Card(Urgency.SAME_DAY, "Call {urgent_line} today if:"),
        Card(Urgency.ROUTINE, "Phone {clinic_phone} if:"),
    ),
    Kind.TREATMENT: (
        Card(Urgency.EMERGENCY, "Call {emergency_number} now if:"),
        Card(Urgency.SAME_DAY, "Call {urgent_line} today if:"),
    ),
}
REVIEW_MONTHS = 24

_PROMPTS = tuple(" ".join(words.split()).casefold() for words in SECTION_PROMPTS.values())
_PROMPTS += tuple(words.casefold() for words in (*CARD_PROMPTS.values(), *FACT_PROMPTS.values()))


def prompts_in(text: str) -> list[str]:
    """The prompts that a text still holds, whatever stands around them."""
    said = " ".join(text.split()).casefold()
    return [prompt for prompt in _PROMPTS if prompt in said]
