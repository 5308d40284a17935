"""django-allauth as this desk wants it: nobody signs up, no mail is sent, tries are counted, all is written down."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser, User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.handouts.qr import qr_svg
from conditions.models import Clinic

from . import devices, record, turns
from .guesses import Attempt
from .models import What
from .sessions import begin, is_fresh
from .waiting import busy

# The same for an unknown name, a wrong password, an account that is switched off and too many tries.
NOT_RIGHT = _(
    "The name or password is not right, or there were too many tries. "
    "Wait 15 minutes, or use your passkey, or ask your administrator."
)
CODE_NOT_RIGHT = _(
    "This code is not right, or it was used before, or there were too many tries. Type the next code that you see."
)
SAID = {
    "mfa/messages/totp_activated.txt": _("Codes from your phone are set up."),
    "mfa/messages/totp_deactivated.txt": _("Codes from your phone are taken away."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is taken away."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes. Print them, and keep them safe."),
}
# What allauth would tell by mail is written down instead.
NOTED = {
    "mfa/email/totp_activated": What.PHONE_ADDED,
    "mfa/email/totp_deactivated": What.PHONE_REMOVED,
    "mfa/email/webauthn_added": What.PASSKEY_ADDED,
    "mfa/email/webauthn_removed": What.PASSKEY_REMOVED,
    "mfa/email/recovery_codes_generated": What.CODES_MADE,
}
WAYS = {
    Authenticator.Type.TOTP: What.PHONE,
    Authenticator.Type.RECOVERY_CODES: What.RECOVERY,
    Authenticator.Type.WEBAUTHN: What.BOTH,
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NOT_RIGHT,
        "incorrect_password": NOT_RIGHT,
        "too_many_login_attempts": CODE_NOT_RIGHT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Nobody is led to another host, and over HTTPS to nothing less."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={context.request.get_host()}, require_https=context.request.is_secure()
        )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person with that name and password, if there were not too many tries; asked before anything is hashed."""
        name, attempt = credentials["username"], Attempt(request, credentials["username"])
        try:
            if not attempt.may_begin():
                turns.as_if_hashing()
                record.refused(name)
                return None
            with turns.hashing():
                person = authenticate(request, **credentials)
        except turns.Busy:
            raise ImmediateHttpResponse(busy()) from None
        if person:
            attempt.was_right()
        else:
            record.failed(name)
        return person

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """A passkey, too, opens the desk for active staff only."""
        if user.is_active and user.is_staff:
            return None
        messages.error(request, NOT_RIGHT)
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        begin(request)
        record.note(_way(request, user), user.get_username())

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        response = super().post_login(request, user, **more)
        devices.remember(request, response, user.get_username())
        return response

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever has just signed in is not asked again before setting up a second step."""
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        plain = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        return [{**method, "description": plain[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        if message_template in SAID:
            messages.success(request, SAID[message_template])
        elif more.get("message"):
            messages.add_message(request, level, more["message"])

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **more: Any) -> None:
        record.note(NOTED[template_prefix], user.get_username())


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": CODE_NOT_RIGHT,
        "cannot_generate_recovery_codes": _("Recovery codes come with a passkey or with codes from your phone."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        """What a phone writes above its code. A colon would end it."""
        name = Clinic.current().clinic_name or context.request.get_host()
        return name.replace(":", " ")

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url, title=gettext("A square code to scan with your phone"))

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey") if not count else gettext("Passkey {number}").format(number=count + 1)

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict:
        """What the browser shows when it asks which passkey: the name to sign in with, and never an address of mail."""
        shown = {"name": user.get_username(), "display_name": user.get_full_name() or user.get_username()}
        return {**super().get_public_key_credential_user_entity(user), **shown}

    def encrypt(self, text: str) -> str:
        """Whoever reads a backup of the database cannot compute codes from it: the key stands elsewhere."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _way(request: HttpRequest, user: AbstractBaseUser) -> What:
    """How this person has just proved who they are."""
    steps = [step for step in get_authentication_records(request, user) if step["method"] == "mfa"]
    if not steps:
        return What.PASSWORD
    return What.PASSKEY if steps[-1].get("passwordless") else WAYS[steps[-1]["type"]]


def _box() -> MultiFernet:
    """Keys made of SECRET_KEY and, while that is being changed, of those before it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(b"portal.staff.second-step" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
