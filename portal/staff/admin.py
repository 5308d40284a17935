"""The list of sign-ins; and the page of a person, with what changes there written on the record."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from conditions.admin.record import ReadOnly
from conditions.admin.staff import StaffAdmin

from . import record, sessions
from .models import SignIn
from .standing import differences, standing

for its_own_page in (EmailAddress, Authenticator, User):
    if admin.site.is_registered(its_own_page):
        admin.site.unregister(its_own_page)


@admin.register(SignIn)
class SignInAdmin(ReadOnly):
    list_display = ("at", "account", "what")
    list_filter = ("at", "what")
    search_fields = ("account",)
    fields = ("at", "account", "what")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Sign-ins", **(extra_context or {})})


@admin.register(User)
class RecordedStaffAdmin(StaffAdmin):
    """Who changes what somebody may do is on the record, in the same transaction."""

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        return (
            shown
            if obj is None
            else (*shown[:1], ("How this person signs in", {"fields": ("second_step",)}), *shown[1:])
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "second_step")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.second_step_view)
        return [path("<path:object_id>/second-step/", view, name="auth_user_second_step"), *super().get_urls()]

    @admin.display(description="second step")
    def second_step(self, person: User) -> str:
        ways = _ways(person)
        if not ways:
            return "None: a password alone."
        address = reverse("admin:auth_user_second_step", args=[person.pk])
        return format_html(
            '{}. <a href="{}">Take it away</a>, when a phone or a key is lost.', ", ".join(ways), address
        )

    def second_step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes every second step of a person away, who then signs in with a password and sets up a new one."""
        person = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if person is None:
            raise Http404
        back = reverse("admin:auth_user_change", args=[person.pk])
        if request.method == "POST":
            take_second_step_away(person, by=request.user)
            messages.success(request, f"{person.get_username()} was signed out, and signs in with a password alone.")
            return HttpResponseRedirect(back)
        shown = {**self.admin_site.each_context(request), "person": person, "ways": _ways(person), "back_url": back}
        shown |= {"title": f"Take the second step of {person.get_username()} away", "opts": self.opts}
        return TemplateResponse(request, "admin/auth/user/second_step.html", shown)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        form.standing_before = standing(User.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        person = User.objects.get(pk=form.instance.pk)
        for verb, sentence in differences(form.standing_before, standing(person), by=request.user.get_username()):
            record.changed(verb, person, by=request.user, sentence=sentence)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        name = obj.get_username()
        record.changed(
            "delete", obj, by=request.user, sentence=f"{request.user.get_username()} deleted the account {name}."
        )
        super().delete_model(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            before = User.objects.filter(pk=unquote(id)).values_list("password", flat=True).first()
            response = super().user_change_password(request, id, form_url)
            person = self.get_object(request, unquote(id))
            if person and person.password != before:
                sentence = f"{request.user.get_username()} gave {person.get_username()} another password."
                record.changed("password", person, by=request.user, sentence=sentence)
        return response


@transaction.atomic
def take_second_step_away(person: User, *, by: User) -> None:
    Authenticator.objects.filter(user=person).delete()
    sessions.end_all(person)
    sentence = f"{by.get_username()} took the second step of {person.get_username()} away."
    record.changed("second_step", person, by=by, sentence=sentence)


def _ways(person: User) -> list[str]:
    names = {
        Authenticator.Type.WEBAUTHN: "passkey",
        Authenticator.Type.TOTP: "code from a phone",
        Authenticator.Type.RECOVERY_CODES: "recovery codes",
    }
    held = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return [words for kind, words in names.items() if kind in held]
