"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

import audit.acting
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import organizations.models.user
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from audit.one_step import Together
from organizations import overlaps


class Migration(migrations.Migration):

    replaces = [('organizations', '0001_initial'), ('organizations', '0002_client'), ('organizations', '0003_competence'), ('organizations', '0004_competence_no_overlap')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='Area',
                fields=[
                    ('code', models.CharField(max_length=8, primary_key=True, serialize=False, verbose_name='mã')),
                    ('official_code', models.CharField(max_length=5, verbose_name='mã số hành chính')),
                    ('name', models.CharField(max_length=80, verbose_name='tên')),
                    ('kind', models.CharField(choices=[('province', 'Tỉnh, thành phố trực thuộc trung ương'), ('commune', 'Xã'), ('ward', 'Phường'), ('special_zone', 'Đặc khu'), ('district_old', 'Quận, huyện, thị xã, thành phố cũ')], max_length=12, verbose_name='loại')),
                    ('path', models.CharField(db_index=True, max_length=32)),
                    ('in_force_from', models.DateField(blank=True, null=True, verbose_name='có hiệu lực từ')),
                    ('in_force_to', models.DateField(blank=True, null=True, verbose_name='có hiệu lực đến')),
                    ('folded', models.CharField(db_index=True, editable=False, max_length=200)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.area')),
                ],
                options={
                    'verbose_name': 'địa bàn',
                    'ordering': ['code'],
                    'indexes': [models.Index(fields=['kind', 'parent'], name='area_kind_parent')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('in_force_to__isnull', True), ('in_force_from__isnull', True), ('in_force_to__gt', models.F('in_force_from')), _connector='OR'), name='area_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('in_force_to__isnull', True)), fields=('official_code',), name='area_number_once_in_force')],
                },
            ), migrations.CreateModel(
                name='Field',
                fields=[
                    ('key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='mã')),
                    ('name', models.CharField(max_length=120, verbose_name='tên')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('in_force_to', models.DateField(blank=True, null=True, verbose_name='dùng đến')),
                    ('folded', models.CharField(editable=False, max_length=120)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.field')),
                ],
                options={
                    'verbose_name': 'lĩnh vực',
                    'ordering': ['order'],
                },
            ), migrations.CreateModel(
                name='HistoricalUser',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(db_index=True, error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('operation', models.UUIDField(db_index=True, default=audit.acting.current_operation, null=True)),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='chức danh')),
                    ('history_user_id', models.BigIntegerField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical người dùng',
                    'verbose_name_plural': 'historical users',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='chức danh')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'người dùng',
                    'verbose_name_plural': 'users',
                    'ordering': ['full_name'],
                    'abstract': False,
                },
                managers=[
                    ('objects', organizations.models.user.PeopleManager()),
                ],
            ), migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('mttq', 'Mặt trận Tổ quốc Việt Nam'), ('sociopolitical', 'Tổ chức chính trị - xã hội'), ('peoples_committee', 'Ủy ban nhân dân'), ('council', 'Hội đồng nhân dân, Đoàn đại biểu Quốc hội'), ('department', 'Sở, ban, ngành, phòng chuyên môn'), ('police', 'Công an'), ('procuracy', 'Viện kiểm sát nhân dân'), ('court', 'Tòa án nhân dân'), ('party', 'Cơ quan Đảng'), ('inspection_board', 'Ban Thanh tra nhân dân'), ('investment_board', 'Ban Giám sát đầu tư của cộng đồng'), ('other', 'Cơ quan, tổ chức khác')], max_length=20, verbose_name='loại')),
                    ('level', models.CharField(choices=[('centre', 'Trung ương'), ('province', 'Tỉnh, thành phố'), ('commune', 'Xã, phường, đặc khu'), ('area', 'Khu dân cư')], max_length=10, verbose_name='cấp')),
                    ('name', models.CharField(max_length=200, verbose_name='tên')),
                    ('short_name', models.CharField(blank=True, max_length=60, verbose_name='tên ngắn')),
                    ('code', models.CharField(blank=True, max_length=35, verbose_name='mã định danh')),
                    ('symbol', models.CharField(blank=True, max_length=30, verbose_name='ký hiệu văn bản')),
                    ('path', models.CharField(db_index=True, editable=False, max_length=120)),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('address', models.CharField(blank=True, max_length=250, verbose_name='địa chỉ')),
                    ('in_force_from', models.DateField(verbose_name='có hiệu lực từ')),
                    ('in_force_to', models.DateField(blank=True, null=True, verbose_name='có hiệu lực đến')),
                    ('folded', models.CharField(editable=False, max_length=400)),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='organizations.area')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.unit')),
                ],
                options={
                    'verbose_name': 'đơn vị',
                    'ordering': ['path'],
                    'indexes': [models.Index(fields=['kind', 'level'], name='unit_kind_level')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('in_force_to__isnull', True), ('in_force_to__gt', models.F('in_force_from')), _connector='OR'), name='unit_ends_after_it_begins', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='unit_code_once'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='unit_not_above_itself')],
                },
            ), migrations.CreateModel(
                name='Client',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='tên phần mềm')),
                    ('role', models.CharField(choices=[('receptionist', 'Cán bộ tiếp dân'), ('handler', 'Cán bộ xử lý đơn'), ('leader', 'Lãnh đạo Mặt trận'), ('records_officer', 'Văn thư'), ('agency_officer', 'Cán bộ cơ quan'), ('agency_leader', 'Lãnh đạo cơ quan'), ('supervisor', 'Cán bộ giám sát'), ('auditor', 'Người kiểm tra lịch sử'), ('administrator', 'Quản trị')], max_length=24, verbose_name='vai trò')),
                    ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('admitted_on', models.DateField(verbose_name='ngày cấp quyền')),
                    ('revoked_on', models.DateField(null=True, verbose_name='ngày thu hồi')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'phần mềm kết nối',
                    'ordering': ['pk'],
                },
            ), migrations.CreateModel(
                name='Competence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(blank=True, max_length=24, verbose_name='loại đơn')),
                    ('agency_kind', models.CharField(blank=True, choices=[('mttq', 'Mặt trận Tổ quốc Việt Nam'), ('sociopolitical', 'Tổ chức chính trị - xã hội'), ('peoples_committee', 'Ủy ban nhân dân'), ('council', 'Hội đồng nhân dân, Đoàn đại biểu Quốc hội'), ('department', 'Sở, ban, ngành, phòng chuyên môn'), ('police', 'Công an'), ('procuracy', 'Viện kiểm sát nhân dân'), ('court', 'Tòa án nhân dân'), ('party', 'Cơ quan Đảng'), ('inspection_board', 'Ban Thanh tra nhân dân'), ('investment_board', 'Ban Giám sát đầu tư của cộng đồng'), ('other', 'Cơ quan, tổ chức khác')], max_length=20, verbose_name='loại cơ quan')),
                    ('agency_level', models.CharField(blank=True, choices=[('centre', 'Trung ương'), ('province', 'Tỉnh, thành phố'), ('commune', 'Xã, phường, đặc khu'), ('area', 'Khu dân cư')], max_length=10, verbose_name='cấp cơ quan')),
                    ('basis', models.CharField(max_length=250, verbose_name='căn cứ')),
                    ('confidence', models.CharField(choices=[('checked', 'Đã đối chiếu văn bản'), ('assumed', 'Theo thông lệ, chưa đối chiếu')], max_length=10, verbose_name='độ tin cậy')),
                    ('note', models.CharField(blank=True, max_length=250, verbose_name='ghi chú')),
                    ('in_force_from', models.DateField(verbose_name='có hiệu lực từ')),
                    ('in_force_to', models.DateField(blank=True, null=True, verbose_name='có hiệu lực đến')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='cơ quan')),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.area', verbose_name='địa bàn')),
                    ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.field', verbose_name='lĩnh vực')),
                ],
                options={
                    'verbose_name': 'dòng thẩm quyền',
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['field', 'area'], name='competence_field_area')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('in_force_to__isnull', True), ('in_force_to__gte', models.F('in_force_from')), _connector='OR'), name='competence_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('agency_kind', ''), ('agency_level', '')), models.Q(('agency__isnull', True), ('agency_kind__gt', ''), ('agency_level__gt', '')), _connector='OR'), name='competence_names_one_agency'), models.CheckConstraint(condition=models.Q(('basis__gt', '')), name='competence_rests_on_something')],
                },
            ), migrations.CreateModel(
                name='HistoricalCompetence',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('operation', models.UUIDField(db_index=True, default=audit.acting.current_operation, null=True)),
                    ('kind', models.CharField(blank=True, max_length=24, verbose_name='loại đơn')),
                    ('agency_kind', models.CharField(blank=True, choices=[('mttq', 'Mặt trận Tổ quốc Việt Nam'), ('sociopolitical', 'Tổ chức chính trị - xã hội'), ('peoples_committee', 'Ủy ban nhân dân'), ('council', 'Hội đồng nhân dân, Đoàn đại biểu Quốc hội'), ('department', 'Sở, ban, ngành, phòng chuyên môn'), ('police', 'Công an'), ('procuracy', 'Viện kiểm sát nhân dân'), ('court', 'Tòa án nhân dân'), ('party', 'Cơ quan Đảng'), ('inspection_board', 'Ban Thanh tra nhân dân'), ('investment_board', 'Ban Giám sát đầu tư của cộng đồng'), ('other', 'Cơ quan, tổ chức khác')], max_length=20, verbose_name='loại cơ quan')),
                    ('agency_level', models.CharField(blank=True, choices=[('centre', 'Trung ương'), ('province', 'Tỉnh, thành phố'), ('commune', 'Xã, phường, đặc khu'), ('area', 'Khu dân cư')], max_length=10, verbose_name='cấp cơ quan')),
                    ('basis', models.CharField(max_length=250, verbose_name='căn cứ')),
                    ('confidence', models.CharField(choices=[('checked', 'Đã đối chiếu văn bản'), ('assumed', 'Theo thông lệ, chưa đối chiếu')], max_length=10, verbose_name='độ tin cậy')),
                    ('note', models.CharField(blank=True, max_length=250, verbose_name='ghi chú')),
                    ('in_force_from', models.DateField(verbose_name='có hiệu lực từ')),
                    ('in_force_to', models.DateField(blank=True, null=True, verbose_name='có hiệu lực đến')),
                    ('history_user_id', models.BigIntegerField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.unit', verbose_name='cơ quan')),
                    ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.area', verbose_name='địa bàn')),
                    ('field', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.field', verbose_name='lĩnh vực')),
                ],
                options={
                    'verbose_name': 'historical dòng thẩm quyền',
                    'verbose_name_plural': 'historical dòng thẩm quyềns',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalMembership',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('operation', models.UUIDField(db_index=True, default=audit.acting.current_operation, null=True)),
                    ('role', models.CharField(choices=[('receptionist', 'Cán bộ tiếp dân'), ('handler', 'Cán bộ xử lý đơn'), ('leader', 'Lãnh đạo Mặt trận'), ('records_officer', 'Văn thư'), ('agency_officer', 'Cán bộ cơ quan'), ('agency_leader', 'Lãnh đạo cơ quan'), ('supervisor', 'Cán bộ giám sát'), ('auditor', 'Người kiểm tra lịch sử'), ('administrator', 'Quản trị')], max_length=20, verbose_name='vai trò')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='chức danh')),
                    ('from_on', models.DateField(verbose_name='từ ngày')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('history_user_id', models.BigIntegerField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.unit')),
                ],
                options={
                    'verbose_name': 'historical phân công',
                    'verbose_name_plural': 'historical phân côngs',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalUnit',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('operation', models.UUIDField(db_index=True, default=audit.acting.current_operation, null=True)),
                    ('kind', models.CharField(choices=[('mttq', 'Mặt trận Tổ quốc Việt Nam'), ('sociopolitical', 'Tổ chức chính trị - xã hội'), ('peoples_committee', 'Ủy ban nhân dân'), ('council', 'Hội đồng nhân dân, Đoàn đại biểu Quốc hội'), ('department', 'Sở, ban, ngành, phòng chuyên môn'), ('police', 'Công an'), ('procuracy', 'Viện kiểm sát nhân dân'), ('court', 'Tòa án nhân dân'), ('party', 'Cơ quan Đảng'), ('inspection_board', 'Ban Thanh tra nhân dân'), ('investment_board', 'Ban Giám sát đầu tư của cộng đồng'), ('other', 'Cơ quan, tổ chức khác')], max_length=20, verbose_name='loại')),
                    ('level', models.CharField(choices=[('centre', 'Trung ương'), ('province', 'Tỉnh, thành phố'), ('commune', 'Xã, phường, đặc khu'), ('area', 'Khu dân cư')], max_length=10, verbose_name='cấp')),
                    ('name', models.CharField(max_length=200, verbose_name='tên')),
                    ('short_name', models.CharField(blank=True, max_length=60, verbose_name='tên ngắn')),
                    ('code', models.CharField(blank=True, max_length=35, verbose_name='mã định danh')),
                    ('symbol', models.CharField(blank=True, max_length=30, verbose_name='ký hiệu văn bản')),
                    ('path', models.CharField(db_index=True, editable=False, max_length=120)),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('address', models.CharField(blank=True, max_length=250, verbose_name='địa chỉ')),
                    ('in_force_from', models.DateField(verbose_name='có hiệu lực từ')),
                    ('in_force_to', models.DateField(blank=True, null=True, verbose_name='có hiệu lực đến')),
                    ('history_user_id', models.BigIntegerField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.area')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.unit')),
                ],
                options={
                    'verbose_name': 'historical đơn vị',
                    'verbose_name_plural': 'historical đơn vịs',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('receptionist', 'Cán bộ tiếp dân'), ('handler', 'Cán bộ xử lý đơn'), ('leader', 'Lãnh đạo Mặt trận'), ('records_officer', 'Văn thư'), ('agency_officer', 'Cán bộ cơ quan'), ('agency_leader', 'Lãnh đạo cơ quan'), ('supervisor', 'Cán bộ giám sát'), ('auditor', 'Người kiểm tra lịch sử'), ('administrator', 'Quản trị')], max_length=20, verbose_name='vai trò')),
                    ('title', models.CharField(blank=True, max_length=120, verbose_name='chức danh')),
                    ('from_on', models.DateField(verbose_name='từ ngày')),
                    ('to_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.unit')),
                ],
                options={
                    'verbose_name': 'phân công',
                    'ordering': ['from_on', 'pk'],
                    'indexes': [models.Index(fields=['unit', 'role'], name='membership_unit_role')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='membership_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('to_on__isnull', True)), fields=('user', 'unit', 'role'), name='membership_open_once')],
                },
            ), migrations.CreateModel(
                name='Succession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('how', models.CharField(choices=[('merged', 'Nhập vào'), ('split', 'Chia tách thành'), ('renamed', 'Đổi tên')], max_length=10, verbose_name='hình thức')),
                    ('on', models.DateField(verbose_name='từ ngày')),
                    ('basis', models.CharField(max_length=250, verbose_name='căn cứ')),
                    ('name_before', models.CharField(max_length=200, verbose_name='tên cũ')),
                    ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='organizations.unit')),
                    ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organizations.unit')),
                ],
                options={
                    'verbose_name': 'kế thừa',
                    'ordering': ['on', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('how', 'renamed'), ('before', models.F('after'))), models.Q(models.Q(('how', 'renamed'), _negated=True), models.Q(('before', models.F('after')), _negated=True)), _connector='OR'), name='succession_between_two_unless_renamed'), models.UniqueConstraint(fields=('before', 'after', 'on', 'how'), name='succession_once')],
                },
            ), migrations.CreateModel(
                name='Deputisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('from_on', models.DateField(verbose_name='từ ngày')),
                    ('to_on', models.DateField(verbose_name='đến hết ngày')),
                    ('basis', models.CharField(max_length=250, verbose_name='căn cứ')),
                    ('revoked_on', models.DateField(blank=True, null=True, verbose_name='thu hồi từ ngày')),
                    ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputisations', to=settings.AUTH_USER_MODEL)),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputisations', to='organizations.membership')),
                ],
                options={
                    'verbose_name': 'ủy quyền',
                    'ordering': ['from_on', 'pk'],
                    'indexes': [models.Index(fields=['deputy', 'to_on'], name='deputisation_deputy_to')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='deputisation_ends_after_it_begins')],
                },
            ), migrations.CreateModel(
                name='HistoricalDeputisation',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('operation', models.UUIDField(db_index=True, default=audit.acting.current_operation, null=True)),
                    ('from_on', models.DateField(verbose_name='từ ngày')),
                    ('to_on', models.DateField(verbose_name='đến hết ngày')),
                    ('basis', models.CharField(max_length=250, verbose_name='căn cứ')),
                    ('revoked_on', models.DateField(blank=True, null=True, verbose_name='thu hồi từ ngày')),
                    ('history_user_id', models.BigIntegerField(null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('deputy', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('membership', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.membership')),
                ],
                options={
                    'verbose_name': 'historical ủy quyền',
                    'verbose_name_plural': 'historical ủy quyềns',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            )],
        ),
        migrations.RunPython(overlaps.install, overlaps.uninstall),
    ]
