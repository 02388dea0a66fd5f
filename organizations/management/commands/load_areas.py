"""`manage.py load_areas`: provinces, communes, what they were before, and fields of matter, as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand

from organizations.loading import load_areas, load_fields, load_former_communes


class Command(BaseCommand):
    help = "Nạp danh mục địa bàn và lĩnh vực; chạy lại không làm thay đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        areas, former, fields = load_areas(), load_former_communes(), load_fields()
        self.stdout.write(f"Địa bàn: {areas.total}, cập nhật {areas.written}.")
        self.stdout.write(f"Xã, phường cũ: {former.total}, cập nhật {former.written}.")
        self.stdout.write(f"Lĩnh vực: {fields.total}, cập nhật {fields.written}.")
