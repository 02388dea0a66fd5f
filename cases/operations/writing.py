"""What every letter beside the transfer says when it is drafted, whichever move drafts it."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from letters.catalogue import MTTQ, form, version
from letters.setting import missing_facts
from organizations.models import Unit

from .. import papers
from ..errors import Unusable
from ..letter_forms import CASE_LETTERS, To
from ..models import Letter
from ..vocabulary import LetterForm
from .addressing import must_be_there
from .freezing import author, stood_in_for
from .moving import Moving
from .naming import must_name_nobody

# Known only when the letter is signed.
NOT_YET = {"signer_name", "signer_title"}


def write(
    step: Moving,
    letter: Letter,
    letter_form: str,
    words: Mapping[str, str],
    said: Mapping[str, str],
    *,
    on: date,
    answer_by: date | None = None,
    to_unit: Unit | None = None,
    secret: bool = False,
) -> None:
    """Set what the draft says: subject and body, and what its author states for this form only."""
    subject, body = words["subject"].strip(), words.get("body", "").strip()
    if not subject:
        raise Unusable("subject", _("Cần ghi văn bản về việc gì."))
    if answer_by is not None and answer_by <= on:
        raise Unusable("answer_by", _("Ngày đề nghị trả lời phải sau hôm nay."))
    must_be_there(to_unit, "to_unit", on=on)
    letter.form, letter.subject, letter.body = letter_form, subject, body
    letter.version = version(form(MTTQ, letter_form), on=on).number
    letter.to_unit, letter.secret = to_unit, secret or step.case.sealed
    if CASE_LETTERS[LetterForm(letter_form)].to is not To.PETITIONER:
        told = {name: said.get(name, "") for name in ("asked", "reason", "venue")}
        must_name_nobody(step.case, subject=subject, body=body, **told)
    letter.stated = {name: text.strip() for name, text in said.items() if text.strip()}
    if answer_by is not None:
        letter.stated["answer_by"] = answer_by.isoformat()
    letter.drafted_by, letter.drafted_for_id = author(step.by), stood_in_for(step.by)


def must_be_complete(letter: Letter) -> None:
    """Say now what would otherwise stop the records officer."""
    wanted = CASE_LETTERS[LetterForm(letter.form)]
    if wanted.to_unit and letter.to_unit is None:
        raise Unusable("to_unit", _("Cần chọn cơ quan mà văn bản này nêu tên."))
    known = papers.facts_of(letter)
    of = form(MTTQ, letter.form)
    gaps = missing_facts(of, known | dict.fromkeys(NOT_YET, "…"))
    if gaps:
        reason = _("Chưa soạn được “%(form)s”; còn thiếu: %(gaps)s.")
        raise Unusable("letter_form", reason % {"form": of.title, "gaps": ", ".join(gaps)})
