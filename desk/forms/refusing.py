"""What an operation refuses, said beside the field it is about."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from cases.errors import Unusable

BY_THEIR_NAMES: Mapping[str, str] = {}


def refuse(form: forms.Form, refusal: Unusable | ValidationError, *, at: Mapping[str, str] = BY_THEIR_NAMES) -> None:
    """Put each sentence beside its field (`at` says where the form calls it otherwise), or above the form."""
    for name, sentences in _said(refusal).items():
        field = at.get(name, name)
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)


def _said(refusal: Unusable | ValidationError) -> Mapping[str, Sequence[str]]:
    if isinstance(refusal, Unusable):
        return {refusal.field: [refusal.reason]}
    return refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
