"""What a piece of Python defines, and what it lacks: by its syntax alone."""

import ast
import builtins
import re

BRACKETS = re.compile(r'[()\[\]{}]')
MOST_DEPTH = 100
BUILTIN_OR_GLOBAL = frozenset(dir(builtins)) | {'__name__', '__file__', '__doc__', '__builtins__', '__annotations__'}


class Block:
    """A piece of an answer that may be code."""

    def __init__(self, text, language='', closed=True):
        self.text, self.language, self.closed = text, language.lower(), closed
        self.tree = parse(text)

    def defines(self, entry):
        return self.tree is not None and entry in bound_at_top(self.tree)


def parse(text):
    if is_too_deep(text):
        return None
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def is_too_deep(text):
    """More brackets within brackets than the parser has a stack for here (CPython itself allows 200)?"""
    if sum(map(text.count, '([{')) < MOST_DEPTH:
        return False
    depth = 0
    for bracket in BRACKETS.findall(text):
        depth = depth + 1 if bracket in '([{' else max(0, depth - 1)
        if depth > MOST_DEPTH:
            return True
    return False


def bound_at_top(tree):
    """Names that a module defines or assigns; those it merely imports don't make it a solution."""
    names = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.If, ast.Try, ast.For, ast.With)):
            names.update(
                n.id if isinstance(n, ast.Name) else n.name
                for n in ast.walk(node)
                if (isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
                or isinstance(n, (ast.FunctionDef, ast.ClassDef))
            )
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in node.names)
    return names


def missing_names(tree):
    """Names that are read and nowhere bound, nor builtin."""
    bound, read = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            bound.update((alias.asname or alias.name).partition('.')[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            bound.add(node.rest)
        elif isinstance(node, (ast.TypeVar, ast.ParamSpec, ast.TypeVarTuple)):
            bound.add(node.name)
    # A star import may bind anything.
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == '*' for n in ast.walk(tree)):
        return set()
    return read - bound - BUILTIN_OR_GLOBAL


def does_something(tree):
    """Is it a program? Some prose is Python too: a name, or several with commas between."""
    return any(not isinstance(n, ast.Expr) or isinstance(n.value, (ast.Call, ast.Await)) for n in tree.body)


def is_stub(tree, entry):
    """Is the function only announced, its body to follow?"""
    found = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)) and n.name == entry]
    if not found:
        return False

    def says_nothing(node):
        if isinstance(node, ast.Raise):
            return 'NotImplemented' in ast.dump(node)
        return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))

    return all(says_nothing(node) for node in found[-1].body)


def class_with(tree, entry):
    """The last class that has the function as a method."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return next((one for one in reversed(classes) if method_of(one, entry)), None)


def method_of(definition, entry):
    return next((n for n in definition.body if isinstance(n, ast.FunctionDef) and n.name == entry), None)


def is_import(tree):
    return any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree.body)
