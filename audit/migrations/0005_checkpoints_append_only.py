"""Checkpoints are never changed and never deleted: the database itself refuses it."""

from django.db import migrations

from audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_checkpoints")]
    operations = [migrations.RunPython(triggers.install_on_checkpoints, triggers.uninstall_on_checkpoints)]
