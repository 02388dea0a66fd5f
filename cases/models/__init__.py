"""The tables of the case. Only `cases.operations` writes them."""

from .answer import Answer, Commitment
from .case import Case, Instruction, Note, SentTo
from .document import Document
from .duty import Duty, DutyComputation, DutyNotice
from .numbers import NumberSeries
from .petition import Matter, Party, Petition
from .referral import Letter, Referral

__all__ = [
    "Answer",
    "Case",
    "Commitment",
    "Document",
    "Duty",
    "DutyComputation",
    "DutyNotice",
    "Instruction",
    "Letter",
    "Matter",
    "Note",
    "NumberSeries",
    "Party",
    "Petition",
    "Referral",
    "SentTo",
]
