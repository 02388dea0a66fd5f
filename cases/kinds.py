"""What differs between kinds of petition, one row each, and what a petition counts as by the road it came."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.vocabulary import UnitKind

from .vocabulary import Intake, Kind, Signing, Standing

ASKED = "mttq.answer_asked"
"""The date written into the MTTQ's letter: every agency has it, and for most kinds the law gives no other."""
RELAY = "tcd.relay_result_to_citizen"
"""Luật Tiếp công dân Điều 28.2: the body that transferred tells the person what was answered."""
INTERNAL = ("tt36.own_processing",)
# law.md §14 point 16: screening runs on the internal target, the notice to the citizen is a duty of its own
# (Luật Tiếp công dân Điều 28.1).
WITH_NOTICE = (*INTERNAL, "tcd.result_notice_to_citizen")


@dataclass(frozen=True)
class Chain:
    """What the law gives the competent body for each step of its own, every one opened by a recorded fact."""

    accept: tuple[str, ...]
    """From the day it arrived to the acceptance or its refusal; the rule in force that day, earlier ones after it."""
    resolve: str
    """From the acceptance to the decision or conclusion."""
    remote: str = ""
    """The same where the law knows regions that are hard to reach."""
    result: str = ""
    """From the decision to the written result at the MTTQ."""
    handled: str = ""
    """From the day it arrived to the word whether it was accepted."""
    superior: str = ""
    """From the decision of the superior, where the MTTQ recommended to it, to its word to the MTTQ."""

    @property
    def resolving(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.resolve, self.remote)))

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(filter(None, (*self.accept, *self.resolving, self.result, self.handled)))


@dataclass(frozen=True)
class KindFacts:
    letter_form: str
    """The form in the letters catalogue that sends such a petition to the competent body."""
    own_rules: tuple[str, ...]
    """The duties of the MTTQ that start on the day the petition is received, or signed where it must be."""
    law_case_kind: str
    """What the catalogue of time limits calls it."""
    basis: str
    statutory_answers: tuple[str, ...] = ()
    """Limits that the law gives for the answer to the MTTQ, beside the date in the letter."""
    binds: tuple[str, ...] = ()
    """The kinds of body those limits bind; empty: whoever the letter is sent to."""
    unsigned: str = Standing.FULL
    """What it counts as without a signature."""
    sealed: bool = False
    """Who handed it in, and what it says, only few may read."""
    about_a_decision: bool = False
    """It is about a decision or an act, and asks which, of whom, since when known."""
    after_a_first: bool = False
    """There must have been a first decision on the same complaint."""
    limitation: str = ""
    """The time bar of the petitioner: counted and shown, never swept (law.md §14 point 22)."""
    chain: Chain | None = None
    """The competent body's own clock, where the law has one (law.md §14 points 17, 18)."""

    @property
    def answer_rules(self) -> tuple[str, ...]:
        return (ASKED, *self.statutory_answers)

    @property
    def agency_rules(self) -> tuple[str, ...]:
        """Everything the agency may owe by such a petition."""
        return (*self.answer_rules, *(self.chain.rules if self.chain else ()))

    def limits_of(self, agency_kind: str) -> tuple[str, ...]:
        """Return the limits that the law sets such a body for its answer to the MTTQ."""
        return self.statutory_answers if not self.binds or agency_kind in self.binds else ()


# Luật Khiếu nại Điều 27, 36, from 01/7/2026 NĐ 155/2026 Điều 10; Điều 28, 37, 50; Điều 66.2.
_ACCEPT_COMPLAINT = ("kn.accept", "kn.accept.old")
_FIRST = Chain(
    _ACCEPT_COMPLAINT,
    "kn.resolve_first",
    "kn.resolve_first_remote",
    "kn.result_to_mttq",
    "",
    "kn.superior_reply_to_mttq",
)
_COMMITTEE = (UnitKind.PEOPLES_COMMITTEE,)
_COMPLAINT = KindFacts(
    letter_form="transfer_complaint",
    own_rules=WITH_NOTICE,
    law_case_kind="complaint",
    basis="Luật Khiếu nại Điều 66",
    unsigned=Standing.SIGN_FIRST,  # Luật Khiếu nại Điều 11: without signature nobody takes it up
    about_a_decision=True,
    limitation="kn.limitation",
    chain=_FIRST,
)
_OPEN = KindFacts(
    letter_form="transfer_letter",
    own_rules=WITH_NOTICE,
    law_case_kind="any",
    basis="Luật Tiếp công dân Điều 26, Điều 28",
)

