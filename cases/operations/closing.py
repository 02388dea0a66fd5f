"""The end of a case that was seen through."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from ..errors import Unusable
from ..models import Case
from ..vocabulary import ENDS_BY_CLOSING, Move
from .duties import meet, void
from .freezing import drop_what_has_not_left
from .moving import moving


def close(case: Case, *, outcome: str, by: Actor, on: date) -> None:
    """The leader ends the case with its outcome; nothing stays owed."""
    with moving(case, Move.CLOSE, "case.closed", by=by, on=on) as step:
        if outcome not in ENDS_BY_CLOSING:
            raise Unusable("outcome", _("Cần chọn vụ việc kết thúc thế nào."))
        step.case.outcome, step.case.closed_on = outcome, on
        drop_what_has_not_left(step.case, because=str(_("Vụ việc đã kết thúc.")), on=on)
        meet(step.case, "mttq.close_file", on=on)
        void(step.case, on=on)
        step.facts["outcome"] = str(outcome)
        here = step.case.papers.filter(is_original=True, returned=None).count()
        if here:
            # What is the citizen's goes back all the same; the history says that it was known.
            step.facts["originals_here"] = here
