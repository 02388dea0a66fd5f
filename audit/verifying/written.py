"""Lets PostgreSQL itself say of which events the bytes are the text of their columns; all others are rebuilt in Python.

It is a sieve: only its yes counts, and yes it says only where the body is, sign for sign, the text that is written here
from the columns. That text tells any two events apart. It is an object of JSON: each column stands in it once, under
its own name, as a value that ends where JSON says that it ends, and no two values of a column are written alike. So
what the bytes say and what the columns say can differ only where the texts do, and there `chains` looks for itself.
Whatever is written otherwise here than in `chain` (a list of several values has spaces) costs time and hides nothing.
"""

from django.db import connection
from django.db.models import BooleanField, Expression, IntegerField, Value
from django.db.models.expressions import RawSQL

from ..chain import FORMAT

_STRINGS = (
    *("actor_key", "actor_kind", "actor_role", "channel", "happened_on"),
    *("kind", "on_behalf_of", "operation", "request_id", "subject_type"),
)

# A key belongs to one value only, and jsonb writes its values in one way; the bytes of UTF-8 sort as Python does.
_FACTS = (
    "CASE jsonb_typeof(facts) WHEN 'object' THEN '{' || coalesce("
    "(SELECT string_agg(to_json(key)::text || ':' || value::text, ',' ORDER BY key COLLATE \"C\")"
    " FROM jsonb_each(facts)), '') || '}' END"
)

_VALUES = {
    **{name: f"to_json({name})::text" for name in _STRINGS},
    "actor_unit": "coalesce(actor_unit::text, 'null')",
    "facts": _FACTS,
    "format": f"'{FORMAT}'",
    "recorded_at": "'\"' || to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') || '\"'",
    "sequence": "sequence::text",
    "subject_id": "subject_id::text",
}

# These two come before all others, and not at all where nothing was read.
_ABOUT = (
    "CASE WHEN about_id IS NOT NULL OR about_type <> ''"
    " THEN '\"about_id\":' || about_id::text || ',\"about_type\":' || to_json(about_type)::text || ',' ELSE '' END"
)

# With `||` one value that is not known leaves the whole unknown, which is no yes; `concat` would leave it out.
_TEXT = (
    f"'{{' || {_ABOUT} || "
    + " || ',' || ".join(f"'\"{name}\":' || {_VALUES[name]}" for name in sorted(_VALUES))
    + " || '}'"
)

# A year before 1000 may be one before Christ, of which `to_char` is silent; a fraction Python may write otherwise.
_SAME = f"(recorded_at >= '1000-01-01Z' AND strpos(facts::text, '.') = 0 AND body = ({_TEXT}) COLLATE \"C\")"


def says_the_same() -> Expression:
    """Return what a statement over events asks to learn whether an event's bytes are its columns; never a false yes."""
    if connection.vendor != "postgresql":
        return Value(0, output_field=IntegerField())  # Django would make a truth of it anew in each row
    # All of it stands above: nothing that anybody entered is in it.
    return RawSQL(_SAME, (), output_field=BooleanField())  # noqa: S611
