"""`manage.py load_law`: bring the shipped rules and calendar into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.actor import Channel, system
from deadlines.law.reading import WrongRow
from deadlines.operations import CatalogueChanged, load_law


class Command(BaseCommand):
    help = "Loads the shipped time limits and working calendar. Loading them again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_law(by=system("load_law", channel=Channel.COMMAND))
        except (CatalogueChanged, WrongRow) as error:
            raise CommandError(str(error)) from error
        if not loaded.anything:
            self.stdout.write("The law is up to date.")
            return
        self.stdout.write(
            f"{loaded.rules_added} rules added, {loaded.rules_closed} closed, "
            f"{loaded.transitions_added} transitions added, "
            f"{loaded.days_added} days added, {loaded.years_changed} years changed."
        )
