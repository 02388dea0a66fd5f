"""Wires the table of reactions into the outbox once all packages are loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
