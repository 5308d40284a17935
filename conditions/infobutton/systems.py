"""Code systems by the names that record systems have for them: OIDs, FHIR addresses, plain names.

OIDs: HL7 OID registry. ICD-9-CM is also sent under two numbers that are not its own, by old clients.
"""

from dataclasses import dataclass

from conditions.vocabulary import CodeSystem


@dataclass(frozen=True)
class System:
    """A code system that was named; ``ours`` if leaflets have codes of it.

    ``connect`` is its name in MedlinePlus Connect's answers, as far as one was recorded.
    """

    oid: str
    name: str
    ours: CodeSystem | None = None
    connect: str = ""


_KNOWN = {
    System("2.16.840.1.113883.6.90", "ICD-10-CM", CodeSystem.ICD10CM, "ICD10CM"): (
        "http://hl7.org/fhir/sid/icd-10-cm",
        "icd10cm",
    ),
    System("2.16.840.1.113883.6.103", "ICD-9-CM", CodeSystem.ICD9CM): (
        "2.16.840.1.113883.6.2",
        "2.16.840.1.113883.6.42",
        "http://hl7.org/fhir/sid/icd-9-cm",
        "icd9cm",
    ),
    System("2.16.840.1.113883.6.96", "SNOMED CT", CodeSystem.SNOMED): (
        "http://snomed.info/sct",
        "snomed",
        "snomedct",
        "snomedctus",
        "sct",
    ),
    System("2.16.840.1.113883.6.177", "MeSH", CodeSystem.MESH): ("mesh", "msh"),
    # Known by name, so that an answer can say which codes were asked for. No leaflet has any.
    System("2.16.840.1.113883.6.3", "ICD-10 (WHO)"): ("http://hl7.org/fhir/sid/icd-10",),
    System("2.16.840.1.113883.6.88", "RxNorm"): ("rxnorm", "rxcui", "http://www.nlm.nih.gov/research/umls/rxnorm"),
    System("2.16.840.1.113883.6.69", "NDC"): ("ndc", "http://hl7.org/fhir/sid/ndc"),
    System("2.16.840.1.113883.6.1", "LOINC"): ("loinc", "http://loinc.org"),
    System("2.16.840.1.113883.6.12", "CPT"): ("cpt", "http://www.ama-assn.org/go/cpt"),
}
_BY_NAME = {name: system for system, others in _KNOWN.items() for name in (system.oid, *others)}


def system(*names: str) -> System | None:
    """The code system that any of these names; one without a name if it is not known; None if all are empty."""
    given = [name.strip() for name in names if name.strip()]
    found = (_BY_NAME.get(_plain(name)) for name in given)
    return next(filter(None, found), System(given[0], given[0]) if given else None)


def oid(ours: CodeSystem) -> str:
    """The OID of one of our systems; empty for ICD-11's foundation, which has none."""
    return next((system.oid for system in _KNOWN if system.ours == ours), "")


def _plain(name: str) -> str:
    """An OID or address as it is; of other names only letters and digits: “ICD-10-CM” is icd10cm."""
    name = name.lower().removeprefix("urn:oid:").rstrip("/")
    is_plain_name = "/" not in name and not name.replace(".", "").isdigit()
    return "".join(sign for sign in name if sign.isalnum()) if is_plain_name else name
