"""The ways to a person. Each is one class with the same few questions; SMS and Zalo follow by a row in `WAYS`."""

import smtplib
from contextlib import suppress
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from cases.models import Party
from organizations.models import Unit, User

from .filling import body_of, enclosed_in, is_overtaken
from .models import Message, SheetKeeper
from .vocabulary import Channel, Recipient, Trouble


class NotSent(Exception):
    """The message has certainly not left; `trouble` says why."""

    def __init__(self, trouble: Trouble, reply_code: int | None = None) -> None:
        super().__init__(trouble)
        self.trouble, self.reply_code = trouble, reply_code


class CutOff(Exception):
    """The line broke in the middle: nobody can say whether the message left."""


class Way(Protocol):
    """What the house asks of a channel."""

    leaves: bool
    """Somebody has to carry the message out; what stays inside is told by its row."""
    repeats: bool
    """What was cut off is sent again by itself: only where a stable key lets the other side see that it is one."""

    def reaches(self, person: User) -> bool:
        """Say whether the person gave what this channel needs."""

    def address_of(self, message: Message) -> str: ...

    def carry(self, message: Message, address: str) -> None:
        """Hand it over. Raises NotSent, CutOff."""


class InApp:
    leaves, repeats = False, False

    def reaches(self, person: User) -> bool:
        return True

    def address_of(self, message: Message) -> str:
        return ""

    def carry(self, message: Message, address: str) -> None:
        raise AssertionError("what is said inside the house is never carried out")


class Email:
    leaves, repeats = True, True

    def reaches(self, person: User) -> bool:
        return bool(person.email)

    def address_of(self, message: Message) -> str:
        """Look the address up when the message leaves, so that it lives in one place only."""
        found: User | Unit | SheetKeeper | Party | None
        match message.recipient:
            case Recipient.PERSON:
                found = User.objects.filter(pk=message.recipient_id, is_active=True).first()
            case Recipient.UNIT:
                found = Unit.objects.filter(pk=message.recipient_id).first()
            case Recipient.KEEPER:
                found = SheetKeeper.objects.filter(pk=message.recipient_id).first()
            case _:
                found = Party.objects.filter(pk=message.recipient_id).first()
        return found.email if found else ""

    def carry(self, message: Message, address: str) -> None:
        if is_overtaken(message):
            raise NotSent(Trouble.OVERTAKEN)
        letter = _letter(message, address)
        connection = get_connection()
        try:
            connection.open()
        except OSError as trouble:  # includes everything smtplib raises: wrong password, no TLS, nobody there
            raise NotSent(Trouble.UNREACHABLE, getattr(trouble, "smtp_code", None)) from trouble
        try:
            connection.send_messages([letter])
        except ValueError as trouble:  # an address that cannot be written into a letter's head
            raise NotSent(Trouble.BAD_ADDRESS) from trouble
        except smtplib.SMTPException as trouble:
            raise _said(trouble) from trouble
        except OSError as trouble:
            raise CutOff from trouble
        finally:
            # The letter is through or not by now; a server that hangs up rudely changes nothing about it.
            with suppress(OSError):
                connection.close()


WAYS: dict[str, Way] = {Channel.IN_APP: InApp(), Channel.EMAIL: Email()}


def leaving() -> list[str]:
    return [name for name, way in WAYS.items() if way.leaves]


def message_id(message: Message) -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<{message.key}@{domain}>"


def _letter(message: Message, address: str) -> EmailMessage:
    headers = {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    letter = EmailMessage(subject=message.subject, body=body_of(message), to=[address], headers=headers)
    enclosed = enclosed_in(message)
    if enclosed is not None:
        letter.attach(*enclosed)
    return letter


def _said(trouble: smtplib.SMTPException) -> NotSent | CutOff:
    """Tell apart what the server refused, for now or for good, and a line that broke."""
    match trouble:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            code = max(code for code, _words in refused.values())
        case smtplib.SMTPDataError(smtp_code=code):
            pass
        case smtplib.SMTPServerDisconnected():
            return CutOff()
        case _:
            # It does not take mail from us at all: nothing about this message, everything about the set-up.
            return NotSent(Trouble.UNREACHABLE, getattr(trouble, "smtp_code", None))
    return NotSent(Trouble.REFUSED if code >= 500 else Trouble.NOT_NOW, code)
