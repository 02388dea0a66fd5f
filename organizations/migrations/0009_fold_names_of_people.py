"""Fill what the search for a colleague reads; accounts opened before have none of it."""

from django.db import migrations

from organizations.folding import fold


def fill(apps, schema_editor):
    User = apps.get_model("organizations", "User")
    for person in User.objects.filter(folded="").iterator(chunk_size=500):
        User.objects.filter(pk=person.pk).update(folded=fold(f"{person.full_name} {person.username} {person.title}"))


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0008_people_found_by_words'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
