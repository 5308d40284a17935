"""The house rule beside a field, where its label and its model do not say it: one sentence and an example."""

from conditions.models import (
    AdviceItem,
    CareCard,
    Caution,
    Citation,
    ClinicalCode,
    Condition,
    DrawingShown,
    Fact,
    LookAlike,
    Myth,
    Picture,
    Question,
    Section,
    Treatment,
    TreatmentOption,
    TypeOf,
)

HOUSE_RULES: dict[tuple[type, str], str] = {
    (Condition, "handling"): "What the reader may do with it. The warning below must say the same.",
    (Condition, "callout_why"): (
        "One reason, in one sentence, for example: There is no hole, so squeezing hurts and can scar. [@SP]"
    ),
    (Treatment, "setting"): "The person who carries it out, not the person who sells it.",
    (Treatment, "who_can_do_it"): "One sentence, for example: You can do this yourself at home.",
    (Treatment, "evidence_rating"): "Judge by the sources, not by how often it is used.",
    (Treatment, "time_to_work"): "A number and a unit, with a source, for example: 6 to 8 weeks. [@SP]",
    (Treatment, "effort"): "What the reader has to do and how often, for example: Once a day, at night.",
    (CareCard, "urgency"): "Choose by how soon help is needed. The most urgent card stands first.",
    (CareCard, "ending"): "One sentence after the list, for example: Take a list of your medicines with you.",
    (AdviceItem, "why"): "The reason, in one sentence, with a source. For example: Picking can scar. [@SP]",
    (TypeOf, "name"): "The name that patients hear, for example: Newborn milia",
    (TypeOf, "description"): "Who gets this type and what happens, in one or two sentences, with a source.",
    (TreatmentOption, "treatment"): "Only treatments that have a leaflet here. Write that one first.",
    (TreatmentOption, "advice"): "What it means for this condition, not in general.",
    (Myth, "verdict"): "Choose “can harm” before “does not work”, if both are true.",
    (
        Myth,
        "why",
    ): "What is true instead, in one or two sentences, with a source. For example: It scratches the skin. [@SP]",
    (Question, "answer"): "Start with the answer: Yes, No or It depends. For example: No. Do not pop it. [@SP]",
    (LookAlike, "name"): "The name that patients know, for example: Whiteheads",
    (LookAlike, "like"): "Its leaflet, if there is one here. Readers can then compare the two.",
    (LookAlike, "difference"): "What a reader can see or feel, in one sentence. For example: They are softer. [@SP]",
    (Caution, "why"): "What can happen and what to do first, for example: Ask a pharmacist first. [@SP]",
    (
        Picture,
        "caption",
    ): "A whole sentence that says what to notice. It does not repeat the text instead of the picture.",
    (DrawingShown, "drawing"): "Our own drawings. Choose one that shows what this leaflet says in words.",
    (Picture, "skin_tone"): "What is seen in this picture. Try to show more than one skin tone in each leaflet.",
    (Section, "kind"): "What the section is about. The heading below can use other words.",
    (Fact, "attribute"): "Every condition answers the same questions, so that readers can compare two of them.",
    (Citation, "source"): "From the evidence register. Press + to add one that is not there yet.",
    (ClinicalCode, "system"): "Where the code comes from.",
    (ClinicalCode, "display"): "The name exactly as that system writes it.",
    (ClinicalCode, "status"): "“Checked” only after you have seen the code in the system itself.",
    (ClinicalCode, "note"): "Anything that the next person who checks it needs to know.",
}


def house_rule(model: type, field: str) -> str:
    return HOUSE_RULES.get((model, field), "")
