"""From where the dashboard counts: cases by place and day, and what was done after its day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0068_asked_by_supervisors")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["unit", "registered_on", "field", "area", "status", "outcome", "kind", "lead"],
                name="case_figures",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("met_on__gt", models.F("due_on"))), fields=["case", "rule"], name="duty_met_late"
            ),
        ),
    ]
