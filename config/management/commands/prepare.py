"""`manage.py prepare`: everything between an installed program and an office that can open, in one start of Django."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError as BrokerAway

from audit.models import Checkpoint
from cases.models import Receipt
from cases.operations import require_keys
from config.catalogues import compile_catalogues
from config.celery import app
from config.static import collect
from sealing import signing, vouching
from sealing.keys import KeyAway


class Command(BaseCommand):
    help = "Brings database, law and catalogues up to date; seeds the demo office when there is nobody yet."
    # The system check looks at tables that a first start has not made yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave a new office empty")

    def handle(self, *args: Any, **options: Any) -> None:
        for root in settings.LOCALE_PATHS:
            compile_catalogues(root)
        collect(settings.STATIC_FOLDER)
        require_broker()
        self._migrate()
        try:
            require_keys()
            require_signing_key()
            require_receipt_key()
        except KeyAway as trouble:
            raise CommandError(str(trouble)) from None
        # What they say is for whoever calls them alone; a start tells only what takes long.
        unheard = StringIO()
        for name in ("load_areas", "load_law"):
            call_command(name, stdout=unheard)
        if not options["no_demo"] and not get_user_model().objects.exists():
            self.stdout.write("Making the demo office; this takes a minute, once.")
            call_command("demo", stdout=unheard)

    def _migrate(self) -> None:
        try:
            executor = MigrationExecutor(connection)
            owed = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except OperationalError as trouble:
            raise CommandError(
                f"The database cannot be reached ({str(trouble).splitlines()[0]}). "
                "Example: DATABASE_URL=postgres://user:password@127.0.0.1:5432/cau_noi"
            ) from None
        except DatabaseError as trouble:
            raise CommandError(f"The database cannot be read ({trouble}): put a backup in its place.") from None
        if owed:
            self.stdout.write(f"Preparing the database ({len(owed)} steps).")
            call_command("migrate", verbosity=0, interactive=False)


def require_broker() -> None:
    """Raise a sentence when the broker that was asked for is not there."""
    try:
        with app.connection_for_write(connect_timeout=3) as broker:
            broker.ensure_connection(max_retries=1, interval_start=1, timeout=4, reraise_as_library_errors=True)
    except BrokerAway:
        raise CommandError(
            "The message broker cannot be reached. "
            "Example: CELERY_BROKER_URL=amqp://guest:guest@127.0.0.1:5672// or redis://127.0.0.1:6379/0"
        ) from None


def require_signing_key() -> None:
    """Make the first key that signs. Where something was signed already, a new one is never made unasked."""
    if not signing.is_empty():
        return
    if Checkpoint.objects.exists():
        raise KeyAway(
            f"There is no key to sign with in {signing.folder()}: put the keys of the backup there, or, if they are "
            "lost, say so with ./run manage audit new-key."
        )
    signing.add()


def require_receipt_key() -> None:
    """Make the first key that signs receipts, vouched for by the one that signs checkpoints."""
    place = signing.receipts()
    if signing.is_empty(place=place):
        if Receipt.objects.filter(signature__isnull=False).exists():
            raise KeyAway(
                f"There is no key to sign receipts with in {place}: put the keys of the backup there, or, if they are "
                "lost, say so with ./run manage audit new-key --receipts."
            )
        signing.add(place=place)
    vouching.vouch()
