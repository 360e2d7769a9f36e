from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms', '0002_form_response'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='draft',
            name='forms_draft_is_one_in_each_tab',
        ),
        migrations.AddField(
            model_name='draft',
            name='discarded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('discarded_at', None)), fields=('user', 'page', 'tab_id'), name='forms_draft_is_one_in_each_tab'),
        ),
    ]
