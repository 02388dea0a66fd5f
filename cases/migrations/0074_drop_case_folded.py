"""What was searched of a case stands in `CaseWords`; its row is no longer written anew with its text in it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0073_words")]
    operations = [migrations.RemoveField(model_name="case", name="folded")]
