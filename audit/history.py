"""Field history beside the events: every record that people edit keeps its versions, tied to the operation."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from .acting import AuditedHistory, current_user


def tracked(*, without: Sequence[str] = ()) -> HistoricalRecords:
    """Return the history of a model, with the operation and the account (as a value) in each row."""
    return HistoricalRecords(
        bases=[AuditedHistory],
        excluded_fields=list(without),
        get_user=current_user,
        # A value without a foreign key: history must outlive the account's row and takes no lock on it.
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=_account_of,
        history_user_setter=_set_account,
    )


def _account_of(historical: Any) -> int | None:
    account: int | None = historical.history_user_id
    return account


def _set_account(historical: Any, account: int | None) -> None:
    historical.history_user_id = account
