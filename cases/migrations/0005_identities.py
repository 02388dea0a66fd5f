"""The places where names will be kept encrypted, and where they may be searched."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_document_is_its_blob"), ("organizations", "0002_client")]

    operations = [
        migrations.CreateModel(
            name="IdentityKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=16, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField()),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.area",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identities",
                        to="cases.identitykey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Findable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("folded", models.CharField(max_length=120)),
                ("birth_year", models.PositiveSmallIntegerField(null=True)),
                ("identity_digest", models.CharField(blank=True, max_length=64)),
                ("phone_digest", models.CharField(blank=True, max_length=64)),
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findable", to="cases.party"
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findable", to="cases.petition"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["folded", "birth_year"], name="findable_name"),
                    models.Index(
                        condition=models.Q(("identity_digest__gt", "")),
                        fields=["identity_digest"],
                        name="findable_identity",
                    ),
                    models.Index(
                        condition=models.Q(("phone_digest__gt", "")), fields=["phone_digest"], name="findable_phone"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="party",
            name="identity",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties",
                to="cases.identity",
            ),
        ),
        migrations.AddField(
            model_name="historicalparty",
            name="identity",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="cases.identity",
            ),
        ),
    ]
