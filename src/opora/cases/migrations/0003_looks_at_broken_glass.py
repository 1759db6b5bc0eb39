from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_numbers_by_centre_and_pauses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='access',
            index=models.Index(condition=models.Q(('broke_glass', True)), fields=['case'], name='glass_broken_in_cases'),
        ),
        migrations.CreateModel(
            name='GlassLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_auditor', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('access', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='cases.access')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('access'), models.F('as_auditor'), name='glass_looked_at_once_a_side')],
            },
        ),
    ]
