from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_looks_at_broken_glass")]
    operations = [
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=["sequence"], name="case_running_number")
        ),
    ]
