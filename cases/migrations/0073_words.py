"""What may be searched of a case stands in one place: its own words, its petitions' and the names in it."""

import django.db.models.deletion
from django.db import migrations, models

from cases import spelling
from organizations.folding import fold

AT_A_TIME = 1000


def fill(apps, schema_editor):
    """From what both could find before, case by case: the words of the case, and the names behind it."""
    case, matter, findable, words = (
        apps.get_model("cases", name) for name in ("Case", "Matter", "Findable", "CaseWords")
    )
    last = 0
    while rows := list(case.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "folded")[:AT_A_TIME]):
        last = rows[-1][0]
        names = {pk: [] for pk, _folded in rows}
        current = matter.objects.filter(ended_on=None, case__in=list(names)).order_by("petition")
        petitions = {}
        for case_id, petition in current.values_list("case", "petition"):
            petitions.setdefault(petition, []).append(case_id)
        shown = findable.objects.filter(petition__in=list(petitions)).order_by("party")
        for petition, name in shown.values_list("petition", "folded"):
            for case_id in petitions[petition]:
                names[case_id].append(name)
        made = [words(case_id=pk, folded=fold(" ".join([folded, *names[pk]]))) for pk, folded in rows]
        words.objects.bulk_create(made)


class Migration(migrations.Migration):
    dependencies = [("cases", "0072_sealed_apart")]
    operations = [
        migrations.CreateModel(
            name="CaseWords",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("folded", models.TextField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        spelling.index("words_letters", "cases_casewords"),
    ]
