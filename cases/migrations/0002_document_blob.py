import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A paper points at its content, which is kept once: the column first, empty."""

    dependencies = [
        ("cases", "0001_initial"),
        ("files", "0001_contents"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="blob",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.blob"
            ),
        ),
    ]
