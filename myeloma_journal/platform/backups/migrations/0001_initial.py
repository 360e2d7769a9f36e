import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(max_length=10)),
                ('erased_id', models.UUIDField()),
                ('erased_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['erased_at'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'erased_id'), name='backups_erasure_is_recorded_once')],
            },
        ),
    ]
