"""Every content moves to the address of its digest; a paper that was in a case twice is in it once."""

from django.core.files.storage import default_storage
from django.db import migrations, transaction

from files import store


def keep_contents(apps, schema_editor):
    Document = apps.get_model("cases", "Document")
    Blob = apps.get_model("files", "Blob")
    old = []
    for paper in Document.objects.order_by("pk").iterator(chunk_size=100):
        with default_storage.open(paper.file.name) as file:
            digest = store.put(file.read())
        old.append(paper.file.name)
        paper.blob, _ = Blob.objects.get_or_create(
            digest=digest, defaults={"media_type": paper.media_type, "size": paper.size, "condition": "unseen"}
        )
        if Document.objects.filter(case=paper.case_id, answer=paper.answer_id, blob=paper.blob).exists():
            paper.delete()
        else:
            paper.save(update_fields=["blob"])
    # Only once the rows are sure; what a crash leaves behind does no harm.
    transaction.on_commit(lambda: [default_storage.delete(name) for name in old])


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_document_blob")]

    operations = [migrations.RunPython(keep_contents, migrations.RunPython.noop)]
