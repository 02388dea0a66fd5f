"""Who stands behind a petition and whom it is about, as the receptionist writes them down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import field as kept

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import Area, Unit

from .. import people
from ..digests import digits
from ..errors import Unusable
from ..models import Case, Identity, IdentityKey, Party, Person, Personal, Petition
from ..vocabulary import Authority, PartyRole, Signing
from .identities import leave_trace, make_findable, write_down
from .words import write_words

MANY = 10
"""Luật Tiếp công dân Điều 29: up to ten people send one or two representatives, more than ten at most five."""


@dataclass(frozen=True)
class NewParty:
    """A person as the receptionist writes them down. What identifies them is in no `repr`, so in no log."""

    name: str = kept(default="", repr=False)
    role: str = PartyRole.PETITIONER
    birth_year: int | None = kept(default=None, repr=False)
    identity_number: str = kept(default="", repr=False)
    phone: str = kept(default="", repr=False)
    email: str = kept(default="", repr=False)
    address: str = kept(default="", repr=False)
    area: Area | None = None
    unit: Unit | None = None
    """The body that the petition is about, when it is one of the directory."""
    authority: str = ""
    """By what a representative stands for others."""
    paper: str = kept(default="", repr=False)
    person: int | None = None
    """Whom the receptionist recognised; nobody known: somebody new."""

    @property
    def personal(self) -> Personal:
        return Personal(
            name=self.name.strip() or (self.unit.name if self.unit else ""),
            birth_year=self.birth_year,
            identity_number=self.identity_number.strip(),
            phone=self.phone.strip(),
            email=self.email.strip(),
            address=self.address.strip(),
            paper=self.paper.strip(),
        )


def check_parties(parties: Sequence[NewParty], *, signing: str, signers: int) -> None:
    """Refuse what cannot be true of the people of one petition, each with the sentence that says why."""
    if signing not in Signing.values:
        raise Unusable("signing", _("Cần chọn đơn ký tên thật, ký bút danh hay không ghi tên."))
    _check_petitioners([party for party in parties if party.role == PartyRole.PETITIONER], signing=signing)
    representatives = [party for party in parties if party.role == PartyRole.REPRESENTATIVE]
    if representatives:
        _check_representatives(representatives, signing=signing, signers=signers)
    numbers = [digits(party.identity_number) for party in parties if digits(party.identity_number)]
    if len(numbers) != len(set(numbers)):
        raise Unusable("identity_number", _("Hai người trong đơn có cùng một số căn cước; cần xem lại."))
    for party in parties:
        if not party.personal.name and party.role != PartyRole.PETITIONER:
            raise Unusable("parties", _("Cần ghi họ tên người, hoặc chọn cơ quan."))


def most_representatives(people: int) -> int:
    """One content is entrusted to one person (NĐ 155/2026); a group appoints some of its own (Luật TCD Điều 29)."""
    return 1 if people == 1 else 2 if people <= MANY else 5


def write_parties(
    petition: Petition,
    parties: Sequence[NewParty],
    *,
    by: Actor,
    sealed: bool = False,
    key: IdentityKey | None = None,
) -> None:
    """Write the people of the petition down, each under the person the receptionist recognised or as somebody new.

    Whoever stands in a sealed petition is always somebody new: nothing leads from the open ones to it.
    """
    for party in parties:
        if sealed:
            party = replace(party, person=None)  # noqa: PLW2901 - the rest of the loop knows it no otherwise
        if party.person is not None and not people.may_be_named(by, party.person):
            raise Unusable("person", _("Không có người này trong các đơn đã nhận; cần tìm lại."))
        stands_for_others = party.role == PartyRole.REPRESENTATIVE
        written = Party.objects.create(
            petition=petition,
            role=party.role,
            unit=party.unit,
            authority=(party.authority or Authority.MISSING) if stands_for_others else "",
            identity=_identity(party, sealed=sealed, key=key),
            person_id=party.person or Person.objects.create().pk,
        )
        if sealed:
            leave_trace(written)
        else:
            make_findable(written)


def add_party(petition: Petition, party: NewParty, *, by: Actor, sealed: bool = False) -> None:
    """Write somebody down who stands behind a petition from now on: its cases are found by that name too."""
    write_parties(petition, [party], by=by, sealed=sealed)
    write_words(Case.objects.filter(matters__petition=petition).distinct())


def _identity(party: NewParty, *, sealed: bool, key: IdentityKey | None) -> Identity:
    if sealed:
        return write_down(replace(party.personal, commune=party.area.pk if party.area else ""), key=key)
    return write_down(party.personal, area=party.area, key=key)


def _check_petitioners(petitioners: Sequence[NewParty], *, signing: str) -> None:
    if signing == Signing.ANONYMOUS:
        if petitioners:
            raise Unusable(
                "name",
                _("Đơn không ghi tên thì không có họ tên hay giấy tờ của người nộp; nếu biết, chọn “Ký tên thật”."),
            )
        return
    if not petitioners or not all(party.name.strip() for party in petitioners):
        wanted = (
            _("Cần ghi bút danh ký dưới đơn.") if signing == Signing.PEN_NAME else _("Cần ghi họ và tên người nộp đơn.")
        )
        raise Unusable("name", wanted)
    if signing == Signing.PEN_NAME and any(digits(party.identity_number) for party in petitioners):
        raise Unusable(
            "identity_number",
            _("Đơn ký bút danh thì không có số căn cước; nếu biết người nộp là ai, chọn “Ký tên thật”."),
        )


def _check_representatives(representatives: Sequence[NewParty], *, signing: str, signers: int) -> None:
    if signing == Signing.ANONYMOUS:
        raise Unusable("representatives", _("Đơn không ghi tên thì không có ai để đại diện."))
    most = most_representatives(signers)
    if len(representatives) > most:
        reason = _("Đơn của %(signers)d người có nhiều nhất %(most)d người đại diện (Luật Tiếp công dân, Điều 29).")
        raise Unusable("representatives", reason % {"signers": signers, "most": most})
    for party in representatives:
        if party.authority and party.authority not in Authority.values:
            raise Unusable("authority", _("Cần chọn căn cứ đại diện."))
        if party.authority == Authority.APPOINTED and signers == 1:
            raise Unusable(
                "authority",
                _("Văn bản cử người đại diện là của đơn nhiều người: cần ghi số người ký, hoặc chọn căn cứ khác."),
            )
        if party.authority in {Authority.AUTHORISED, Authority.APPOINTED} and not party.paper.strip():
            raise Unusable("paper", _("Cần ghi số, ngày của văn bản; nếu chưa có, chọn “Chưa có giấy tờ”."))
