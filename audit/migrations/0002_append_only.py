"""Events are never changed and never deleted: the database itself refuses it."""

from django.db import migrations

from audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.uninstall)]
