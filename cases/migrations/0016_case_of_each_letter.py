"""Each letter so far is a transfer: it belongs to the case of its referral, whether it still leads or not."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Letter = apps.get_model("cases", "Letter")
    Referral = apps.get_model("cases", "Referral")
    case = Referral.objects.filter(pk=OuterRef("referral_id")).values("case_id")[:1]
    Letter.objects.filter(case=None).update(case_id=Subquery(case))


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_letters_of_every_form")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
