"""Asking about rows whose numbers are known: one parameter, however many they are."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Lookup


class Among(Lookup):
    """Whether a number is one of these. SQLite reads them out of a text, PostgreSQL takes an array."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, said = self.process_lhs(compiler, connection)
        # Only a column that the ORM itself wrote; the numbers stand apart.
        return f"{column} IN (SELECT value FROM json_each(%s))", (*said, json.dumps(self.rhs))  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, said = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*said, self.rhs)


def among(column: str, numbers: Sequence[int]) -> Among:
    return Among(F(column), list(numbers))
