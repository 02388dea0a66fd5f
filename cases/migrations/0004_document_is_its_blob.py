import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """From now on no paper is without its content, and none is twice in one place."""

    dependencies = [("cases", "0003_contents_kept_once")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="blob",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.blob"),
        ),
        migrations.RemoveField(model_name="document", name="file"),
        migrations.RemoveField(model_name="document", name="media_type"),
        migrations.RemoveField(model_name="document", name="size"),
        migrations.RemoveField(model_name="document", name="digest"),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(answer__isnull=True), fields=["case", "blob"], name="content_once_in_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=["answer", "blob"], name="content_once_in_an_answer"),
        ),
    ]
