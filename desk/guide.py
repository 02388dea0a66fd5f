"""The guide of `docs/guide/` inside the product: the same Markdown, as much of it as the guide uses and no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from organizations.folding import fold
from organizations.vocabulary import Role

FOLDER = Path(settings.BASE_DIR) / "docs" / "guide"
PICTURES = Path(settings.BASE_DIR) / "docs" / "screens"
NAME = re.compile(r"[a-z0-9-]+")

# In the order of a petition's way; what everybody reads comes first.
CHAPTERS: dict[str, frozenset[Role]] = {
    "bat-dau": frozenset(Role),
    "tiep-nhan": frozenset({Role.RECEPTIONIST}),
    "xu-ly": frozenset({Role.HANDLER}),
    "lanh-dao": frozenset({Role.LEADER}),
    "van-thu": frozenset({Role.RECORDS_OFFICER}),
    "co-quan": frozenset({Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD}),
    "giam-sat": frozenset({Role.SUPERVISOR, Role.AUDITOR}),
    "quan-tri": frozenset({Role.ADMINISTRATOR}),
}


@dataclass(frozen=True)
class Chapter:
    name: str
    title: str
    headings: tuple[tuple[str, str], ...]
    """(anchor, words) of each part."""
    html: SafeString


@cache
def chapter(name: str) -> Chapter:
    """Read one chapter. Raises KeyError for a name that is none."""
    if name not in CHAPTERS:
        raise KeyError(name)
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title, _rest, body = text.removeprefix("# ").partition("\n")
    headings = tuple((anchor_of(line[3:]), line[3:]) for line in body.splitlines() if line.startswith("## "))
    return Chapter(name, title, headings, rendered(body))


def chapters() -> list[Chapter]:
    return [chapter(name) for name in CHAPTERS]


def picture(name: str) -> Path | None:
    """Return the file of a screen, when there is one of this name."""
    file = PICTURES / f"{name}.png"
    return file if NAME.fullmatch(name) and file.is_file() else None


def anchor_of(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(heading)).strip("-")


def rendered(text: str) -> SafeString:
    """Headings, paragraphs, lists, pictures; strong, emphasis, code and links. Everything else is its own text."""
    return mark_safe("\n".join(_blocks(text)))  # noqa: S308 - every word was escaped by `_inline`


_POINT = re.compile(r"(?:- |\d+\. )(.*)")


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        yield from _lines(block.splitlines())


def _lines(lines: list[str]) -> Iterator[str]:
    for sort, some in groupby(lines, key=_sort_of):
        found = list(some)
        if sort == "heading":
            for line in found:
                words = line.removeprefix("## ")
                yield f'<h2 id="{anchor_of(words)}" class="mt-4 mb-2">{_inline(words)}</h2>'
        elif sort in {"ol", "ul"}:
            points = "".join(f"<li>{_inline(match[1])}</li>" for line in found if (match := _POINT.match(line)))
            yield f"<{sort}>{points}</{sort}>"
        else:
            yield from _paragraph(" ".join(found))


def _sort_of(line: str) -> str:
    if line.startswith("## "):
        return "heading"
    if line.startswith("- "):
        return "ul"
    return "ol" if re.match(r"\d+\. ", line) else "words"


def _paragraph(words: str) -> Iterator[str]:
    shown = re.fullmatch(r"!\[(.+)\]\(\.\./screens/([a-z0-9-]+)\.png\)", words)
    if shown is None:
        yield f"<p>{_inline(words)}</p>"
    elif picture(shown[2]) is not None:
        # A release whose pictures were not taken shows the words alone.
        address = reverse("desk:guide-picture", args=[shown[2]])
        yield f'<p><img class="img-fluid border" loading="lazy" src="{address}" alt="{escape(shown[1])}"></p>'


def _inline(words: str) -> str:
    said = str(escape(words))
    said = re.sub(r"`([^`]+)`", r"<code>\1</code>", said)
    said = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", said)
    said = re.sub(r"\*([^*]+)\*", r"<em>\1</em>", said)
    return re.sub(r"\[([^\]]+)\]\(([a-z-]+)\.md(#[a-z0-9-]+)?\)", _link, said)


def _link(found: re.Match[str]) -> str:
    return f'<a href="{reverse("desk:guide-chapter", args=[found[2]])}{found[3] or ""}">{found[1]}</a>'
