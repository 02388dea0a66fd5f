"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

from django.db import migrations, models

from audit.one_step import Together


class Migration(migrations.Migration):

    replaces = [('files', '0001_contents'), ('files', '0002_what_was_found'), ('files', '0003_seal_contents'), ('files', '0004_blob_erased_on')]

    initial = True

    dependencies = [
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='Blob',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('media_type', models.CharField(max_length=80, verbose_name='loại tệp')),
                    ('size', models.PositiveIntegerField(verbose_name='dung lượng')),
                    ('condition', models.CharField(choices=[('unseen', 'Chưa mở thử'), ('sound', 'Mở được'), ('protected', 'Có mật khẩu, không xem được'), ('broken', 'Không mở được'), ('macros', 'Có macro')], default='unseen', max_length=12)),
                    ('has_picture', models.BooleanField(default=False)),
                    ('looked_on', models.DateField(null=True)),
                    ('pages', models.PositiveIntegerField(null=True)),
                    ('scan', models.CharField(choices=[('not_scanned', 'Chưa quét vi-rút'), ('clean', 'Đã quét, không thấy vi-rút'), ('infected', 'Nghi có mã độc')], default='not_scanned', max_length=12)),
                    ('scanned_on', models.DateField(null=True)),
                    ('taken_at', models.DateTimeField(null=True)),
                    ('threat', models.CharField(blank=True, max_length=120)),
                    ('erased_on', models.DateField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('looked_on__isnull', True)), fields=['id'], name='blob_to_look_at'), models.Index(condition=models.Q(('scan', 'not_scanned')), fields=['id'], name='blob_to_scan')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='blob_has_content'), models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), ('scanned_on__isnull', False), ('threat__gt', '')), models.Q(('scan', 'clean'), ('scanned_on__isnull', False), ('threat', '')), models.Q(('scan', 'not_scanned'), ('scanned_on__isnull', True), ('threat', '')), _connector='OR'), name='blob_infected_iff_named')],
                },
            )],
        ),
    ]
