"""Lists that somebody takes out as a table, written in the background."""

import django.db.models.deletion
import sealing.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_saved_filters'),
        ('organizations', '0007_strangers_at_the_door'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_behalf_of', models.CharField(blank=True, max_length=20)),
                ('form', models.CharField(choices=[('xlsx', 'Excel (xlsx)'), ('csv', 'CSV')], max_length=4)),
                ('said', sealing.fields.SealedText()),
                ('asked', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('running', 'Đang kết xuất'), ('done', 'Sẵn sàng'), ('stopped', 'Đã dừng')], default='running', max_length=7)),
                ('asked_at', models.DateTimeField()),
                ('total', models.PositiveIntegerField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ExportPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('cases', models.JSONField()),
                ('lowest', models.BigIntegerField()),
                ('highest', models.BigIntegerField()),
                ('rows', models.PositiveIntegerField(null=True)),
                ('content', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveIntegerField(default=0)),
                ('turn', models.PositiveIntegerField(default=0)),
                ('export', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='desk.export')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddIndex(
            model_name='export',
            index=models.Index(fields=['user', '-id'], name='export_of_somebody'),
        ),
        migrations.AddIndex(
            model_name='export',
            index=models.Index(condition=models.Q(('state', 'running')), fields=['id'], name='export_under_way'),
        ),
        migrations.AddConstraint(
            model_name='exportpart',
            constraint=models.UniqueConstraint(fields=('export', 'number'), name='export_part_once'),
        ),
    ]
