"""Signing in, the admin, and everything public."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", include("portal.staff.urls")),
    path("admin/", admin.site.urls),
    path("", include("conditions.urls")),
]

handler400 = "conditions.views.errors.bad_request"
handler403 = "conditions.views.errors.permission_denied"
handler404 = "conditions.views.errors.page_not_found"
handler500 = "conditions.views.errors.server_error"
