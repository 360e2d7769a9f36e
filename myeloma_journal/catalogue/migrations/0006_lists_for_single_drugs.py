from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_questions_of_lab_markers'),
    ]

    operations = [
        migrations.AddField(
            model_name='checklist',
            name='drugs',
            field=models.ManyToManyField(blank=True, related_name='checklists', to='catalogue.drug'),
        ),
        migrations.AlterField(
            model_name='checklist',
            name='situation',
            field=models.CharField(choices=[('first', 'Just starting'), ('treatment', 'On treatment'), ('immune', 'Transplant and immune treatment'), ('body', 'Protecting your body'), ('relapse', 'When things change'), ('living', 'Life and family')], max_length=10),
        ),
    ]
