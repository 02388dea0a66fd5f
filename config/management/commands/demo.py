"""`manage.py demo`: an invented province at work, in an empty database; the same seed makes the same office."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.errors import Unusable
from config.demo import logins, office


class Command(BaseCommand):
    help = "Lập đơn vị mẫu với người và vụ việc hư cấu trong cơ sở dữ liệu trống."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=300, help="số vụ việc")
        parser.add_argument("--seed", type=int, default=1, help="cùng số thì ra cùng đơn vị mẫu")
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="ngày hôm nay của đơn vị mẫu")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        if options["cases"] < 0:
            raise CommandError("Số vụ việc không thể âm.")
        self.stdout.write(f"Đang lập đơn vị mẫu với {options['cases']} vụ việc…")
        try:
            office.make(cases=options["cases"], seed=options["seed"], today=today)
        except office.NotEmpty:
            raise CommandError(
                "Cơ sở dữ liệu đã có người dùng hoặc vụ việc; đơn vị mẫu chỉ lập ở nơi còn trống."
            ) from None
        except Unusable as refusal:
            raise CommandError(f"Không lập được đơn vị mẫu cho ngày {today:%d/%m/%Y}: {refusal}") from refusal
        file = logins.write(settings.DATA_DIR)
        for line in logins.lines():
            self.stdout.write(line)
        self.stdout.write(f"Danh sách đăng nhập cũng ở {file}.")
