"""Every petition that is there is known again by its text, as one that comes in from now on."""

from django.db import migrations

from cases.contents import digest_of_text


def fill(apps, schema_editor):
    Petition = apps.get_model("cases", "Petition")
    for petition in Petition.objects.only("text").order_by("pk").iterator(chunk_size=500):
        Petition.objects.filter(pk=petition.pk).update(content_digest=digest_of_text(petition.text))


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_one_content_once")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
