"""The order in which the chains of a checkpoint are looked up."""

from django.db import migrations

from audit import bytewise


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_checkpoint_blocks")]
    operations = [migrations.RunPython(bytewise.install, bytewise.uninstall)]
