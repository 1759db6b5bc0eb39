from django.db import migrations, models


class Migration(migrations.Migration):
    """Papers made up to this day may hold the address; where it is not known, all were made without it."""

    dependencies = [("people", "0003_changes_of_bank_accounts_are_confirmed")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="protected_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
