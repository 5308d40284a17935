"""Every address of signing in, under /admin/. Allauth finds its views by these names; what is not here does not exist:
no sign-up, no reset by mail, no address of mail.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes.views import generate_recovery_codes as new_codes
from allauth.mfa.recovery_codes.views import view_recovery_codes as codes
from allauth.mfa.totp import views as phone
from allauth.mfa.webauthn import views as passkey
from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from . import views

passkeys = login_required(RedirectView.as_view(pattern_name="mfa_index"))  # they are listed on that page

urlpatterns = [
    path("login/", views.log_in, name="account_login"),
    path("login/passkey/", never_cache(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("login/second-step/", second_step.authenticate, name="mfa_authenticate"),
    path("login/start-again/", views.start_again, name="account_logout"),
    path("password_change/", views.change_password, name="account_change_password"),
    path("account/", never_cache(second_step.index), name="mfa_index"),
    path("account/session/", views.session, name="account_session"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("account/again/", never_cache(account.reauthenticate), name="account_reauthenticate"),
    path("account/again/code/", never_cache(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("account/again/passkey/", never_cache(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", passkeys, name="mfa_list_webauthn"),
    path("account/passkeys/add/", never_cache(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", never_cache(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/phone/add/", never_cache(phone.activate_totp), name="mfa_activate_totp"),
    path("account/phone/remove/", never_cache(phone.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", never_cache(new_codes), name="mfa_generate_recovery_codes"),
]
