"""The only code that changes a case. Each function is one thing an office does to a petition.

Every operation takes the case, then keywords; `by` is the actor, `on` the day it happened. It raises `NotYoursToSee`,
`PermissionDenied`, `NotAllowedNow` or `Unusable`, and then has changed nothing.
"""

from .agency_papers import AgencyPaper
from .answering import Point, Promise, accept_answer, answer, ask_clarification
from .asking import look_into, record_helped
from .clocks import explain_lateness, extend_duty, pause_duty, resume_duty
from .closing import close
from .contesting import NewContested
from .cooperating import (
    acknowledge_request,
    answer_request,
    confirm_request,
    end_request,
    note_reply,
    refuse_request,
)
from .correcting import correct_day, correct_paper, correct_party
from .disputing import settle_dispute
from .documents import NewDocument, add_note, attach_document
from .handing_over import NewPaper, receive_papers, return_papers
from .held_letters import Stopped, call_back_letter, clear_letter
from .identities import require_keys
from .incoming import acknowledge_incoming, link_incoming, record_handing_out, record_printing, register_incoming
from .inheriting import close_unsucceeded, record_death, record_successor
from .instructing import hand_over, instruct, reassign, take_up
from .joining import join, unjoin
from .ladder import chase, lay_before_leadership, let_rung_be
from .late_entries import confirm_late_entry, strike_late_entry
from .leaving import change_receiver, give_sessions_to_leaders, take_from_who_left
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
from .linking import link_first
from .links import NotOpenedByCode, ask_for_code, end_links_of_unit, leave_link, note_dead_link, open_link, revoke_link
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
from .releasing import release_held
from .reopening import ask_reopening, decline_reopening, reopen
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
from .succeeding import (
    carry_changeovers_on,
    choose_heirs,
    drop_changeover,
    order_changeover,
    prepare_changeover,
    rename,
)
from .superior import (
    recommend_to_superior,
    record_superior_decision,
    record_superior_order,
    record_superior_reply,
)
from .supervising import contest, verify, waive
from .supplementing import (
    ask_supplement,
    file_unsupplemented,
    go_on_without,
    receive_supplement,
    report_no_supplement,
)
from .thresholds import sweep
from .visits import add_visit, end_visit
from .voiding import void_registration
from .withdrawing import clear_withdrawal, doubt_withdrawal, refuse_withdrawal, withdraw, withdraw_part

__all__ = [
    "AgencyPaper",
    "AlreadyRegistered",
    "NewContested",
    "NewDocument",
    "NewPaper",
    "NewParty",
    "NotOpenedByCode",
    "Part",
    "Point",
    "Promise",
    "Stopped",
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
    "ask_for_code",
    "ask_reopening",
    "ask_supplement",
    "ask_to_split",
    "attach_document",
    "call_back_letter",
    "cancel_session",
    "carry_changeovers_on",
    "carry_on",
    "change_receiver",
    "chase",
    "choose",
    "choose_heirs",
    "clear_letter",
    "clear_withdrawal",
    "close",
    "close_unsucceeded",
    "confirm_delivery",
    "confirm_late_entry",
    "confirm_other",
    "confirm_refusal",
    "confirm_request",
    "confirm_screening",
    "contest",
    "continue_series",
    "correct_day",
    "correct_paper",
    "correct_party",
    "decline_reopening",
    "dispatch_letter",
    "dispatch_notice",
    "dispatch_other",
    "doubt_withdrawal",
    "draft_letter",
    "draft_other",
    "drop_changeover",
    "end_links_of_unit",
    "end_request",
    "end_session",
    "end_visit",
    "explain_lateness",
    "extend_duty",
    "file_away",
    "file_unsupplemented",
    "forget",
    "forget_old",
    "give_sessions_to_leaders",
    "go_on_without",
    "guide",
    "hand_in",
    "hand_over",
    "instruct",
    "issue_letter",
    "issue_notice",
    "issue_other",
    "join",
    "lay_before_leadership",
    "leave_link",
    "let_rung_be",
    "letter_docx",
    "letter_pdf",
    "link_first",
    "link_incoming",
    "look_into",
    "note_connection_test",
    "note_dead_link",
    "note_dossier",
    "note_online_notice",
    "note_quarantine",
    "note_reading",
    "note_refused_out",
    "note_reply",
    "note_statement",
    "notice_of",
    "notice_pdf",
    "open_link",
    "open_session",
    "order_changeover",
    "order_recount",
    "overturn_refusal",
    "pause_duty",
    "plan_sessions",
    "post_schedule",
    "prepare_changeover",
    "preview_letter",
    "reassign",
    "recall_referral",
    "receive_papers",
    "receive_supplement",
    "reclassify",
    "recommend_to_superior",
    "record_acceptance",
    "record_death",
    "record_decision",
    "record_extension",
    "record_handing_out",
    "record_helped",
    "record_notice",
    "record_printing",
    "record_resumption",
    "record_signature",
    "record_successor",
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
    "refuse_withdrawal",
    "register",
    "register_incoming",
    "reject_screening",
    "release_document",
    "release_held",
    "rename",
    "reopen",
    "report_no_supplement",
    "report_to_head",
    "require_keys",
    "resume_duty",
    "return_papers",
    "return_to_sender",
    "reveal",
    "revoke_link",
    "screen",
    "send_back_letter",
    "send_back_other",
    "settle_dispute",
    "sign_letter",
    "sign_other",
    "split",
    "strike_late_entry",
    "submit_letter",
    "submit_other",
    "suppose",
    "sweep",
    "take_from_who_left",
    "take_up",
    "transfer_at_once",
    "unjoin",
    "unsplit",
    "verify",
    "void_letter",
    "void_registration",
    "waive",
    "withdraw",
    "withdraw_part",
]
