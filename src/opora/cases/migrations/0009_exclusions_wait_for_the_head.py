"""Who decided on an exclusion (ZUP 38), and ties that were told by mistake."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def those_told_were_decided(apps, _schema_editor):
    """Until now an exclusion held from when it was told, whatever its ground."""
    exclusions = apps.get_model("cases", "Exclusion").objects
    exclusions.filter(lifted_at=None).update(confirmed_at=F("at"), confirmed_by=F("by"))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_officers_excluded_from_a_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="exclusion",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tie", name="ended_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="tie", name="ended_reason", field=models.CharField(blank=True, max_length=500)
        ),
        migrations.RunPython(those_told_were_decided, migrations.RunPython.noop),
    ]
