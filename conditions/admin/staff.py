"""The people who work here. Somebody whose name is on the record is switched off, not deleted."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin  # its import registers the stock page, which the next line replaces
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from conditions.models import DOCUMENTS, Handout, Publication, Review, Revision

from .kept import KeptInWords

admin.site.unregister(User)
admin.site.unregister(Group)  # the page of a role says in words what it may do


@admin.register(User)
class StaffAdmin(KeptInWords, UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_active", "is_superuser", "roles", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Name", {"fields": ("first_name", "last_name", "email")}),
        (
            "What this person may do",
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": "Choose a role: an Author writes and sends for review; a Clinical reviewer also "
                "approves, publishes and withdraws, but never approves their own work; a Clinic lead can also "
                "publish in an emergency; an Auditor only reads. Tick “staff status” so that they can sign in here. "
                "To stop somebody signing in, untick “active”: a person whose name is on the record cannot be deleted.",
            },
        ),
        ("Dates", {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )
    filter_horizontal = ()

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody locks themselves out by taking their own powers away: somebody else does that."""
        own = ("is_active", "is_staff", "is_superuser") if obj is not None and obj == request.user else ()
        return ("last_login", "date_joined", *own)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label, field.help_text = "Roles", ""
        return field

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def why_kept(self, row: User) -> str:
        by = Q(edited_by=row) | Q(submitted_by=row)
        on_record = (
            Revision.objects.filter(by).exists()
            or Review.objects.filter(by | Q(reviewer=row)).exists()
            or Publication.objects.filter(published_by=row).exists()
            or Handout.objects.filter(made_by=row).exists()
            or any(model.objects.filter(Q(edited_by=row) | Q(owner=row)).exists() for model in DOCUMENTS.values())
        )
        if not on_record:
            return ""
        return (
            f"{row.get_username()} cannot be deleted: the name stands on the record of what was written, approved "
            "or published, or owns a leaflet. Untick “active” instead, and they can no longer sign in."
        )
