"""schema.org descriptions of a leaflet (MedicalWebPage, MedicalCondition, FAQPage), made from the document."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from .leaflet import ConditionLeaflet, Leaflet


def linked_data(leaflet: Leaflet, live_at: datetime, reviewed_on: date | None) -> dict[str, Any]:
    """A leaflet's page. A review that did not happen is not stated; its questions are described at /questions/."""
    page: dict[str, Any] = {
        "@type": "MedicalWebPage",
        "name": leaflet.title,
        "description": leaflet.summary.bare,
        "inLanguage": leaflet.language,
        "audience": {"@type": "Patient"},
        "dateModified": live_at.date().isoformat(),
        "about": _about(leaflet),
    }
    if reviewed_on:
        page["lastReviewed"] = reviewed_on.isoformat()
    return {"@context": "https://schema.org", **page}


def frequently_asked(leaflets: Sequence[Leaflet]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question.question,
                "acceptedAnswer": {"@type": "Answer", "text": question.answer.bare},
            }
            for leaflet in leaflets
            for question in leaflet.questions
        ],
    }


def _about(leaflet: Leaflet) -> dict[str, Any]:
    if not isinstance(leaflet, ConditionLeaflet):
        return {"@type": "MedicalTherapy", "name": leaflet.title}
    about: dict[str, Any] = {
        "@type": "MedicalCondition",
        "name": leaflet.title,
        "alternateName": leaflet.other_names,
        "description": leaflet.summary.bare,
    }
    codes = [code for code in leaflet.codes if code.status == "verified"]
    if codes:
        about["code"] = [
            {"@type": "MedicalCode", "codeValue": code.code, "codingSystem": code.system} for code in codes
        ]
    return about
