"""Every kind of event with its sentence. A kind nobody declared cannot be recorded."""

from collections.abc import Mapping

from django.utils.functional import Promise

Sentence = str | Promise
_sentences: dict[str, Sentence] = {}


class UndeclaredKind(LookupError):
    """An event kind was used that no package declared with a sentence."""


def declare(sentences: Mapping[str, Sentence]) -> None:
    _sentences.update(sentences)


def sentence(kind: str) -> str:
    return str(_sentences[kind]) if kind in _sentences else kind


def declared() -> Mapping[str, Sentence]:
    return dict(_sentences)


def require(kind: str) -> None:
    if kind not in _sentences:
        raise UndeclaredKind(f"{kind}: declare it with its sentence in the vocabulary of the package that records it")
