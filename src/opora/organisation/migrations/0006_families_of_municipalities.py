from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_competences_of_workers"),
    ]

    operations = [
        migrations.AddField(
            model_name="population",
            name="families",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
