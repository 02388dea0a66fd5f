from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0003_seal_contents")]

    operations: ClassVar = [
        migrations.AddField(model_name="blob", name="erased_on", field=models.DateField(null=True)),
    ]
