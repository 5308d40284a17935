"""A role by the name that staff use; the permissions behind it are made by ``publishing/roles.py``."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _


class Role(Group):
    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("role")
        verbose_name_plural = _("roles")
