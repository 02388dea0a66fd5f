"""The tables of the case. Only `cases.operations` writes them."""

from .answer import Answer, AnsweredPoint, Commitment
from .case import Case, Instruction, Note, SentTo
from .contested import Contested
from .dispute import Dispute
from .document import Document
from .duty import Duty, DutyComputation, DutyExtension, DutyLateness, DutyNotice, DutyStop, Recount
from .identity import Findable, Identity, IdentityKey, Personal
from .incoming import IncomingLetter
from .joining import Joining, Splitting
from .letter import Letter, Outgoing
from .numbers import NumberSeries
from .opening import Imported, Opening, OpeningRow, SeriesContinued
from .paper import Handover, Paper
from .person import Merger, Person
from .petition import Matter, Party, Petition
from .proceeding import Proceeding
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
from .told import Told
from .verdict import Verdict

__all__ = [
    "Answer",
    "AnsweredPoint",
    "Case",
    "Commitment",
    "Contested",
    "Dispute",
    "Document",
    "Duty",
    "DutyComputation",
    "DutyExtension",
    "DutyLateness",
    "DutyNotice",
    "DutyStop",
    "Findable",
    "Handover",
    "Identity",
    "IdentityKey",
    "Imported",
    "IncomingLetter",
    "Instruction",
    "Joining",
    "Letter",
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
    "Rung",
    "Screening",
    "SealedTrace",
    "SentTo",
    "SeriesContinued",
    "Splitting",
    "Told",
    "Unsealing",
    "Verdict",
    "Visit",
    "Visitor",
]
