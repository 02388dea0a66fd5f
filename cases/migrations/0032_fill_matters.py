"""Each matter so far began with its case and is about what the case is about; a petitioner's paper is the petition's."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Matter = apps.get_model("cases", "Matter")
    Document = apps.get_model("cases", "Document")
    for matter in Matter.objects.filter(began_on=None).select_related("case").order_by("pk").iterator(chunk_size=500):
        matter.began_on, matter.summary = matter.case.registered_on, matter.case.full_summary or matter.case.summary
        matter.save(update_fields=["began_on", "summary"])
    petition = Matter.objects.filter(case=OuterRef("case_id")).order_by("pk").values("petition_id")[:1]
    Document.objects.filter(source="petitioner", petition=None).update(petition_id=Subquery(petition))


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_matters_of_their_own")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
