"""Whoever represents others says by what, and nobody else does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_representatives_without_papers")]
    operations = [
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority__gt', ''), ('role', 'representative')), models.Q(models.Q(('role', 'representative'), _negated=True), ('authority', '')), _connector='OR'), name='authority_iff_representative'),
        ),
    ]
