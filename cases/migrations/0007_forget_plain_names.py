"""The columns that held names in clear go, in the versions of the past too."""

import django.db.models.deletion
from django.db import migrations, models

PLAIN = ["name", "birth_year", "identity_number", "phone", "email", "address", "area", "folded"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_encrypt_names")]
    operations = [
        *(migrations.RemoveField(model, name) for model in ("party", "historicalparty") for name in PLAIN),
        migrations.AlterField(
            model_name="party",
            name="identity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="cases.identity"
            ),
        ),
    ]
