"""How a revision is found by a record system: its codes and names as rows, written once with the revision."""

from django.db import models

from conditions.vocabulary import CodeSystem

from .append_only import AppendOnly
from .constraints import one_of
from .revision import Revision


class RevisionCode(AppendOnly):
    """A checked clinical code of a revision. Codes “to confirm” have no row, so they match nothing."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="codes")
    system = models.CharField(max_length=20, choices=CodeSystem.choices)
    code = models.CharField(max_length=40)
    below = models.BooleanField(default=False)
    excluded = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["system", "code"], name="conditions_revisioncode_find")]
        constraints = [one_of("system", CodeSystem)]

    def __str__(self) -> str:
        return f"{self.system} {self.code}"


class RevisionName(AppendOnly):
    """A title or another name of a revision, folded: small letters, single spaces, no accents."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=160)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["name"], name="conditions_revisionname_find")]

    def __str__(self) -> str:
        return self.name
