# Written on 2026-11-21.

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0045_letters_to_heads_and_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='Knock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('ask', 'Xin mã'), ('try', 'Nhập mã')], max_length=4)),
                ('who', models.CharField(max_length=64)),
                ('where', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('digest', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('session_digest', models.CharField(blank=True, max_length=64)),
                ('open_until', models.DateTimeField(null=True)),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='knock',
            index=models.Index(fields=['what', 'who', 'at'], name='knock_by'),
        ),
        migrations.AddIndex(
            model_name='knock',
            index=models.Index(fields=['what', 'where', 'at'], name='knock_at'),
        ),
        migrations.AddField(
            model_name='link',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='cases.referral'),
        ),
        migrations.AddIndex(
            model_name='link',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['referral'], name='link_not_ended'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(condition=models.Q(('session_digest__gt', '')), fields=('session_digest',), name='link_session_once'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('open_until', None), ('opened_at', None), ('session_digest', '')), models.Q(('open_until__isnull', False), ('opened_at__isnull', False), ('session_digest__gt', '')), _connector='OR'), name='link_opened_with_its_session'),
        ),
    ]
