"""What a one-time link is: the handle on paper, the code in the mail, the session it opens; none kept but as a digest.

The handle says nothing and opens nothing. The code is typed, never clicked: what scans mail would use it up.
"""

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, ActorKind, Channel
from organizations.vocabulary import Role

from .models import Case, Letter, Link, Referral
from .numbering import ALPHABET
from .vocabulary import UNDER_WAY, LinkRefused, Status

HANDLE_LENGTH = 10
CODE_LENGTH = 10
CODE_LIVES = timedelta(hours=1)
"""Long enough for mail that comes late, short enough for a mailbox that others open."""
SESSION_LIVES = timedelta(hours=2)
"""An answer with its papers is written in one sitting."""
WINDOW = timedelta(hours=1)
MOST_CODES = 5
"""Codes for one referral within the window; whoever has lost that many mails telephones."""
MOST_BY_ONE = 30
"""Knocks from one place within the window: an agency's office shares one address."""
MOST_SENT = 60
"""Times within the window that a telephone may send to a form of intake, or try a door that is none."""
MOST_TRIES = 10
"""Wrong codes for one handle within the window."""
PATH = "/tra-loi/{handle}/"
OPEN = frozenset(UNDER_WAY)

SENTENCES: dict[str, str | Promise] = {
    LinkRefused.STRANGER: _(
        "Không có mã nào như vậy cho công văn này. Cần xem lại từng ký tự trong thư, hoặc xin mã mới; "
        "mã chỉ gửi đến địa chỉ đã đăng ký của cơ quan."
    ),
    LinkRefused.USED: _("Mã này đã được dùng một lần và không mở lại được. Cần xin mã mới."),
    LinkRefused.EXPIRED: _("Mã này đã hết hạn. Cần xin mã mới."),
    LinkRefused.ENDED: _(
        "Việc này không còn chờ cơ quan, hoặc Mặt trận đã thu hồi đường dẫn. Cần xin mã mới; "
        "không nhận được mã thì liên hệ nơi gửi công văn."
    ),
    LinkRefused.TOO_MANY: _("Đã thử quá nhiều lần. Cần chờ một giờ rồi xin mã mới, hoặc liên hệ nơi gửi công văn."),
    LinkRefused.NO_ADDRESS: _("Cơ quan chưa có địa chỉ thư điện tử đăng ký; cần báo địa chỉ cho nơi gửi công văn."),
}


def new_handle() -> str:
    return _of_alphabet(secrets.token_bytes(HANDLE_LENGTH))


def new_session() -> str:
    return secrets.token_urlsafe(32)


def code_of(link: Link) -> str:
    """Return the code of the link: made of the office's secret anew each time it is mailed, and kept nowhere."""
    code = _of_alphabet(salted_hmac("cases.links.code", link.key.hex, algorithm="sha256").digest()[:CODE_LENGTH])
    return f"{code[:5]}-{code[5:]}"


def digest_of(text: str, *, salt: str) -> str:
    return salted_hmac(f"cases.links.{salt}", text, algorithm="sha256").hexdigest()


def digest_of_code(code: str) -> str:
    """Of a code as people type it: in small letters, with or without the stroke."""
    return digest_of("".join(sign for sign in code.upper() if sign.isalnum()), salt="digest")


def matching(code: str, among: Iterable[Link]) -> Link | None:
    """Return the link that this is the code of; every one is compared, each in the same time."""
    typed, found = digest_of_code(code), None
    for link in among:
        if hmac.compare_digest(link.digest, typed):
            found = link
    return found


def address_of(handle: str) -> str:
    """Return what the QR code and the letter say."""
    base = settings.SITE_URL or f"http://{settings.HOST}:{settings.PORT}"
    return base + PATH.format(handle=handle)


def letter_of(handle: str) -> Letter | None:
    """Return the letter with this handle on it, as far as it was sent."""
    if not handle:
        return None
    found = Letter.objects.select_related("referral__agency", "case").filter(handle=handle.upper())
    letter: Letter | None = found.filter(referral__sent_on__isnull=False).first()
    return letter


def reason_against(referral: Referral, case: Case) -> LinkRefused | None:
    """Say why no link leads to this sending now; None when one may."""
    current = referral.cooperates or case.lead_id == referral.pk
    if case.sealed or case.status == Status.CLOSED or not current or referral.status not in OPEN:
        return LinkRefused.ENDED
    return None if referral.agency.email else LinkRefused.NO_ADDRESS


def actor_of(referral: Referral) -> Actor:
    """The agency, come in by a link: bound to this one sending."""
    return Actor(
        kind=ActorKind.LINK,
        key=str(referral.pk),
        unit=referral.agency_id,
        roles=frozenset({Role.AGENCY_OFFICER}),
        channel=Channel.LINK,
    )


def opened_by(session: str) -> Link | None:
    """Return the link that opened this session, be it over."""
    if not session:
        return None
    links = Link.objects.select_related("referral__agency", "referral__case")
    return links.filter(session_digest=digest_of(session, salt="session")).first()


def is_live(link: Link, *, at: datetime) -> bool:
    """Say whether the session that the link opened still leads in."""
    return link.is_open(at=at) and reason_against(link.referral, link.referral.case) is not LinkRefused.ENDED


def was_ended(actor: Actor) -> bool:
    """Say whether everything that led this actor in has been ended: asked under the lock of the case.

    The door looked before; between its look and the lock somebody may have revoked it.
    """
    opened = Link.objects.filter(referral=int(actor.key), opened_at__isnull=False)
    ended = list(opened.values_list("ended_on", flat=True))
    return bool(ended) and None not in ended


def _of_alphabet(random: bytes) -> str:
    return "".join(ALPHABET[one % len(ALPHABET)] for one in random)
