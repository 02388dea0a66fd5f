"""The life of a case: its states, the legal moves between them, and what each move needs.

One table says what is possible now (`case.py`, with its conditions); letters, referrals, commitments and others have
small machines of their own (`small.py`); `several.py` says what several referrals at once mean for the case.
"""

from .case import Lifecycle, reasons_against
from .conditions import no_request_open
from .several import MIXED, ON_A_REQUEST, Beside, request_waits_for
from .small import (
    BereavementLife,
    CommitmentLife,
    DisputeLife,
    ErasureLife,
    InspectionLife,
    LateEntryLife,
    LetterLife,
    RecommendationLife,
    ReferralLife,
    ReopeningLife,
    RungLife,
    ScreeningLife,
    SessionLife,
    SupplementLife,
    WithdrawalLife,
)
from .states import AT_THE_MTTQ_DESK

__all__ = [
    "AT_THE_MTTQ_DESK",
    "MIXED",
    "ON_A_REQUEST",
    "BereavementLife",
    "Beside",
    "CommitmentLife",
    "DisputeLife",
    "ErasureLife",
    "InspectionLife",
    "LateEntryLife",
    "LetterLife",
    "Lifecycle",
    "RecommendationLife",
    "ReferralLife",
    "ReopeningLife",
    "RungLife",
    "ScreeningLife",
    "SessionLife",
    "SupplementLife",
    "WithdrawalLife",
    "no_request_open",
    "reasons_against",
    "request_waits_for",
]
