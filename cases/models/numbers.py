"""Counters without gaps: the row is locked while a number is taken."""

from django.db import models


class NumberSeries(models.Model):
    name = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)
