"""Which columns may say something of a person, and by which way each row belongs to a case, a petition or a visit.

Every column of words stands here, once: a test fails for one that nobody declared. What the database lets be erased,
what is searched for afterwards and what an erasure sets to NULL are all read off these tables.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models

from .models import Case, Petition, Visit

ITSELF = "pk"


@dataclass(frozen=True)
class Words:
    """Columns of one table in which people write, and the way from its row to what it belongs to."""

    label: str
    way: str
    columns: tuple[str, ...]

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def belongs_to(self) -> type[models.Model]:
        """The table at the end of the way: `Case`, `Petition` or `Visit`."""
        model = self.model
        for step in self.steps:
            related = model._meta.get_field(step).related_model
            assert isinstance(related, type), f"{self.label}: {step} leads nowhere"
            model = related
        assert model in {Case, Petition, Visit}, f"{self.label} leads to {model}"
        return model

    @property
    def steps(self) -> list[str]:
        return [] if self.way == ITSELF else self.way.split("__")


PERSONAL = (
    Words("cases.Case", ITSELF, ("full_summary", "voided_because")),
    Words("cases.Petition", ITSELF, ("text", "asked", "handled_by")),
    Words("cases.Visit", ITSELF, ("about", "handled_by", "said")),
    Words("cases.AgendaItem", "case", ("because", "decided")),
    Words("cases.Answer", "referral__case", ("text", "clarification_asked")),
    Words("cases.AnsweredPoint", "answer__referral__case", ("asked", "note")),
    Words("cases.Commitment", "case", ("what", "who", "evidence", "findings")),
    Words("cases.Correction", "case", ("was", "now")),
    Words("cases.Dispute", "case", ("because",)),
    Words("cases.Document", "case", ("title", "released_because")),
    Words("cases.DutyExtension", "duty__case", ("document", "because")),
    Words("cases.DutyLateness", "duty__case", ("because",)),
    Words("cases.DutyStop", "duty__case", ("document", "because")),
    Words("cases.ErasureRow", "case", ("because",)),
    Words("cases.Imported", "case", ("note",)),
    Words("cases.IncomingLetter", "case", ("sender", "subject")),
    Words("cases.Inspected", "inspection__case", ("findings",)),
    Words("cases.Inspection", "case", ("place", "words", "report", "ended_because")),
    Words("cases.Instruction", "case", ("text",)),
    Words("cases.Joining", "case", ("because", "undone_because")),
    Words("cases.LegalHold", "case", ("because", "lifted_because")),
    Words("cases.Letter", "case", ("subject", "body", "stated", "sent_back_because", "voided_because")),
    Words("cases.Matter", "case", ("summary",)),
    Words("cases.Note", "case", ("text",)),
    Words("cases.OpeningRow", "case", ("said",)),
    Words("cases.Paper", "case", ("title",)),
    Words("cases.Proceeding", "case", ("because",)),
    Words("cases.Reclassification", "case", ("because",)),
    Words("cases.Recommendation", "case", ("text", "dropped_because")),
    # Without the salt the promise in the register says nothing any more of what was handed in (054).
    Words("cases.Receipt", "petition", ("salt",)),
    Words("cases.RedactedCopy", "case", ("text",)),
    Words("cases.Referral", "case", ("asked", "again_because", "refusal_text", "recalled_because", "ended_because")),
    Words("cases.Refusal", "visit", ("said", "settled_by", "overturned_because")),
    Words("cases.RefusalNotice", "refusal__visit", ("subject",)),
    Words("cases.Rung", "case", ("because",)),
    Words("cases.Screening", "case", ("because", "judged_because")),
    Words("cases.Splitting", "case", ("because", "undone_because")),
    Words("cases.Stop", "letter__case", ("because",)),
    Words("cases.Told", "case", ("text",)),
    Words("cases.Unsealing", "case", ("because",)),
    Words("cases.Verdict", "case", ("text", "heeded_because")),
)

# Personal too, and erased in a way of its own: what is said of a person outside a case, what is derived from what
# they said, what other packages keep of it.
APART: dict[str, dict[str, str]] = {
    "cases.Case": {"summary": "said anew without anybody"},
    "cases.CaseWords": {"folded": "made anew from the number alone"},
    "cases.Petition": {"content_digest": "emptied"},
    "cases.Visit": {"identity_digest": "emptied"},
    "cases.Identity": {"sealed": "emptied, the row stays"},
    "cases.Findable": dict.fromkeys(("folded", "identity_digest", "phone_digest"), "the row goes"),
    "cases.SealedTrace": dict.fromkeys(("name_digest", "identity_digest", "phone_digest"), "the row goes"),
    "cases.DutyComputation": {"certificate": "by which paper it was stopped or extended is emptied"},
    "cases.Merger": {"because": "NULL, once one of the two is erased"},
    "cases.Erasure": {"asked": "NULL, once it is carried out"},
    "cases.Opening": {"content": "emptied as soon as the table was read"},
    "cases.Letter": dict.fromkeys(("file", "made_from"), "the file goes, its name is its digest"),
    "cases.RefusalNotice": dict.fromkeys(("file", "made_from"), "the file goes, its name is its digest"),
    "notifications.Message": dict.fromkeys(("subject", "body", "sent_to"), "said anew without anybody"),
    "notifications.PendingMessage": dict.fromkeys(("subject", "body"), "said anew without anybody"),
    "notifications.BadAddress": {"digest": "the row goes"},
    "desk.PhonePhoto": dict.fromkeys(("title", "content"), "its author's alone; goes with the form or after a day"),
    "desk.KeptForm": {"typed": "the row goes"},
    "desk.KeptFile": dict.fromkeys(("title", "content"), "the row and its file go"),
    "desk.Export": {"said": "of whoever asked; goes within a day, as the table does"},
    "desk.ExportPart": {"content": "written anew without it; its file goes"},
    "workflows.Batch": {
        "said": "emptied when it is done: it stands in each case",
        "about": "what was searched for, in the words of who ordered it",
    },
    "desk.SavedFilter": {"name": "under keys; its author's own, who takes it away"},
    "desk.Draft": {"typed": "its author's alone; ends with the form, before there is a case"},
}

NUMBERS_OF_PAPERS = "numbers of official papers and of books"
CODES = "codes of the house: keys of rules, forms, marks; answers that are codes"
OF_THE_OFFICE = "of the office or of those who work in it"
NOT_PERSONAL: dict[str, dict[str, str]] = {
    "cases.AgencyAct": {"what": CODES, "number": NUMBERS_OF_PAPERS},
    "cases.Answer": {"number": NUMBERS_OF_PAPERS},
    "cases.Case": {"number": NUMBERS_OF_PAPERS, "former_number": NUMBERS_OF_PAPERS},
    "cases.Changeover": {
        "number": NUMBERS_OF_PAPERS,
        "paper_name": OF_THE_OFFICE,
        "by_field": CODES,
        "chosen_by": OF_THE_OFFICE,
    },
    "cases.Contested": {"number": NUMBERS_OF_PAPERS, "first_number": NUMBERS_OF_PAPERS},
    "cases.Duty": dict.fromkeys(("variant", "calendar_version"), CODES),
    "cases.DutyComputation": dict.fromkeys(("rule_key", "calendar_version"), CODES),
    "cases.DutyExtension": {"when": CODES},
    "cases.DutyNotice": {"mark": CODES},
    "cases.Erasure": {"basis": "an article", "judged_because": "of the decision, shown to who prepared it"},
    "cases.ErasureRow": {"period": CODES},
    "cases.Hold": {"role": CODES, "on_behalf_of": CODES, "channel": CODES, "sent_number": NUMBERS_OF_PAPERS},
    "cases.IdentityKey": {"fingerprint": OF_THE_OFFICE},
    "cases.Imported": {"previous_id": NUMBERS_OF_PAPERS},
    "cases.IncomingLetter": {"number": NUMBERS_OF_PAPERS},
    "cases.Joining": {"stood_at": CODES},
    "cases.Knock": dict.fromkeys(("who", "where"), "salted digests that are forgotten within a day"),
    "cases.Letter": {
        "form": CODES,
        "signer_title": OF_THE_OFFICE,
        "number": NUMBERS_OF_PAPERS,
        "sent_number": NUMBERS_OF_PAPERS,
        "digest": "of the frozen file: the tombstone",
        "handle": CODES,
    },
    "cases.Link": dict.fromkeys(("digest", "session_digest"), "salted digests of codes"),
    "cases.NumberSeries": {"name": CODES},
    "cases.Opening": {"digest": "of the whole table", "trouble": CODES, "chosen_by": OF_THE_OFFICE},
    "cases.OpeningRow": {"number": NUMBERS_OF_PAPERS},
    "cases.Petition": {"tracking_code": "drawn by lot"},
    "cases.Proceeding": {"number": NUMBERS_OF_PAPERS, "complexity": CODES},
    "cases.Receipt": {
        "digest": "salted: says nothing once the salt is gone",
        "papers": "the tombstones of what was handed in",
        "body": "number, moment and that digest",
        "signature": CODES,
    },
    "cases.ReceptionComputation": {
        "certificate": "days and articles, no words",
        "rule_key": CODES,
        "calendar_version": CODES,
    },
    "cases.ReceptionDuty": dict.fromkeys(("variant", "calendar_version"), CODES),
    "cases.ReceptionNotice": {"mark": CODES},
    "cases.ReceptionSession": dict.fromkeys(("place", "recording", "cancelled_because"), OF_THE_OFFICE),
    "cases.Recommendation": dict.fromkeys(("decision_number", "number"), NUMBERS_OF_PAPERS),
    "cases.Referral": {"evidence_number": NUMBERS_OF_PAPERS},
    "cases.Refusal": {"ground": CODES},
    "cases.RefusalNotice": {
        "form": CODES,
        "signer_title": OF_THE_OFFICE,
        "number": NUMBERS_OF_PAPERS,
        "sent_number": NUMBERS_OF_PAPERS,
        "digest": "of the frozen file: the tombstone",
    },
    "cases.Screening": dict.fromkeys(("answers", "kind", "leaf"), CODES),
    "cases.SeriesContinued": {"because": OF_THE_OFFICE},
    "cases.Stop": {"objections": CODES},
    "cases.Visit": {"kind": CODES},
    "files.Blob": {"digest": "the tombstone", "media_type": CODES, "threat": "what the scanner calls it"},
    "notifications.Message": dict.fromkeys(("template", "language"), CODES),
    "notifications.PendingMessage": dict.fromkeys(("template", "heading", "language"), CODES),
    "notifications.BadAddress": {"status": CODES},
    "notifications.SheetKeeper": dict.fromkeys(("email", "digest"), OF_THE_OFFICE),
    "desk.Export": dict.fromkeys(("on_behalf_of", "table", "part", "asked"), CODES),
    "desk.ExportPart": dict.fromkeys(("cases", "keys"), CODES),
    "workflows.Batch": dict.fromkeys(("act", "on_behalf_of"), CODES),
    "workflows.BatchRow": {"said": OF_THE_OFFICE},
    "desk.KeptFile": {"field": CODES},
    "desk.KeptForm": dict.fromkeys(("holder", "move"), CODES),
    "desk.PhoneLink": dict.fromkeys(("on_behalf_of", "digest", "phone"), CODES),
    "desk.SavedFilter": {"query": CODES},
}


def declared(label: str) -> list[str]:
    """Return every column of words of the table that stands in one of the three, as often as it does."""
    words = [column for one in PERSONAL if one.label == label for column in one.columns]
    return [*words, *APART.get(label, ()), *NOT_PERSONAL.get(label, ())]
