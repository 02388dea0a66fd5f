"""What opens an account, given and taken by an administrator: a way to set the password, and the second step.

Nobody ever knows another person's password, and no administrator alone turns both keys of one account (decision 066).
"""

from datetime import date

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.models import Event
from audit.record import record

from ..access import may_administer_person, require
from ..models import User
from .changing import Mistakes, changing

# What turns each of the two keys; a new address is a way in as well, for the link goes there.
TO_THE_WAY_IN, TO_THE_SECOND_STEP = ("person.way_in_given", "person.email_changed"), ("person.second_step_taken",)
BOTH_KEYS = _("Bạn vừa mở đường vào tài khoản này; việc còn lại phải do một người quản trị khác làm.")


def give_way_in(person: User, *, by: Actor, on: date) -> User:
    """Close every way in by password, open sessions included, so that the person sets a new one by a link.

    The link is made of the account as it then is (`desk/accounts/way_in.py`): the next one makes this one worthless.
    Raises ValidationError, PermissionDenied.
    """
    with changing(by):
        account = _account(person, by, on)
        mistakes = Mistakes()
        mistakes.note(not account.is_active, "person", _("Tài khoản của người này đã bị khóa."))
        mistakes.note(by.person_id == account.pk, "person", _("Đổi mật khẩu của chính mình ở trang Tài khoản của tôi."))
        mistakes.note(_turned(account, by, *TO_THE_SECOND_STEP), "person", BOTH_KEYS)
        mistakes.refuse()
        account.set_unusable_password()
        account.save(update_fields=["password"])
        record("person.way_in_given", account, by=by, on=on)
    person.refresh_from_db()
    return person


def take_second_step(person: User, *, by: Actor, on: date, reason: str) -> User:
    """Switch the second step off for somebody who lost the telephone. Raises ValidationError, PermissionDenied."""
    with changing(by):
        account = _account(person, by, on)
        mistakes = Mistakes()
        keys = Authenticator.objects.filter(user=account)
        mistakes.note(not keys.exists(), "person", _("Tài khoản này không bật xác thực hai bước."))
        mistakes.note(by.person_id == account.pk, "person", _("Tắt bước của chính mình ở trang Tài khoản của tôi."))
        mistakes.note(not reason.strip(), "reason", _("Cần ghi lý do, và đã nhận ra người ấy bằng cách nào."))
        mistakes.note(_turned(account, by, *TO_THE_WAY_IN), "person", BOTH_KEYS)
        mistakes.refuse()
        keys.delete()
        # Free text may name people: it stands in the history, which can be erased, and not in the event.
        account._change_reason = reason.strip()[:100]  # type: ignore[attr-defined]
        account.save(update_fields=["is_active"])
        record("person.second_step_taken", account, by=by, on=on)
    return person


def _account(person: User, by: Actor, on: date) -> User:
    account = User.objects.select_for_update().get(pk=person.pk)
    require(may_administer_person(by, account, on=on))
    return account


def _turned(account: User, by: Actor, *kinds: str) -> bool:
    """Say whether this administrator turned the other key, and the person has not come in since."""
    events = Event.objects.filter(subject_type="organizations.user", subject_id=account.pk)
    came_in = events.filter(kind="person.signed_in").order_by("-sequence").values_list("sequence", flat=True).first()
    return events.filter(kind__in=kinds, actor_key=by.key, sequence__gt=came_in or 0).exists()
