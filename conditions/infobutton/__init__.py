"""Record systems ask for leaflets by diagnosis code: HL7 Infobutton, and the shape of MedlinePlus Connect's answers.

HL7 Context-Aware Knowledge Retrieval (Infobutton): URL-Based Implementation Guide, Release 4 (2014), and
Service-Oriented Architecture Implementation Guide, Release 1 (2013). What is asked here is about a patient: nothing of
it is kept.
"""
