"""Every party is somebody."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_a_person_for_each_party")]
    operations = [
        migrations.AlterField(
            model_name="party",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="cases.person"
            ),
        ),
    ]
