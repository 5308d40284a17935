"""The fact that a revision went live, or that a document was withdrawn: when, by whom, by what right."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import Basis

from .append_only import AppendOnly, AppendOnlyQuerySet
from .constraints import one_of, together
from .review import Review
from .revision import Revision


class PublicationQuerySet(AppendOnlyQuerySet):
    def standing(self) -> "PublicationQuerySet":
        """Those that nobody cancelled before their time."""
        # Not “cancels is null”: before SQLite has statistics it takes the unique index of that for selective, though
        # nearly every row is null there, and reads all publications once for each (7 s instead of 10 ms at 1,000).
        return self.filter(cancelled__isnull=True).exclude(cancels__gt=0)

    def begun(self, at: datetime) -> "PublicationQuerySet":
        """Those whose time has come: a publication may carry a future time, and nothing has to run for it."""
        return self.standing().filter(live_at__lte=at)

    def in_force(self, kind: str, at: datetime) -> "PublicationQuerySet":
        """The newest publication of each document of a kind, in each language; a withdrawal counts."""
        same = {
            f"revision__{kind}": OuterRef(f"revision__{kind}"),
            "revision__language": OuterRef("revision__language"),
        }
        newer = Publication.objects.begun(at).filter(
            Q(live_at__gt=OuterRef("live_at")) | Q(live_at=OuterRef("live_at"), pk__gt=OuterRef("pk")), **same
        )
        return self.begun(at).filter(**{f"revision__{kind}__isnull": False}).filter(~Exists(newer))

    def live(self, kind: str, at: datetime) -> "PublicationQuerySet":
        """What an anonymous visitor can see; nothing else is public."""
        return self.in_force(kind, at).exclude(basis=Basis.WITHDRAWN)


class Publication(AppendOnly):
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="publications")
    basis = models.CharField(_("basis"), max_length=20, choices=Basis.choices)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="publications")
    live_at = models.DateTimeField(_("live from"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    created_at = models.DateTimeField(_("recorded"), default=timezone.now)
    change_note = models.TextField(_("what changed, for patients"), max_length=600, blank=True)
    about_safety = models.BooleanField(_("about safety"), default=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    replacement_condition = models.ForeignKey("Condition", on_delete=models.PROTECT, null=True, related_name="+")
    replacement_treatment = models.ForeignKey("Treatment", on_delete=models.PROTECT, null=True, related_name="+")
    cancels = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="cancelled")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-live_at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["live_at"], name="conditions_publication_live_at")]
        constraints = [
            one_of("basis", Basis),
            together("approved_by_a_review", ~Q(basis=Basis.APPROVED), Q(review__isnull=False)),
            together("has_a_reason", Q(basis__in=[Basis.APPROVED, Basis.SAMPLE]), ~Q(reason="")),
            together("has_a_change_note", Q(basis=Basis.WITHDRAWN), ~Q(change_note="")),
            together("by_somebody", Q(basis=Basis.SAMPLE), Q(published_by__isnull=False)),
            together("one_replacement", Q(replacement_condition__isnull=True), Q(replacement_treatment__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.get_basis_display()}"

    @property
    def replacement(self) -> models.Model | None:
        return self.replacement_condition or self.replacement_treatment
