import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _worker() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0007_numbers_of_licences")]

    operations = [
        migrations.AddField("competence", "entered_by", _worker()),
        migrations.AddField("competence", "entered_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("competence", "ended_by", _worker()),
        migrations.AddField("competence", "ended_at", models.DateTimeField(blank=True, null=True)),
    ]