KINDS: dict[str, KindFacts] = {
    Kind.COMPLAINT: _COMPLAINT,
    Kind.COMPLAINT_SECOND: replace(
        _COMPLAINT,
        basis="Luật Khiếu nại Điều 33, Điều 66",
        after_a_first=True,
        limitation="kn.file_second",
        chain=replace(_FIRST, resolve="kn.resolve_second", remote="kn.resolve_second_remote"),
    ),
    Kind.COMPLAINT_DISCIPLINE: replace(
        _COMPLAINT,
        law_case_kind="disciplinary_complaint",
        basis="Luật Khiếu nại Điều 48, Điều 66",
        limitation="kn.limitation_discipline",
        chain=replace(_FIRST, resolve="kn.discipline_resolve", remote=""),
    ),
    Kind.DENUNCIATION: KindFacts(
        letter_form="transfer_denunciation",
        own_rules=("tc.transfer_not_competent",),  # Luật Tố cáo Điều 24.2: five working days, and the denouncer is told
        law_case_kind="denunciation",
        basis="Luật Tố cáo Điều 22, Điều 24.2",
        statutory_answers=("tc.result_to_transferor",),  # Điều 26.2; whether it binds towards the MTTQ is unsure
        unsigned=Standing.INFORMATION,  # Luật Tố cáo Điều 25; law.md §14 point 20
        sealed=True,
        # Luật Tố cáo Điều 24.1, Điều 30; the result of the handling is whether it was accepted (Điều 26.2).
        chain=Chain(("tc.initial_handling",), "tc.resolve", handled="tc.result_to_transferor"),
    ),
    Kind.PROPOSAL: _OPEN,
    Kind.FEEDBACK: _OPEN,
    Kind.CORRUPTION: KindFacts(
        letter_form="request_corruption",
        own_rules=WITH_NOTICE,
        law_case_kind="corruption_request",
        basis="Luật Phòng, chống tham nhũng 36/2018 Điều 74",
        statutory_answers=("pctn.answer_mttq",),
    ),
    Kind.INSPECTION_BOARD: KindFacts(
        letter_form="transfer_board",
        own_rules=INTERNAL,
        law_case_kind="inspection_board_recommendation",
        basis="Luật Thực hiện dân chủ ở cơ sở 10/2022 Điều 40.1.c",
        statutory_answers=("bttnd.answer",),
        binds=_COMMITTEE,
        unsigned=Standing.SIGN_FIRST,  # the MTTQ confirms what the board signed
    ),
    Kind.INVESTMENT_BOARD: KindFacts(
        letter_form="transfer_board",
        own_rules=INTERNAL,
        law_case_kind="investment_board_recommendation",
        basis="Luật Thực hiện dân chủ ở cơ sở 10/2022 Điều 45.2.c",
        statutory_answers=("bgsdtcd.answer",),
        binds=_COMMITTEE,
        unsigned=Standing.SIGN_FIRST,
    ),
    Kind.CADRE: KindFacts(
        letter_form="report_cadre",
        own_rules=INTERNAL,
        law_case_kind="cadre_supervision",
        basis="Quy định 124-QĐ/TW Điều 8",
        statutory_answers=("qd124.answer",),
        binds=(UnitKind.PARTY,),
        sealed=True,
    ),
    Kind.VOTER: KindFacts(
        letter_form="transfer_voter",
        own_rules=INTERNAL,
        law_case_kind="voter_petition",
        basis="Luật Mặt trận Tổ quốc Việt Nam Điều 15",
    ),
    Kind.OPINION: KindFacts(
        letter_form="transfer_opinion",
        own_rules=INTERNAL,
        law_case_kind="opinion",
        basis="Quyết định 218-QĐ/TW",
    ),
}

# Whether what comes by this road is signed unless somebody says otherwise: a letter, or words taken down and read back.
SIGNED_BY_ITSELF: dict[str, bool] = {
    Intake.IN_PERSON: True,
    Intake.POST: True,
    Intake.EMAIL: False,
    Intake.TELEPHONE: False,
    Intake.OPINION_BOX: True,
    Intake.PORTAL: False,
    Intake.FORWARDED: True,
    Intake.ONLINE: True,
}

WHAT_IT_MEANS: dict[str, str | Promise] = {
    Standing.FULL: _("Thời hạn chạy từ ngày nhận."),
    Standing.SIGN_FIRST: _("Đơn chưa có chữ ký: vào sổ, đề nghị người nộp ký; thời hạn luật định chỉ chạy từ ngày ký."),
    Standing.INFORMATION: _(
        "Chưa có người tố cáo ký tên: giữ bí mật như tố cáo nhưng chỉ là thông tin, "
        "chưa có thời hạn luật định nào chạy (Luật Tố cáo, Điều 25)."
    ),
    Standing.NOT_THIS_WAY: _(
        "Tố cáo qua tiếp công dân trực tuyến chỉ nhận khi người tố cáo có văn bản không yêu cầu giữ bí mật danh tính "
        "(Nghị định 154/2026/NĐ-CP); nếu không, mời đến trực tiếp hoặc gửi đơn có chữ ký."
    ),
}


def standing(kind: str, intake: str, *, signed: bool, signing: str = Signing.NAMED, waived: bool = False) -> str:
    """Say what a petition of this kind counts as: kind × channel × signature (law.md §14 point 20)."""
    if kind == Kind.DENUNCIATION and intake == Intake.ONLINE and not waived:
        return Standing.NOT_THIS_WAY  # NĐ 154/2026 Điều 16–24
    if signed and signing == Signing.NAMED:
        return Standing.FULL
    return KINDS[kind].unsigned


def rules_that_start(kind: str, stands: str) -> tuple[str, ...]:
    """Return the duties of the MTTQ that run at once: what is not signed yet has only the office's own target."""
    if stands == Standing.FULL:
        return KINDS[kind].own_rules
    return INTERNAL


def rules_after_signature(kind: str) -> tuple[str, ...]:
    """Return what starts when the signature comes."""
    return tuple(key for key in KINDS[kind].own_rules if key not in INTERNAL)


# A denunciation goes on only when a second person agrees to how it was screened (law.md §14 points 10, 20).
DENUNCIATIONS = frozenset({Kind.DENUNCIATION})

# What only the competent body's written decision stretches or stops: never agreed by the MTTQ (law.md §14 point 18).
OF_THE_COMPETENT_BODY = frozenset(key for facts in KINDS.values() if facts.chain for key in facts.chain.rules)
