from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_sex_of_workers")]
    operations = [
        migrations.AlterField(
            model_name="rolegrant",
            name="role",
            field=models.CharField(
                choices=[
                    ("professional_worker", "Professional worker"),
                    ("clerk", "Clerk"),
                    ("decision_maker", "Decision-maker"),
                    ("head_of_unit", "Head of unit"),
                    ("director", "Director"),
                    ("auditor", "Auditor"),
                    ("administrator", "Administrator"),
                    ("analyst", "Analyst"),
                ],
                max_length=30,
            ),
        ),
    ]
