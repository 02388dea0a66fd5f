"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

import django.db.models.deletion
import sealing.fields
from django.conf import settings
from django.db import migrations, models

from audit.one_step import Together


class Migration(migrations.Migration):

    replaces = [('desk', '0001_drafts'), ('desk', '0002_kept_forms'), ('desk', '0003_read_tasks'), ('desk', '0004_words_may_be_erased')]

    initial = True

    dependencies = [
        ('cases', '0048_papers_of_agencies'),
        ('organizations', '0004_competence_no_overlap'),
        ('workflows', '0017_turns_of_tasks'),
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.UUIDField()),
                    ('typed', sealing.fields.SealedJSON()),
                    ('kept_at', models.DateTimeField()),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['user', 'unit', '-kept_at'], name='draft_of_somebody')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'token'), name='draft_once')],
                },
            ), migrations.CreateModel(
                name='KeptForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('holder', models.CharField(max_length=60)),
                    ('move', models.CharField(max_length=24)),
                    ('typed', sealing.fields.SealedJSON()),
                    ('kept_at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ],
                options={
                    'indexes': [models.Index(fields=['kept_at'], name='form_kept_at')],
                    'constraints': [models.UniqueConstraint(fields=('holder', 'case', 'move'), name='form_kept_once')],
                },
            ), migrations.CreateModel(
                name='ReadTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('turn', models.PositiveIntegerField()),
                    ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workflows.assignment')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'task'), name='task_read_once')],
                },
            ), migrations.CreateModel(
                name='KeptFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('field', models.CharField(max_length=40)),
                    ('title', sealing.fields.SealedText()),
                    ('content', models.FileField(upload_to='kept/')),
                    ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='desk.keptform')),
                ],
                options={
                    'ordering': ['pk'],
                },
            )],
        ),
    ]
