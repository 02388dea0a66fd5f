"""How often somebody knocked at the door within one minute: counted here, so that the register stays readable."""

from django.db import models


class Knocking(models.Model):
    """Who knocks is a digest under the office's secret: neither an address nor a name is kept."""

    who = models.CharField(max_length=64)
    minute = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "minute"], name="knocking_once_a_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} × {self.times}"
