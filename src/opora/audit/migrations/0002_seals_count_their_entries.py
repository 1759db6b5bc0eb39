from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="seal",
            name="entries",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["worker", "-id"], name="log_entry_of_worker"),
        ),
    ]
