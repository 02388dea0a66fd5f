"""One act on many cases at once, and what became of each."""

import django.db.models.deletion
import sealing.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0064_supplements_from_home'),
        ('organizations', '0007_strangers_at_the_door'),
        ('workflows', '0020_words_may_be_erased'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(unique=True)),
                ('act', models.CharField(max_length=20)),
                ('on_behalf_of', models.CharField(blank=True, max_length=20)),
                ('said', sealing.fields.SealedJSON()),
                ('about', sealing.fields.SealedText()),
                ('state', models.CharField(choices=[('running', 'Đang làm'), ('done', 'Đã xong')], default='running', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('total', models.PositiveIntegerField(default=0)),
                ('taken_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BatchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waits', 'Chưa đến lượt'), ('done', 'Đã ghi'), ('refused', 'Không ghi')], default='waits', max_length=8)),
                ('said', models.CharField(blank=True, max_length=250)),
                ('done_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='workflows.batch')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflows.assignment')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['person', '-id'], name='batch_of_somebody'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(condition=models.Q(('state', 'running')), fields=['id'], name='batch_under_way'),
        ),
        migrations.AddIndex(
            model_name='batchrow',
            index=models.Index(condition=models.Q(('state', 'waits')), fields=['batch', 'case', 'id'], name='batch_waiting'),
        ),
        migrations.AddIndex(
            model_name='batchrow',
            index=models.Index(fields=['batch', 'state', 'id'], name='batch_results'),
        ),
        migrations.AddConstraint(
            model_name='batchrow',
            constraint=models.UniqueConstraint(condition=models.Q(('task', None)), fields=('batch', 'case'), name='batch_case_once'),
        ),
        migrations.AddConstraint(
            model_name='batchrow',
            constraint=models.UniqueConstraint(fields=('batch', 'task'), name='batch_task_once'),
        ),
    ]
