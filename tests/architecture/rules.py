"""The rules of the house that imports cannot show, each as a function from source text to complaints.

A complaint names the line and says where the code belongs instead.
"""

import ast
import re
from collections.abc import Iterator

# From the top of the house to the bottom; packages on one floor never meet.
FLOORS = [
    {"config"},
    {"desk", "portal", "api"},
    {"reports"},
    {"workflows", "notifications"},
    {"supervision"},
    {"cases"},
    {"deadlines", "letters", "files", "organizations"},
    {"audit"},
    {"sealing"},
]
OURS = set().union(*FLOORS)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}

MANY_ROWS = frozenset({"add_all", "set_each"})
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES |= {"asave", "acreate", "aupdate", "adelete"}
# `update` of a dictionary or a hash, `create` of nothing: what a call is on tells a row from the rest.
ROWS = re.compile(r"\b(objects|all|filter|exclude|order_by|using|select_for_update|_set|related)\b")
NOT_ROWS = re.compile(r"(digest|sha256|hash|hmac|dict|context|headers|session|initial|query|params|values|kwargs)$")

BANNED_MODULES = {"core", "common", "utils", "util", "helpers", "helper", "services", "signals", "managers", "misc"}
REFERENCE = re.compile(r"^([a-z_]+)\.([A-Za-z]\w*)$")


def upward_references(package: str, source: str) -> Iterator[str]:
    """String relations and `get_model` obey the floors as imports do."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = _called(node)
        if name not in {"ForeignKey", "OneToOneField", "ManyToManyField", "FlowForeignKey", "get_model"}:
            continue
        words = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in {"to", "through"})]
        for word in words:
            if not isinstance(word, ast.Constant) or not isinstance(word.value, str):
                continue
            label = REFERENCE.match(word.value)
            other = label.group(1) if label else word.value if name == "get_model" else ""
            if other in FLOOR and other != package and FLOOR[other] <= FLOOR[package]:
                yield (
                    f"line {node.lineno}: {package} names {word.value}, which stands above or beside it; "
                    f"the relation belongs into {other}, or the fact one floor down"
                )


def row_writes(source: str) -> Iterator[str]:
    """Interfaces and reports translate and read; they write no rows."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MANY_ROWS:
            yield f"line {node.lineno}: {node.func.id}(…) writes; call an operation of the package that owns the rows"
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
            continue
        on = ast.unparse(node.func.value)
        if node.func.attr == "update" and (NOT_ROWS.search(on) or not ROWS.search(on)):
            continue
        if isinstance(node.func.value, ast.Call) and _called(node.func.value) == "super":
            continue
        yield (
            f"line {node.lineno}: {on}.{node.func.attr}(…) writes; "
            "call an operation of the package that owns the rows (cases/operations/, organizations/operations/, …)"
        )


def transitions_called(source: str, transitions: set[str]) -> Iterator[str]:
    """A transition is run by the operation that locks, asks and records; by nobody else."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        on = ast.unparse(node.func.value)
        if node.func.attr in transitions and re.search(r"(^|[._])(case|referral|letter|commitment)$", on):
            yield f"line {node.lineno}: {on}.{node.func.attr}() is a transition; call cases.operations.{node.func.attr}"


# Heavy, and of no use to most processes: each would hold them from its start. `word` is the module of ours around docx.
LATE = {"openpyxl", "typst", "word"}


def inner_imports(source: str) -> Iterator[str]:
    """An import inside a function hides a circle, unless it is of a library that is only late."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Import | ast.ImportFrom) and not _packages(inner) <= LATE:
                yield f"line {inner.lineno}: an import inside {node.name}(); move what is needed one floor down"


def _packages(imported: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(imported, ast.ImportFrom) and imported.module:
        return {imported.module.partition(".")[0]}
    return {name.name.partition(".")[0] for name in imported.names}


def banned_name(path: str) -> Iterator[str]:
    for part in path.removesuffix(".py").split("/"):
        if part in BANNED_MODULES:
            yield f"{path}: {part!r} says nothing; name the module for its subject, beside the code that uses it"


# A registry's address in a lock, a path of one machine: neither means anything on another one. Put together from
# parts, so that this file does not hold what it looks for.
MACHINE = re.compile(
    "|".join(
        [
            r"files\.python" + r"hosted\.org",
            r"pypi\.(?:org|python\.org)/" + "simple",
            r"registry\." + r"npmjs\.org",
            r"--(?:extra-)?index" + r"-url",
            r"(?<![\w.~}])/" + r"(?:root|home/\w+|Users/\w+|work)/[\w.]",
        ]
    )
)


def machine_words(source: str) -> Iterator[str]:
    for number, line in enumerate(source.splitlines(), 1):
        found = MACHINE.search(line)
        if found:
            yield f"line {number}: {found.group()!r} names one machine or registry; say it by a setting or leave it out"


INLINE_STYLE = re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)
STYLE_ELEMENT = re.compile(r"<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
ELSEWHERE = re.compile(r"<(?:script|link|img|iframe|source|use)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE)


def inline_code(source: str) -> Iterator[str]:
    """The policy of our pages runs and colours nothing that is written into a page."""
    for number, line in enumerate(source.splitlines(), 1):
        if INLINE_STYLE.search(line) or STYLE_ELEMENT.search(line):
            yield f"line {number}: a style in the page; give it a class in desk/static/desk/"
        if INLINE_SCRIPT.search(line) or HANDLER.search(line):
            yield f"line {number}: a script in the page; put it into desk/static/desk/desk.js"
        if ELSEWHERE.search(line):
            yield f"line {number}: something from another host; keep it under static/vendor/"


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
