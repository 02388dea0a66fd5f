"""The only code that changes a case. Each function is one thing an office does to a petition.

Every operation takes the case, then keywords; `by` is the actor, `on` the day it happened. It raises `NotYoursToSee`,
`PermissionDenied`, `NotAllowedNow` or `Unusable`, and then has changed nothing.
"""

from .answering import Point, Promise, accept_answer, answer, ask_clarification
from .asking import look_into, record_helped
from .clocks import explain_lateness, extend_duty, pause_duty, resume_duty
from .closing import close, reopen, withdraw
from .contesting import NewContested
from .cooperating import (
    acknowledge_request,
    answer_request,
    confirm_request,
    end_request,
    note_reply,
    refuse_request,
)
from .disputing import settle_dispute
from .documents import NewDocument, add_note, attach_document
from .handing_over import NewPaper, receive_papers, return_papers
from .identities import require_keys
from .incoming import acknowledge_incoming, link_incoming, record_handing_out, record_printing, register_incoming
from .instructing import instruct, reassign, take_up
from .joining import join, unjoin
from .ladder import chase, lay_before_leadership, let_rung_be
from .letters import (
    dispatch_letter,
    draft_letter,
    issue_letter,
    letter_docx,
    letter_pdf,
    preview_letter,
    send_back_letter,
    sign_letter,
    submit_letter,
)
from .opening import carry_on, choose, forget, forget_old, hand_in, note_refused_out
from .other_letters import (
    confirm_other,
    dispatch_other,
    draft_other,
    issue_other,
    send_back_other,
    sign_other,
    submit_other,
    void_letter,
)
from .papers_of_others import AgencyPaper
from .parties import NewParty
from .proceeding import (
    record_acceptance,
    record_decision,
    record_extension,
    record_resumption,
    record_suspension,
    refuse_acceptance,
)
from .quarantine import note_quarantine, release_document
from .receiving import acknowledge_referral, confirm_delivery, recall_referral, refuse_referral
from .recounting import SupposedDay, WouldMove, order_recount, recount, suppose
from .refusing import (
    confirm_refusal,
    dispatch_notice,
    issue_notice,
    notice_of,
    notice_pdf,
    overturn_refusal,
    refuse_visit,
)
from .registering import AlreadyRegistered, register
from .relaying import record_told
from .screening import (
    ask_to_split,
    confirm_screening,
    file_away,
    guide,
    reject_screening,
    report_to_head,
    return_to_sender,
    screen,
    transfer_at_once,
)
from .sealing import note_reading, reclassify, redact, reveal
from .series import continue_series
from .sessions import (
    cancel_session,
    end_session,
    note_connection_test,
    note_online_notice,
    open_session,
    plan_sessions,
    post_schedule,
)
from .signing import record_signature
from .splitting import Part, split, unsplit
from .statements import note_dossier, note_statement, record_notice
from .superior import (
    recommend_to_superior,
    record_superior_decision,
    record_superior_order,
    record_superior_reply,
)
from .supervising import contest, verify, waive
from .thresholds import sweep
from .visits import add_visit, end_visit
from .voiding import void_registration

__all__ = [
    "AgencyPaper",
    "AlreadyRegistered",
    "NewContested",
    "NewDocument",
    "NewPaper",
    "NewParty",
    "Part",
    "Point",
    "Promise",
    "SupposedDay",
    "WouldMove",
    "accept_answer",
    "acknowledge_incoming",
    "acknowledge_referral",
    "acknowledge_request",
    "add_note",
    "add_visit",
    "answer",
    "answer_request",
    "ask_clarification",
    "ask_to_split",
    "attach_document",
    "cancel_session",
    "carry_on",
    "chase",
    "choose",
    "close",
    "confirm_delivery",
    "confirm_other",
    "confirm_refusal",
    "confirm_request",
    "confirm_screening",
    "contest",
    "continue_series",
    "dispatch_letter",
    "dispatch_notice",
    "dispatch_other",
    "draft_letter",
    "draft_other",
    "end_request",
    "end_session",
    "end_visit",
    "explain_lateness",
    "extend_duty",
    "file_away",
    "forget",
    "forget_old",
    "guide",
    "hand_in",
    "instruct",
    "issue_letter",
    "issue_notice",
    "issue_other",
    "join",
    "lay_before_leadership",
    "let_rung_be",
    "letter_docx",
    "letter_pdf",
    "link_incoming",
    "look_into",
    "note_connection_test",
    "note_dossier",
    "note_online_notice",
    "note_quarantine",
    "note_reading",
    "note_refused_out",
    "note_reply",
    "note_statement",
    "notice_of",
    "notice_pdf",
    "open_session",
    "order_recount",
    "overturn_refusal",
    "pause_duty",
    "plan_sessions",
    "post_schedule",
    "preview_letter",
    "reassign",
    "recall_referral",
    "receive_papers",
    "reclassify",
    "recommend_to_superior",
    "record_acceptance",
    "record_decision",
    "record_extension",
    "record_handing_out",
    "record_helped",
    "record_notice",
    "record_printing",
    "record_resumption",
    "record_signature",
    "record_superior_decision",
    "record_superior_order",
    "record_superior_reply",
    "record_suspension",
    "record_told",
    "recount",
    "redact",
    "refuse_acceptance",
    "refuse_referral",
    "refuse_request",
    "refuse_visit",
    "register",
    "register_incoming",
    "reject_screening",
    "release_document",
    "reopen",
    "report_to_head",
    "require_keys",
    "resume_duty",
    "return_papers",
    "return_to_sender",
    "reveal",
    "screen",
    "send_back_letter",
    "send_back_other",
    "settle_dispute",
    "sign_letter",
    "sign_other",
    "split",
    "submit_letter",
    "submit_other",
    "suppose",
    "sweep",
    "take_up",
    "transfer_at_once",
    "unjoin",
    "unsplit",
    "verify",
    "void_letter",
    "void_registration",
    "waive",
    "withdraw",
]
