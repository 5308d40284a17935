"""What staff type to sign in. Allauth's forms, with the desk's words, and with tries that are counted."""

from typing import Any
from unicodedata import normalize

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_second_step_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as ReauthenticateByPasskeyForm
from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from . import record
from .guesses import Attempt, is_used_again
from .models import What

LONGEST = 1000  # signs of a password: more is not typed by anybody


def _password(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "vTextField"})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget)


def _code(help_text: Any) -> forms.CharField:
    words = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "vTextField"}
    return forms.CharField(label=_("Code"), max_length=20, help_text=help_text, widget=forms.TextInput(attrs=words))


class LogInForm(LoginForm):
    """Name and password, under the names that Django's own log-in gives them."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        words = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True, "class": "vTextField"}
        self.fields = {
            "username": forms.CharField(label=_("Username"), max_length=150, widget=forms.TextInput(attrs=words)),
            "password": _password(_("Password")),
        }

    def clean_username(self) -> str:
        return normalize("NFKC", self.cleaned_data["username"])

    def user_credentials(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("username", "password")}

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["login"] = self.cleaned_data.get("username", "")  # where allauth looks for it
        return super().clean()


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["password"] = _password(_("Password"))


class CountedCode:
    """For a form with a code: a few tries, and no code twice."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"] = _code(_("From the app on your phone, or one of your recovery codes."))

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        self.cleaned_data["code"] = code
        attempt = Attempt(context.request, self.user.get_username(), at="code")
        if not attempt.may_begin():
            raise get_second_step_adapter().validation_error("incorrect_code")
        super().clean_code()
        if is_used_again(self.user, code):
            raise get_second_step_adapter().validation_error("incorrect_code")
        attempt.was_right()
        return code

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        super()._emit_authentication_failed(authenticator)
        record.note(What.WRONG_CODE, self.user.get_username())


class SecondStepForm(CountedCode, AuthenticateForm):
    pass


class CodeAgainForm(CountedCode, ReauthenticateByCodeForm):
    pass


class SetUpPhoneForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"] = _code(_("The six digits that the app shows now."))

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        return super().clean_code()


class WholeCredential:
    """For a form with what a passkey has signed. Its parts come from outside, and allauth expects them whole."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError):
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            self.add_error(None, get_second_step_adapter().validation_error("incorrect_code"))


class AddPasskeyForm(WholeCredential, AddWebAuthnForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"] = forms.CharField(
            label=_("A name for it"),
            required=False,
            max_length=60,
            help_text=_("So that you know which one it is, such as “My phone”."),
            widget=forms.TextInput(attrs={"class": "vTextField"}),
        )


class PasskeyForm(WholeCredential, LoginWebAuthnForm):
    pass


class SecondStepPasskeyForm(WholeCredential, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(WholeCredential, ReauthenticateByPasskeyForm):
    pass


class OwnPasswordForm(AdminPasswordChangeForm):
    """The old password is counted like any other try: an open desk must not be a place to guess it."""

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not get_adapter().reauthenticate(self.user, old):
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old

    def save(self, commit: bool = True) -> User:
        person = super().save(commit)
        record.note(What.PASSWORD_CHANGED, person.get_username())
        return person
