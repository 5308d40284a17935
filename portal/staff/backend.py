"""Only staff have accounts. Asked at each request too, so who is switched off is out at the next one."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser


class StaffBackend(ModelBackend):
    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        return super().user_can_authenticate(user) and bool(user.is_staff)
