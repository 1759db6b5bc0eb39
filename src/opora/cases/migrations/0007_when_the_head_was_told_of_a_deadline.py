from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("cases", "0006_notes_with_versions_and_appointments_of_several")]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="escalated_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
