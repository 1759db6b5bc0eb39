from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_italian_names_of_places")]
    operations = [
        migrations.AddField(
            model_name="worker",
            name="sex",
            field=models.CharField(blank=True, default="", max_length=6),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(sex__in=["", "female", "male"]), name="sex_of_worker_known_or_empty"
            ),
        ),
    ]
