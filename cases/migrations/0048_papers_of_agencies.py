# Written on 2026-11-21.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0047_held_and_stopped_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=24)),
                ('number', models.CharField(max_length=60)),
                ('dated_on', models.DateField()),
                ('arrived_on', models.DateField()),
                ('recorded_on', models.DateField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='evidence',
            field=models.CharField(blank=True, choices=[('delivery_book', 'Sổ giao nhận văn bản'), ('postal_slip', 'Phiếu báo phát của bưu điện'), ('portal', 'Cơ quan xác nhận trên hệ thống'), ('email_reply', 'Thư điện tử xác nhận'), ('agency_paper', 'Văn bản của cơ quan')], max_length=16),
        ),
        migrations.AlterField(
            model_name='historicalreferral',
            name='evidence',
            field=models.CharField(blank=True, choices=[('delivery_book', 'Sổ giao nhận văn bản'), ('postal_slip', 'Phiếu báo phát của bưu điện'), ('portal', 'Cơ quan xác nhận trên hệ thống'), ('email_reply', 'Thư điện tử xác nhận'), ('agency_paper', 'Văn bản của cơ quan')], max_length=16),
        ),
        migrations.AlterField(
            model_name='historicalrefusalnotice',
            name='evidence',
            field=models.CharField(blank=True, choices=[('delivery_book', 'Sổ giao nhận văn bản'), ('postal_slip', 'Phiếu báo phát của bưu điện'), ('portal', 'Cơ quan xác nhận trên hệ thống'), ('email_reply', 'Thư điện tử xác nhận'), ('agency_paper', 'Văn bản của cơ quan')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letter',
            name='evidence',
            field=models.CharField(blank=True, choices=[('delivery_book', 'Sổ giao nhận văn bản'), ('postal_slip', 'Phiếu báo phát của bưu điện'), ('portal', 'Cơ quan xác nhận trên hệ thống'), ('email_reply', 'Thư điện tử xác nhận'), ('agency_paper', 'Văn bản của cơ quan')], max_length=16),
        ),
        migrations.AlterField(
            model_name='referral',
            name='evidence',
            field=models.CharField(blank=True, choices=[('delivery_book', 'Sổ giao nhận văn bản'), ('postal_slip', 'Phiếu báo phát của bưu điện'), ('portal', 'Cơ quan xác nhận trên hệ thống'), ('email_reply', 'Thư điện tử xác nhận'), ('agency_paper', 'Văn bản của cơ quan')], max_length=16),
        ),
        migrations.AlterField(
            model_name='refusalnotice',
            name='evidence',
            field=models.CharField(blank=True, choices=[('delivery_book', 'Sổ giao nhận văn bản'), ('postal_slip', 'Phiếu báo phát của bưu điện'), ('portal', 'Cơ quan xác nhận trên hệ thống'), ('email_reply', 'Thư điện tử xác nhận'), ('agency_paper', 'Văn bản của cơ quan')], max_length=16),
        ),
        migrations.AddField(
            model_name='agencyact',
            name='paper',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='cases.document'),
        ),
        migrations.AddField(
            model_name='agencyact',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='cases.referral'),
        ),
        migrations.AddConstraint(
            model_name='agencyact',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', '')), name='act_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='agencyact',
            constraint=models.CheckConstraint(condition=models.Q(('arrived_on__gte', models.F('dated_on'))), name='act_arrives_after_its_day'),
        ),
    ]
