import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutgoingEmail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('encrypted', models.TextField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('next_attempt_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(models.F('next_attempt_at'), name='mail_next_attempt')],
                'constraints': [models.CheckConstraint(condition=models.Q(('failed_at', None), ('encrypted', ''), _connector='OR'), name='mail_outgoingemail_is_empty_once_it_failed')],
            },
        ),
    ]
