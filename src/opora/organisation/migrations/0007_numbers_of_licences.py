from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_families_of_municipalities")]

    operations = [
        migrations.AddField(
            model_name="competence",
            name="number",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
