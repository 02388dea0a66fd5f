"""Breaks a module in every small way that a tired programmer could: one broken copy after the other."""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OTHER_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OTHER_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "bisect_left": "bisect_right"}
OTHER_CALLS |= {"bisect_right": "bisect_left"}
# What a type checker reads and the program does not, and how a number is padded.
NOT_RUN = {"annotation", "returns", "format_spec", "type_params"}


@dataclass(frozen=True)
class Mutant:
    module: str
    name: str
    """Where it is and what was changed: stable as long as the line is, whatever stands around it."""
    code: str


@dataclass(frozen=True)
class Place:
    """One node, and how to reach it from the top: the way is the same in every copy of the tree."""

    node: ast.AST
    way: tuple[tuple[str, int | None], ...]
    inside: str


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of the module, each named once."""
    tree = ast.parse(source)
    seen: Counter[str] = Counter()
    for place in _places(tree, (), ""):
        for new in _instead(place.node):
            name = f"{module} {place.inside or 'module'}: {_said(place.node)} -> {_said(new)}"
            seen[name] += 1
            broken = _with(tree, place.way, new)
            yield Mutant(module, name if seen[name] == 1 else f"{name} #{seen[name]}", ast.unparse(broken))


def _places(node: ast.AST, way: tuple[tuple[str, int | None], ...], inside: str) -> Iterator[Place]:
    if _is_docstring(node):
        return
    if way:
        yield Place(node, way, inside)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        inside = f"{inside}.{node.name}".lstrip(".")
    for name, value in ast.iter_fields(node):
        if name in NOT_RUN:
            continue
        if isinstance(value, ast.AST):
            yield from _places(value, (*way, (name, None)), inside)
        elif isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from _places(one, (*way, (name, index)), inside)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _with(tree: ast.Module, way: tuple[tuple[str, int | None], ...], new: ast.AST) -> ast.Module:
    broken = copy.deepcopy(tree)
    at: ast.AST = broken
    for name, index in way[:-1]:
        at = getattr(at, name) if index is None else getattr(at, name)[index]
    name, index = way[-1]
    if index is None:
        setattr(at, name, new)
    else:
        getattr(at, name)[index] = new
    return ast.fix_missing_locations(broken)


def _said(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:90]


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what could stand in the place of the node and would be wrong, or should be."""
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BinOp() if type(node.op) in OTHER_OPERATORS:
            yield ast.BinOp(node.left, OTHER_OPERATORS[type(node.op)](), node.right)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for index in range(len(node.values)):
                rest = node.values[:index] + node.values[index + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.Constant():
            yield from _constants(node.value)
        case ast.If() | ast.While() | ast.IfExp() if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            other = copy.copy(node)
            other.test = ast.UnaryOp(ast.Not(), node.test)
            yield other
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.AugAssign() | ast.Expr():
            yield ast.Pass()
        case ast.Call(func=ast.Name(id=name)) if name in OTHER_CALLS:
            keywords = [] if name == "sorted" else node.keywords
            yield ast.Call(ast.Name(OTHER_CALLS[name], ast.Load()), node.args, keywords)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for index, op in enumerate(node.ops):
        for other in OTHER_COMPARISONS[type(op)]:
            yield ast.Compare(node.left, [*node.ops[:index], other(), *node.ops[index + 1 :]], node.comparators)


def _constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case str():
            yield ast.Constant(f"{value}!")
