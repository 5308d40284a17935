"""Who signed in and how, for ever; and how many tries were made, for a quarter of an hour."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conditions.models import AppendOnly


class What(models.TextChoices):
    """What is written down. No address, no browser, no typed word."""

    PASSWORD = "password", _("Signed in with a password alone")
    PASSKEY = "passkey", _("Signed in with a passkey")
    PHONE = "phone", _("Signed in with a password and a code from a phone")
    RECOVERY = "recovery", _("Signed in with a password and a recovery code, which is used up")
    BOTH = "both", _("Signed in with a password and a passkey")
    OUT = "out", _("Logged out")
    EVERYWHERE = "everywhere", _("Signed out everywhere")
    WRONG = "wrong", _("Refused: wrong password")
    WRONG_CODE = "wrong_code", _("Refused: right password, wrong code")
    TOO_MANY = "too_many", _("Refused for 15 minutes: too many tries")
    UNKNOWN = "unknown", _("Refused: a name that is no account")
    PASSWORD_CHANGED = "password_changed", _("Changed their password")
    PHONE_ADDED = "phone_added", _("Set up codes from a phone")
    PHONE_REMOVED = "phone_removed", _("Took the codes from a phone away")
    PASSKEY_ADDED = "passkey_added", _("Added a passkey")
    PASSKEY_REMOVED = "passkey_removed", _("Took a passkey away")
    CODES_MADE = "codes_made", _("Made new recovery codes")


class SignIn(AppendOnly):
    """``account`` is empty for a name that is no account: it may be a password typed into the wrong box."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    account = models.CharField(_("account"), max_length=150, blank=True)
    what = models.CharField(_("what happened"), max_length=20, choices=What.choices)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.account or _('Somebody')}: {self.get_what_display()}"


class Tries(models.Model):
    """How often something was tried since a first time. The key is a keyed digest; the row goes after its end."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count} until {self.until:%H:%M}"
