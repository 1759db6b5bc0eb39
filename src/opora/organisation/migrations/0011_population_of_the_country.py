"""A population table may have a row of the country as a whole: it is of no municipality."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0010_norms_stated_by_directors'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='population', name='population_once_a_day'),
        migrations.AlterField(
            model_name='population',
            name='municipality',
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE,
                related_name='populations', to='organisation.municipality',
            ),
        ),
        migrations.AddConstraint(
            model_name='population',
            constraint=models.UniqueConstraint(
                fields=('municipality', 'on'), name='population_once_a_day', nulls_distinct=False
            ),
        ),
    ]
