from django.db import migrations, models


class Migration(migrations.Migration):
    """An appeal is sent to the opposing parties, who have a term to answer (ZUP 241)."""

    dependencies = [("decisions", "0004_acts_of_tasks_and_appeals")]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="answer_until",
            field=models.DateField(blank=True, null=True),
        ),
    ]
