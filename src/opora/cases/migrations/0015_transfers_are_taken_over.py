import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_counting_the_load"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("access", "only_reads", models.BooleanField(default=False)),
        migrations.AddField(
            "transfer",
            "continued_in",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="came_by_transfers",
                to="cases.case",
            ),
        ),
        migrations.AddField("transfer", "taken_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "transfer",
            "taken_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("transfer", "withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "transfer",
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="transfer_taken_or_withdrawn",
            ),
        ),
        migrations.AddIndex(
            "transfer",
            models.Index(
                condition=models.Q(taken_at__isnull=True, withdrawn_at__isnull=True),
                fields=["to_unit"],
                name="transfers_to_take",
            ),
        ),
    ]
