"""Each centre's own classification plan: signs of tasks from a day, and how long papers are kept."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_consents_for_one_recipient"),
        ("organisation", "0011_population_of_the_country"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sign", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                (
                    "tasks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None
                    ),
                ),
                ("years", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_permanent", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waiting for approval"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_rows",
                        to="organisation.centre",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="four_eyes_on_the_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("years__isnull", True),
                            models.Q(("is_permanent", False), ("years__gt", 0)),
                            _connector="OR",
                        ),
                        name="papers_kept_for_years_or_for_good",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("centre", "sign"),
                        name="one_proposal_of_a_sign_at_a_time",
                    ),
                ],
            },
        ),
    ]
