"""The tables of the case. Only `cases.operations` writes them."""

from .agency_act import AgencyAct
from .agenda import AgendaItem
from .answer import Answer, AnsweredPoint, Commitment
from .bereavement import Bereavement
from .case import Case, Instruction, Note, SentTo
from .changeover import Changeover, ChangeoverRow
from .contested import Contested
from .correction import Correction
from .dispute import Dispute
from .document import Document
from .duty import Duty, DutyComputation, DutyExtension, DutyLateness, DutyNotice, DutyStop, Recount
from .erasure import Erasure, ErasureRow, LegalHold
from .held import Hold, Stop
from .identity import Findable, Identity, IdentityKey, Personal
from .incoming import IncomingLetter
from .inspection import Inspected, Inspection, Inspector
from .joining import Joining, Splitting
from .last_move import LastMove
from .late_entry import LateEntry
from .letter import Letter, Outgoing
from .link import Knock, Link
from .numbers import NumberSeries
from .opening import Imported, Opening, OpeningRow, SeriesContinued
from .paper import Handover, Paper
from .person import Merger, Person
from .petition import Matter, Party, Petition
from .proceeding import Proceeding
from .receipt import Receipt
from .reception import (
    ReceptionComputation,
    ReceptionDuty,
    ReceptionNotice,
    ReceptionSession,
    Refusal,
    RefusalNotice,
    Visit,
    Visitor,
)
from .recommendation import Recommendation
from .referral import Referral
from .rung import Rung
from .screening import Screening
from .sealing import Reclassification, RedactedCopy, SealedTrace, Unsealing
from .supplement import Supplement
from .told import Told
from .verdict import Verdict
from .withdrawal import Reopening, Withdrawal
from .words import CaseWords

__all__ = [
    "AgencyAct",
    "AgendaItem",
    "Answer",
    "AnsweredPoint",
    "Bereavement",
    "Case",
    "CaseWords",
    "Changeover",
    "ChangeoverRow",
    "Commitment",
    "Contested",
    "Correction",
    "Dispute",
    "Document",
    "Duty",
    "DutyComputation",
    "DutyExtension",
    "DutyLateness",
    "DutyNotice",
    "DutyStop",
    "Erasure",
    "ErasureRow",
    "Findable",
    "Handover",
    "Hold",
    "Identity",
    "IdentityKey",
    "Imported",
    "IncomingLetter",
    "Inspected",
    "Inspection",
    "Inspector",
    "Instruction",
    "Joining",
    "Knock",
    "LastMove",
    "LateEntry",
    "LegalHold",
    "Letter",
    "Link",
    "Matter",
    "Merger",
    "Note",
    "NumberSeries",
    "Opening",
    "OpeningRow",
    "Outgoing",
    "Paper",
    "Party",
    "Person",
    "Personal",
    "Petition",
    "Proceeding",
    "Receipt",
    "ReceptionComputation",
    "ReceptionDuty",
    "ReceptionNotice",
    "ReceptionSession",
    "Reclassification",
    "Recommendation",
    "Recount",
    "RedactedCopy",
    "Referral",
    "Refusal",
    "RefusalNotice",
    "Reopening",
    "Rung",
    "Screening",
    "SealedTrace",
    "SentTo",
    "SeriesContinued",
    "Splitting",
    "Stop",
    "Supplement",
    "Told",
    "Unsealing",
    "Verdict",
    "Visit",
    "Visitor",
    "Withdrawal",
]
