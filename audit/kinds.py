"""Every kind of event with its sentence. A kind nobody declared cannot be recorded."""

from collections.abc import Mapping

from django.utils.functional import Promise

from .readers import NOBODY, Rule, allow

Sentence = str | Promise
_sentences: dict[str, Sentence] = {}


class UndeclaredKind(LookupError):
    """An event kind was used that no package declared with a sentence."""


def declare(sentences: Mapping[str, Sentence], rule: Rule = NOBODY) -> None:
    """Declare kinds with their sentences, and who may read them."""
    _sentences.update(sentences)
    allow(sentences, rule)


def sentence(kind: str) -> str:
    return str(_sentences[kind]) if kind in _sentences else kind


def declared() -> Mapping[str, Sentence]:
    return dict(_sentences)


def require(kind: str) -> None:
    if kind not in _sentences:
        raise UndeclaredKind(f"{kind}: declare it with its sentence in the vocabulary of the package that records it")
