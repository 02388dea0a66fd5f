"""What may be searched of a case, written anew wherever what it says has changed."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from organizations.folding import fold
from sealing.fields import Erased

from ..models import Case, CaseWords, Findable, Matter, Petition


def begin_words(case: Case, *, texts: Iterable[str], names: Iterable[str]) -> None:
    """Let a new case be found by what was just written down: nothing of it need be read again."""
    CaseWords.objects.create(case=case, folded=_searchable(case, texts, names))


def write_words(cases: Iterable[Case]) -> None:
    """Make what may be searched of these cases anew from what stands in them."""
    rows = [CaseWords(case_id=pk, folded=folded) for pk, folded in words_of(cases).items()]
    CaseWords.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case"], update_fields=["folded"])


def words_of(cases: Iterable[Case]) -> dict[int, str]:
    """Return what may be searched of each of these cases: of an open one with its current petitions and their names."""
    found = {case.pk: case for case in cases}
    petitions = defaultdict(list)
    matters = Matter.objects.current().filter(case__in=list(found)).order_by("petition_id")
    for case, petition in matters.values_list("case_id", "petition_id"):
        petitions[case].append(petition)
    handed_in = {one for some in petitions.values() for one in some}
    open_ones = handed_in - set(sealed_petitions().filter(pk__in=handed_in).values_list("pk", flat=True))
    written = Petition.objects.filter(pk__in=open_ones).values_list("pk", "text")
    texts = {petition: "" if isinstance(text, Erased) else text for petition, text in written}
    names = defaultdict(list)
    shown = Findable.objects.filter(petition__in=open_ones).order_by("party_id")
    for petition, name in shown.values_list("petition_id", "folded"):
        names[petition].append(name)
    said = {}
    for pk, one in found.items():
        mine = [petition for petition in petitions[pk] if petition in texts]
        behind = [name for petition in mine for name in names[petition]]
        said[pk] = _searchable(one, [texts[petition] for petition in mine], behind)
    return said


def sealed_petitions() -> QuerySet[Petition]:
    """Petitions of which at least one case is sealed: nothing of them is searchable."""
    return Petition.objects.filter(matters__case__sealed=True)


def _searchable(case: Case, texts: Iterable[str], names: Iterable[str]) -> str:
    if case.sealed or case.erased_on is not None:
        return fold(case.number)
    return fold(" ".join([case.number, case.summary, *texts, *names]))
