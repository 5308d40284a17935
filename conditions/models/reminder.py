"""That somebody was sent the list of reviews that are due, on a day: so that nobody is sent it twice."""

from django.conf import settings
from django.db import models


class Reminder(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="%(app_label)s_%(class)s_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person}, {self.day}"
