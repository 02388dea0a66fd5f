from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_fill_clocks")]
    operations = [
        migrations.AlterField("duty", "watched_from", models.DateField(editable=False)),
        migrations.AlterField("dutynotice", "due_on", models.DateField()),
        migrations.AddConstraint(
            "dutynotice", models.UniqueConstraint(fields=("duty", "due_on", "mark"), name="notice_once")
        ),
    ]
