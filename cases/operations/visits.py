"""Who came to a session, and what came of it. A visit that brought no petition is kept as well."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record
from organizations.models import Unit

from .. import numbering, people
from ..digests import identity_digest
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..kinds import KINDS
from ..models import Petition, ReceptionSession, Visit, Visitor
from ..reception_words import CameOf, Manner, ReceptionAct
from ..vocabulary import Kind, PartyRole
from .at_the_counter import AtTheCounter, at_the_counter, fresh_visit
from .freezing import author
from .identities import newest_key, write_down
from .parties import NewParty, most_representatives

A_GROUP = 5
"""From so many people on a group speaks through representatives (Luật Tiếp công dân Điều 29)."""
WITHOUT_PETITION = (CameOf.EXPLAINED, CameOf.GUIDED, CameOf.LEFT)


def add_visit(
    session: ReceptionSession,
    *,
    kind: str,
    parties: Sequence[NewParty],
    by: Actor,
    on: date,
    at: datetime,
    about: str = "",
    manner: str = Manner.ALONE,
    count: int = 1,
    again: bool = False,
    handled_by: str = "",
    waives_protection: bool = False,
) -> Visit:
    """Write down that somebody came, and for what. Who it is goes into the encrypted identities and nowhere else."""
    with at_the_counter(session.pk, ReceptionAct.ADD_VISIT, by=by) as here:
        if not here.session.is_open:
            raise NotAllowedNow(
                ReceptionAct.ADD_VISIT, [_("Buổi tiếp chưa bắt đầu hoặc đã kết thúc; cần mở buổi tiếp trước.")]
            )
        _check(here, kind=kind, about=about, waives_protection=waives_protection)
        _check_people(parties, manner=manner, count=count, by=here.by)
        newest_key()
        identities = [write_down(party.personal, area=party.area) for party in parties]
        digest = _known_by(parties, sealed=KINDS[kind].sealed)
        visit = Visit.objects.create(
            session=here.session,
            year=on.year,
            serial=numbering.next_visit_serial(here.session.unit_id, on),
            kind=kind,
            about=about.strip(),
            manner=manner,
            people=count,
            again=again or _came_before(here, digest),
            handled_by=handled_by.strip(),
            waives_protection=waives_protection,
            identity_digest=digest,
            arrived_at=at,
            written_by=author(here.by),
        )
        for party, identity in zip(parties, identities, strict=True):
            Visitor.objects.create(
                visit=visit,
                identity=identity,
                person_id=party.person,
                speaks_for_others=party.role == PartyRole.REPRESENTATIVE,
            )
        facts = {"session": here.session.pk, "kind": kind, "manner": str(manner), "people": count}
        record("visit.added", visit, by=here.by, on=on, **facts)
    return visit


def end_visit(
    visit: Visit,
    *,
    came_of: str,
    by: Actor,
    on: date,
    said: str = "",
    guided_to: Unit | None = None,
) -> None:
    """Say what came of a visit that brings no petition: explained, guided to whom it concerns, or the person left."""
    with at_the_counter(visit.session_id, ReceptionAct.END_VISIT, by=by) as here:
        ended = fresh_visit(here, visit)
        must_wait(ended, ReceptionAct.END_VISIT)
        if came_of not in WITHOUT_PETITION:
            raise Unusable("came_of", _("Cần chọn kết quả của lượt tiếp."))
        if came_of == CameOf.GUIDED and guided_to is None:
            raise Unusable("guided_to", _("Cần chọn cơ quan đã hướng dẫn công dân đến."))
        if ended.is_sealed and said.strip():
            raise Unusable("said", _("Lượt tiếp về tố cáo không ghi lời ở đây; nội dung chỉ ghi vào đơn được giữ kín."))
        if came_of == CameOf.EXPLAINED and not said.strip() and not ended.is_sealed:
            raise Unusable("said", _("Cần ghi đã giải thích điều gì."))
        ended.said = said.strip()
        ended.guided_to = guided_to if came_of == CameOf.GUIDED else None
        conclude(ended, came_of, on=on)
        record("visit.ended", ended, by=here.by, on=on, came_of=str(came_of), guided_to=guided_to and guided_to.pk)


def locked_visit(visit: Visit, *, unit: int) -> Visit:
    """Take the lock of the session under which the visit lies; the petition that it brings is registered behind it."""
    if not ReceptionSession.objects.select_for_update().filter(pk=visit.session_id, unit=unit).values_list("pk"):
        raise NotYoursToSee(visit.pk)
    locked: Visit = Visit.objects.select_related("session").get(pk=visit.pk)
    return locked


def take_in(petition: Petition, visit: Visit, *, by: Actor, on: date) -> None:
    """The visit brought this petition, which is being registered. The first one ends the visit."""
    if visit.came_of not in {"", CameOf.PETITION}:
        raise Unusable("visit", _("Lượt tiếp này đã ghi kết quả khác; cần ghi một lượt tiếp mới."))
    if not visit.came_of:
        conclude(visit, CameOf.PETITION, on=on)
        record("visit.ended", visit, by=by, on=on, came_of=str(CameOf.PETITION), petition=petition.pk)


def conclude(visit: Visit, came_of: str, *, on: date) -> None:
    visit.came_of, visit.ended_on = came_of, on
    visit.save()


def must_wait(visit: Visit, act: str) -> None:
    if not visit.is_waiting:
        raise NotAllowedNow(act, [_("Lượt tiếp này đã ghi kết quả rồi.")])


def _check(here: AtTheCounter, *, kind: str, about: str, waives_protection: bool) -> None:
    if kind not in KINDS:
        raise Unusable("kind", _("Cần chọn công dân đến về việc gì."))
    if KINDS[kind].sealed and about.strip():
        raise Unusable("about", _("Nội dung tố cáo chỉ ghi vào đơn được giữ kín, không ghi ở sổ lượt tiếp."))
    if not KINDS[kind].sealed and not about.strip():
        raise Unusable("about", _("Cần ghi công dân đến về việc gì."))
    if kind == Kind.DENUNCIATION and here.session.online and not waives_protection:
        raise Unusable(
            "waives_protection",
            _(
                "Tố cáo chỉ tiếp trực tuyến khi người tố cáo không yêu cầu giữ bí mật danh tính "
                "(Nghị định 154/2026/NĐ-CP); nếu không, mời đến trực tiếp."
            ),
        )


def _check_people(parties: Sequence[NewParty], *, manner: str, count: int, by: Actor) -> None:
    if manner not in Manner.values:
        raise Unusable("manner", _("Cần chọn công dân đến cho mình, thay người khác hay đông người."))
    if count < 1 or (manner == Manner.GROUP and count < 2) or (manner == Manner.ALONE and count > 1):
        raise Unusable("count", _("Số người không khớp với cách đến: một mình hay đông người."))
    representatives = sum(party.role == PartyRole.REPRESENTATIVE for party in parties)
    if count >= A_GROUP and not representatives:
        raise Unusable(
            "representatives",
            _("Từ 5 người trở lên cùng một nội dung thì cử người đại diện để tiếp (Luật Tiếp công dân, Điều 29)."),
        )
    most = most_representatives(count)
    if count > 1 and representatives > most:
        reason = _("Đoàn %(people)d người có nhiều nhất %(most)d người đại diện (Luật Tiếp công dân, Điều 29).")
        raise Unusable("representatives", reason % {"people": count, "most": most})
    for party in parties:
        if not party.personal.name:
            raise Unusable("name", _("Cần ghi họ và tên, hoặc bỏ trống cả dòng."))
        if party.person is not None and not people.may_be_named(by, party.person):
            raise Unusable("person", _("Không có người này trong các đơn đã nhận; cần tìm lại."))


def _known_by(parties: Sequence[NewParty], *, sealed: bool) -> str:
    """The digest of the first identity number; nothing links the visits of a denouncer."""
    if sealed:
        return ""
    return next(filter(None, (identity_digest(party.identity_number) for party in parties)), "")


def _came_before(here: AtTheCounter, digest: str) -> bool:
    same = Visit.objects.filter(session__unit=here.session.unit_id, identity_digest=digest)
    return bool(digest) and same.exists()
