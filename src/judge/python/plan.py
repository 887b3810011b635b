"""Takes a test apart, before any generated code runs, so that its expected value is never where that code is.

`assert f(1) == 2` becomes the call `f(1)`, evaluated beside the code; `__value_0`, the left side, and the shape
`__left == 2` are evaluated in a clean heap once the code is gone. A test that can't be taken apart is run whole.
"""

import ast
import builtins
import json
import keyword
import re

BUILTIN_NAMES = frozenset(dir(builtins))
CALLED = re.compile(rf'\b(?!(?:{"|".join(keyword.kwlist)})\b)([A-Za-z_]\w*)[ \t]*\(')
# A call inside these is evaluated later, or often, or perhaps not at all.
DEFERRED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.BoolOp, ast.IfExp)
OPERATORS = {
    ast.Eq: '==',
    ast.NotEq: '!=',
    ast.Lt: '<',
    ast.LtE: '<=',
    ast.Gt: '>',
    ast.GtE: '>=',
    ast.Is: 'is',
    ast.IsNot: 'is not',
    ast.In: 'in',
    ast.NotIn: 'not in',
}


def entry_of(tests, given):
    """The function that tests (a JSON list) call: one called in all of them, and no builtin where there is one."""
    if given:
        return given
    called = [CALLED.findall(test) for test in json.loads(tests)]
    common = [name for name in (called[0] if called else []) if all(name in names for names in called)]
    return next((name for name in common if name not in BUILTIN_NAMES), common[0] if common else '')


def plan(test, entry):
    """JSON: {kind: "split", calls, shape, left, clean} or {kind: "whole"} or {kind: "broken", error}."""
    try:
        tree = ast.parse(test, '<test>')
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return json.dumps({'kind': 'broken', 'error': explain(error, {'<test>': test.split('\n')})})
    is_assert = len(tree.body) == 1 and isinstance(tree.body[0], ast.Assert)
    return json.dumps((take_apart(test, tree, entry) if is_assert else None) or {'kind': 'whole'})


def take_apart(test, tree, entry):
    expression = tree.body[0].test
    view = View(entry)
    view.visit(expression, False)
    if not view.calls or view.refused:
        return None
    # Offsets are in bytes of UTF-8.
    data = test.encode()
    starts = [0]
    for line in data.split(b'\n'):
        starts.append(starts[-1] + len(line) + 1)

    def place(node):
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    places = [place(call) for call in view.calls]

    def shape_of(node):
        begin, end = place(node)
        pieces, at = [], begin
        for index, (first, last) in enumerate(places):
            if begin <= first and last <= end:
                pieces += [data[at:first], b'__value_%d' % index]
                at = last
        pieces.append(data[at:end])
        return '(' + b''.join(pieces).decode() + '\n)'

    loaded = view.loaded - view.stored
    if any(name.startswith(('__value_', '__left')) for name in loaded):
        return None
    left, shape = '', shape_of(expression)
    if isinstance(expression, ast.Compare):
        left = shape_of(expression.left)
        shape = f'(__left {OPERATORS[type(expression.ops[0])]} {shape_of(expression.comparators[0])})'
    return {
        'kind': 'split',
        'calls': ['(' + data[first:last].decode() + '\n)' for first, last in places],
        'shape': shape,
        'left': left,
        'clean': all(name in BUILTIN_NAMES or name in WARM_MODULES for name in loaded),
    }


class View:
    """What a test's expression has: the outermost calls of the entry point, and the names outside of them."""

    def __init__(self, entry):
        self.entry, self.calls, self.loaded, self.stored, self.refused = entry, [], set(), set(), False

    def visit(self, node, late):
        """late: will this be evaluated at another time than where it stands, or perhaps not at all?"""
        kind = type(node)
        if kind is ast.Constant:
            return
        if kind is ast.Name:
            (self.loaded if type(node.ctx) is ast.Load else self.stored).add(node.id)
            self.refused = self.refused or node.id == self.entry
            return
        if kind is ast.Call and type(node.func) is ast.Name and node.func.id == self.entry:
            self.calls.append(node)
            self.refused = self.refused or late
            return
        if kind is ast.NamedExpr or kind is ast.Await:
            self.refused = True
        late = late or kind in DEFERRED or (kind is ast.Compare and len(node.ops) > 1)
        for field in node._fields:
            value = getattr(node, field)
            if type(value) is list:
                for one in value:
                    if isinstance(one, ast.AST):
                        self.visit(one, late)
            elif isinstance(value, ast.AST):
                self.visit(value, late)
