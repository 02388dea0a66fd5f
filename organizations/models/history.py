"""Who made a change, in the history tables: the number of the account, as a value, without a foreign key."""

from typing import Any

from django.db import models


def account_field() -> "models.BigIntegerField[int | None, int | None]":
    # A value: history must not depend on the account's row, and adds no join and no lock on it.
    return models.BigIntegerField(null=True)


def account_of(historical: Any) -> int | None:
    number: int | None = historical.history_user_id
    return number


def set_account(historical: Any, number: int | None) -> None:
    historical.history_user_id = number
