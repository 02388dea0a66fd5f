"""So far only the unit that holds a case could bring it up: what stands on a list, or stood there, is on its own."""

from django.db import migrations

TABLES = ("cases_agendaitem", "cases_historicalagendaitem")
FILL = [
    f"UPDATE {table} SET unit_id = (SELECT cases_case.unit_id FROM cases_case WHERE cases_case.id = {table}.case_id)"  # noqa: S608 - our own tables
    " WHERE unit_id IS NULL"
    for table in TABLES
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0077_agenda_has_a_unit")]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in FILL]
