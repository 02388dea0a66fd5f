"""A word anywhere in a case or in a name is found by an index of its letters."""

from django.db import migrations

from cases import spelling


class Migration(migrations.Migration):
    dependencies = [("cases", "0069_figures")]
    operations = [
        spelling.index("case_letters", "cases_case"),
        spelling.index("findable_letters", "cases_findable"),
    ]
