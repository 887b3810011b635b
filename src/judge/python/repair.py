"""Repairs an answer's code as a reader would, and tells what it did."""

import ast
import symtable

MODULES = (
    'math re collections itertools functools heapq sys os string random bisect operator copy json datetime time '
    'statistics fractions decimal typing cmath array calendar textwrap dataclasses enum'
).split()

# Well-known names, by the module that they are imported from.
FAMOUS = {
    'typing': 'List Dict Set Tuple Optional Union Any Callable Iterable Iterator Sequence Mapping Generator FrozenSet '
    'Deque DefaultDict NamedTuple TypeVar Generic Literal Hashable Type NoReturn Text',
    'collections': 'Counter defaultdict deque OrderedDict namedtuple ChainMap',
    'functools': 'reduce lru_cache cache wraps partial cmp_to_key',
    'itertools': 'permutations combinations combinations_with_replacement product chain groupby accumulate count cycle '
    'islice zip_longest takewhile dropwhile starmap repeat tee pairwise compress',
    'math': 'sqrt ceil floor gcd lcm factorial comb perm log log2 log10 pi inf isqrt prod hypot sin cos tan radians '
    'degrees atan2 fabs',
    'heapq': 'heappush heappop heapify heapreplace heappushpop nlargest nsmallest merge',
    'bisect': 'bisect bisect_left bisect_right insort insort_left insort_right',
    'operator': 'itemgetter attrgetter mul add',
    'copy': 'deepcopy',
    'dataclasses': 'dataclass field',
    'decimal': 'Decimal getcontext',
    'fractions': 'Fraction',
    'datetime': 'timedelta',
    'enum': 'Enum',
    'abc': 'ABC abstractmethod',
    'string': 'ascii_lowercase ascii_uppercase ascii_letters digits punctuation',
    'statistics': 'mean median mode stdev',
    'random': 'randint choice shuffle',
}
SOURCE_OF = {name: module for module, names in FAMOUS.items() for name in names.split()}
DEMO_CALLS = frozenset(['print', 'pprint', 'input', 'exit', 'quit', 'main', 'breakpoint', 'help'])
DEMO_METHODS = frozenset(['unittest.main', 'doctest.testmod', 'sys.exit', 'pytest.main', 'sys.stdout.write'])


def repair(code, tree, entry):
    """(code, what was done): demos out, the method out of its class, missing imports in."""
    leniency = []
    code, tree = without_demos(code, tree, entry, leniency)
    holder = class_with(tree, entry)
    if holder is not None and entry not in bound_at_top(tree):
        method = method_of(holder, entry)
        is_static = any(getattr(one, 'id', '') == 'staticmethod' for one in method.decorator_list)
        arguments = [one.arg for one in method.args.posonlyargs + method.args.args]
        bound = not is_static and arguments[:1] in (['self'], ['cls'], ['_'])
        code = f'{code.rstrip()}\n\n{entry} = {holder.name}{"()" if bound else ""}.{entry}\n'
        tree = parse(code)
        leniency.append('unwrapped-class')
    return with_imports(code, tree, leniency), leniency


def with_imports(code, tree, leniency):
    lines = []
    for name in sorted(missing_names(tree)):
        if name in MODULES:
            lines.append(f'import {name}')
        elif name in SOURCE_OF:
            lines.append(f'from {SOURCE_OF[name]} import {name}')
        else:
            continue
        leniency.append(f'added-import:{name}')
    if not lines:
        return code
    future = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == '__future__']
    at = future[-1].end_lineno if future else 0
    existing = code.split('\n')
    return '\n'.join(existing[:at] + lines + existing[at:])


def without_demos(code, tree, entry, leniency):
    """Blanks top-level statements that only show the code at work, so that no line changes its number."""
    own = {n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))} | {entry}
    used = globals_used(code, tree)
    demos = [node for node in tree.body if is_demo(node, own, used, entry)]
    if not demos:
        return code, tree
    # What a demo alone defines, another demo may use; what definitions use stays.
    kept = [node for node in tree.body if node not in demos]
    taken = {line for node in kept for line in range(first_line(node), node.end_lineno + 1)}
    lines = code.split('\n')
    dropped = False
    for node in demos:
        span = range(node.lineno, node.end_lineno + 1)
        if taken.isdisjoint(span):
            dropped = True
            for line in span:
                lines[line - 1] = ''
    shorter = '\n'.join(lines).rstrip() + '\n'
    parsed = parse(shorter)
    if not dropped or parsed is None:
        return code, tree
    leniency.append('dropped-demo')
    return shorter, parsed


def globals_used(code, tree):
    """Names of the module that its functions and classes read."""
    used = set()
    tables = symtable.symtable(code, '<answer>', 'exec').get_children()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        used.update(symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            outside = [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.ClassDef):
            outside = [*node.decorator_list, *node.bases, *node.keywords]
        else:
            continue
        used.update(n.id for one in outside for n in ast.walk(one) if isinstance(n, ast.Name))
    return used


def first_line(node):
    return min([node.lineno] + [one.lineno for one in getattr(node, 'decorator_list', [])])


def is_demo(node, own, used, entry):
    if isinstance(node, ast.Assert):
        return True
    if isinstance(node, ast.If) and '__name__' in ast.unparse(node.test):
        return True
    if isinstance(node, ast.Expr):
        value = node.value.value if isinstance(node.value, ast.Await) else node.value
        if isinstance(value, ast.Constant):
            return False
        return not isinstance(value, ast.Call) or shows(value, own)
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.While, ast.With, ast.If, ast.Try)):
        stored = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        changed = {n.func.value.id for n in ast.walk(node) if is_method_of_name(n)}
        if (stored | changed) & (used | {entry}):
            return False
        return any(shows(n, {entry}) for n in ast.walk(node) if isinstance(n, ast.Call))
    return False


def is_method_of_name(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)


def shows(call, own):
    """Does it print, ask, end, or call the answer's own functions?"""
    if isinstance(call.func, ast.Name):
        return call.func.id in DEMO_CALLS or call.func.id in own or call.func.id.startswith('test')
    return ast.unparse(call.func) in DEMO_METHODS
