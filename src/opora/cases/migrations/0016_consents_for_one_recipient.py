import django.db.models.deletion
from django.db import migrations, models

BODY = {"blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
RECORD = {"blank": True, "null": True, "on_delete": django.db.models.deletion.RESTRICT}


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_transfers_are_taken_over")]

    operations = [
        migrations.AddField("consent", "to_body", models.ForeignKey(to="cases.body", **BODY)),
        migrations.AddField("consent", "until", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "consent",
            "record",
            models.OneToOneField(to="cases.caserecord", related_name="kept_of_consent", **RECORD),
        ),
        migrations.AddField("disclosure", "to_body", models.ForeignKey(to="cases.body", **BODY)),
        migrations.AddField(
            "disclosure",
            "record",
            models.OneToOneField(to="cases.caserecord", related_name="kept_of_disclosure", **RECORD),
        ),
    ]
