"""Takes a test apart, before any generated code runs, so that its expected value is never where that code is.

`assert f(1) == 2` becomes the call `f(1)`, evaluated beside the code; `__value_0`, the left side, and the shape
`__left == 2` are evaluated in a clean heap once the code is gone. A test that can't be taken apart is run whole.
"""

import ast
import builtins
import json

BUILTIN_NAMES = frozenset(dir(builtins))
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
    called = []
    for test in json.loads(tests):
        try:
            tree = ast.parse(test)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        called.append([n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)])
    common = [name for name in (called[0] if called else []) if all(name in names for names in called)]
    return next((name for name in common if name not in BUILTIN_NAMES), common[0] if common else '')


def plan(test, entry):
    """JSON: {kind: "split", calls, shape, left, clean} or {kind: "whole"} or {kind: "broken", error}."""
    try:
        tree = ast.parse(test, '<test>')
        compile(tree, '<test>', 'exec')
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return json.dumps({'kind': 'broken', 'error': explain(error, {'<test>': test.split('\n')})})
    split = take_apart(test, tree, entry) if len(tree.body) == 1 and isinstance(tree.body[0], ast.Assert) else None
    return json.dumps(split or {'kind': 'whole'})


def take_apart(test, tree, entry):
    expression = tree.body[0].test
    calls = entry_calls(expression, entry)
    inside = {id(node) for call in calls for node in ast.walk(call)}
    rest = [node for node in ast.walk(expression) if id(node) not in inside]
    if not calls or any(isinstance(node, (ast.NamedExpr, ast.Await)) for node in rest):
        return None
    # Offsets are in bytes of UTF-8.
    data = test.encode()
    starts = [0]
    for line in data.split(b'\n'):
        starts.append(starts[-1] + len(line) + 1)

    def place(node):
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    places = [place(call) for call in calls]

    def shape_of(node):
        begin, end = place(node)
        pieces, at = [], begin
        for index, (first, last) in enumerate(places):
            if begin <= first and last <= end:
                pieces += [data[at:first], b'__value_%d' % index]
                at = last
        pieces.append(data[at:end])
        return '(' + b''.join(pieces).decode() + '\n)'

    stored = {node.id for node in rest if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    loaded = {node.id for node in rest if isinstance(node, ast.Name)} - stored
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


def entry_calls(node, entry):
    """The outermost calls of the entry point that are evaluated exactly once, in order; none where some aren't."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == entry:
        return [node]
    names_entry = any(isinstance(n, ast.Name) and n.id == entry for n in ast.walk(node))
    if not names_entry:
        return []
    late = isinstance(node, DEFERRED) or (isinstance(node, ast.Compare) and len(node.ops) > 1)
    if late or isinstance(node, ast.Name):
        return []
    found = [entry_calls(child, entry) for child in ast.iter_child_nodes(node)]
    naming = [any(isinstance(n, ast.Name) and n.id == entry for n in ast.walk(c)) for c in ast.iter_child_nodes(node)]
    if any(named and not calls for named, calls in zip(naming, found)):
        return []
    return [call for calls in found for call in calls]
