"""What is wrong with a page's HTML: errors of the specification's own parser, and names that point to nothing."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as SAID

# Each names other elements of the page by their id.
POINTS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list", "form")
GONE = {"center", "font", "big", "tt", "strike", "marquee", "frame", "frameset", "acronym", "dir"}
NEEDS = {"img": "alt", "a": "href", "use": "href"}
INTERACTIVE = {"a", "button", "select", "textarea", "label", "summary"}


def faults(html: str) -> list[str]:
    """Return everything that a validator would object to, as sentences; an empty list for a clean page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    said = [f"line {line}: {SAID[code] % facts}" for (line, _column), code, facts in parser.errors]
    return [*said, *_names(tree), *_shape(tree)]


def _names(tree: Element) -> Iterator[str]:
    ids = Counter(one.get("id") for one in tree.iter() if one.get("id"))
    yield from (f"the id {name!r} stands {times} times" for name, times in ids.items() if times > 1)
    yield from (f"the id {name!r} holds a space" for name in ids if " " in name)
    for one in tree.iter():
        for point in POINTS:
            for name in (one.get(point) or "").split():
                # What htmx brings later has its place already; a fragment may be named with #.
                if name not in ids:
                    yield f"<{one.tag} {point}={name!r}> points to nothing"
        href = one.get("href") or ""
        if one.tag == "a" and len(href) > 1 and href.startswith("#") and href[1:] not in ids:
            yield f"<a href={href!r}> leads to nothing on this page"


def _shape(tree: Element) -> Iterator[str]:
    html = tree if tree.tag == "html" else tree.find("html")
    assert html is not None
    if not html.get("lang"):
        yield "the page does not say its language"
    titles = [one for one in tree.iter("title") if one in list(html.find("head") or [])]
    if [bool((one.text or "").strip()) for one in titles] != [True]:
        yield "the page has no title, or more than one"
    for name in ("h1", "main"):
        if (times := sum(1 for _ in tree.iter(name))) != 1:
            yield f"the page has {times} <{name}>"
    for one in tree.iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag in GONE:
            yield f"<{one.tag}> is no longer part of HTML"
        if one.tag in NEEDS and one.get(NEEDS[one.tag]) is None:
            yield f"<{one.tag}> without {NEEDS[one.tag]}"
        if one.get("style") is not None or any(name.startswith("on") for name in one.attrib):
            yield f"<{one.tag}> carries a style or a script of its own"
        if one.tag in {"ul", "ol"}:
            yield from (f"<{child.tag}> lies in a list beside its items" for child in one if child.tag not in LISTED)
        if one.tag in {"a", "button", "summary"}:
            inside = {child.tag for child in one.iter() if child is not one} & (INTERACTIVE - {"label"})
            yield from (f"<{name}> lies in <{one.tag}>" for name in sorted(inside))


LISTED = {"li", "script", "template"}
