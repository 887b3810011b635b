"""Values that compare by a function of the code's own."""

import functools
import types

SCALARS = frozenset([int, float, complex, str, bool, bytes, type(None), type(...)])
COMPARISONS = ['__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__', '__contains__']
# Those of the library that are written in Python, such as Counter's.
OWN_COMPARISONS = {
    method
    for module in WARM_MODULES.values()
    for kind in vars(module).values()
    if isinstance(kind, type)
    for method in [getattr(kind, name, None) for name in COMPARISONS]
    if isinstance(method, types.FunctionType)
}


def has_own_comparison(value):
    """Is there anything in it that compares by a function that is neither Python's nor its library's?"""
    left, stack = 1000, [value]
    while stack and left:
        one = stack.pop()
        left -= 1
        kind = type(one)
        if kind in SCALARS:
            continue
        if isinstance(one, (list, tuple, set, frozenset)):
            stack += list(one)[:left]
        elif isinstance(one, dict):
            stack += list(one.items())[:left]
        methods = [getattr(kind, name, None) for name in COMPARISONS]
        if any(isinstance(method, types.FunctionType) and method not in OWN_COMPARISONS for method in methods):
            return True
    return False


def watched(function, source):
    """The function, with a look at what it gives: a type that the test itself names may compare as it likes."""

    @functools.wraps(function)
    def look(*arguments, **named):
        value = function(*arguments, **named)
        if has_own_comparison(value) and type(value).__name__ not in source:
            room.suspicious = True
        return value

    return look
