"""`manage.py load_areas`: provinces, communes, old districts and fields of matter, as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand

from organizations.loading import load_areas, load_fields


class Command(BaseCommand):
    help = "Nạp danh mục địa bàn và lĩnh vực; chạy lại không làm thay đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        areas, fields = load_areas(), load_fields()
        self.stdout.write(f"Địa bàn: {areas.total}, cập nhật {areas.written}.")
        self.stdout.write(f"Lĩnh vực: {fields.total}, cập nhật {fields.written}.")
