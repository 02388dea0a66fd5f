from django.db import migrations

from organizations import overlaps


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_competence")]

    operations = [migrations.RunPython(overlaps.install, overlaps.uninstall)]
