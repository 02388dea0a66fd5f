"""`manage.py client admit|revoke|list`: programs that read through the API, from the machine itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.actor import Actor, Channel, system
from organizations.models import Client, Unit
from organizations.operations import admit_client, revoke_client
from organizations.vocabulary import Role

BY: Actor = system("client", channel=Channel.COMMAND)


class Command(BaseCommand):
    help = "Cấp, thu hồi và xem quyền của phần mềm kết nối."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        admit = does.add_parser("admit", help="cấp quyền và in mã kết nối một lần duy nhất")
        admit.add_argument("name", help="tên phần mềm")
        admit.add_argument("--unit", required=True, metavar="CODE", help="mã định danh của đơn vị")
        admit.add_argument("--role", required=True, choices=Role.values, help="vai trò mà phần mềm đọc theo")
        revoke = does.add_parser("revoke", help="thu hồi quyền")
        revoke.add_argument("client", type=int, help="số thứ tự trong danh sách")
        does.add_parser("list", help="xem các phần mềm đã được cấp quyền")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["does"])(**options)
        except ValidationError as mistakes:
            raise CommandError(" ".join(mistakes.messages)) from mistakes

    def admit(self, *, name: str, unit: str, role: str, **options: Any) -> None:
        found = Unit.objects.filter(code=unit).exclude(code="").first()
        if found is None:
            raise CommandError(f"Không có đơn vị nào mang mã {unit}.")
        client, token = admit_client(name=name, unit=found, role=role, by=BY, on=timezone.localdate())
        self.stderr.write(f"Phần mềm số {client.pk}. Mã kết nối chỉ hiện một lần, hãy cất giữ ngay:")
        self.stdout.write(token)

    def revoke(self, *, client: int, **options: Any) -> None:
        held = Client.objects.select_related("unit").filter(pk=client).first()
        if held is None:
            raise CommandError(f"Không có phần mềm số {client}.")
        revoke_client(held, by=BY, on=timezone.localdate())
        self.stdout.write(f"Đã thu hồi quyền của phần mềm số {client}.")

    def list(self, **options: Any) -> None:
        for client in Client.objects.select_related("unit"):
            until = f", thu hồi ngày {client.revoked_on:%d/%m/%Y}" if client.revoked_on else ""
            self.stdout.write(f"{client.pk}  {client.name}  {client.unit} ({client.get_role_display()}){until}")
