"""Files from a field: what is taken and how much is said beforehand, checked in the browser and again here."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .vocabulary import ENDINGS, LARGEST, MEGABYTE, MOST, TOGETHER


def _what_is_taken(most: int) -> str:
    numbers = {"most": most, "largest": LARGEST // MEGABYTE, "together": TOGETHER // MEGABYTE}
    said = ngettext(
        "Một tệp, không quá %(largest)d MB: PDF, ảnh, Word, Excel, OpenDocument, ghi âm MP3 hoặc M4A, video MP4, "
        "thư .eml.",
        "Nhiều nhất %(most)d tệp, mỗi tệp không quá %(largest)d MB, cộng lại không quá %(together)d MB: PDF, ảnh, "
        "Word, Excel, OpenDocument, ghi âm MP3 hoặc M4A, video MP4, thư .eml. Tệp nén cần giải nén trước.",
        most,
    )
    return said % numbers


def _photos_are_taken() -> str:
    said = _("Chụp ngay bằng điện thoại, hoặc chọn ảnh, bản quét PDF: nhiều nhất %(most)d tệp, mỗi tệp %(largest)d MB.")
    return said % {"most": MOST, "largest": LARGEST // MEGABYTE}


what_is_taken = lazy(_what_is_taken, str)
photos_are_taken = lazy(_photos_are_taken, str)


class FilesInput(forms.ClearableFileInput):
    """Carries the limits, so that the page can say at once what the server would refuse."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = False

    def __init__(self, *, most: int = 1) -> None:
        self.allow_multiple_selected = most > 1
        super().__init__(attrs={"accept": ",".join(ENDINGS), **({"multiple": True} if most > 1 else {})})
        self.most = most

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-largest": LARGEST,
            "data-together": TOGETHER,
            "data-most": self.most,
            "data-too-large": too_large("{name}"),
            "data-too-much": too_much(),
            "data-too-many": too_many(self.most),
        }
        return context


class OneFileField(forms.FileField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilesInput(), help_text=what_is_taken(1), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            refuse_what_is_too_much([file], most=1)
        return file


class ManyFilesField(forms.FileField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilesInput(most=MOST), help_text=what_is_taken(MOST), allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        files = [super(ManyFilesField, self).clean(file, initial) for file in files if file]
        refuse_what_is_too_much(files, most=MOST)
        return files


class PhotosField(ManyFilesField):
    """A telephone offers its camera for this one; a scanned record goes with the photographs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = photos_are_taken()
        self.widget.attrs["accept"] = "image/*,.pdf"


def refuse_what_is_too_much(files: list[Any], *, most: int) -> None:
    """Raise before anything is read into memory."""
    if len(files) > most:
        raise forms.ValidationError(too_many(most))
    for file in files:
        if file.size > LARGEST:
            raise forms.ValidationError(too_large(file.name))
    if sum(file.size for file in files) > TOGETHER:
        raise forms.ValidationError(too_much())


def too_large(name: str) -> str:
    said = _("“%(name)s” lớn hơn %(most)d MB; cần chia nhỏ hoặc quét ở độ phân giải thấp hơn rồi chọn lại.")
    return said % {"name": name, "most": LARGEST // MEGABYTE}


def too_much() -> str:
    return _("Các tệp cộng lại không quá %(most)d MB.") % {"most": TOGETHER // MEGABYTE}


def too_many(most: int) -> str:
    return _("Mỗi lần nộp không quá %(most)d tệp.") % {"most": most}
