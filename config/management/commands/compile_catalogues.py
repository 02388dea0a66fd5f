"""`manage.py compile_catalogues`: make the compiled form of the message catalogues that have changed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compiles changed message catalogues without gettext."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for root in settings.LOCALE_PATHS:
            compile_catalogues(root)
