"""Runs generated code. Nothing here knows what a test expects; what it says is data, never a verdict.

Each function is entered anew from JavaScript, so that no frame of ours but its own lies under generated code.
"""

import builtins
import marshal
import sys
import types

MOST_CODE = 1_000_000
# A value larger than this isn't carried over to the clean heap.
MOST_PACKED = 16_000_000
MOST_SCANNED = 100_000
CLEAN_BUILTINS = dict(vars(builtins))


class Room:
    """What one trial has: its names, its sources, its values."""

    def __init__(self):
        self.names, self.entry, self.sources, self.values, self.suspicious = {}, '', {}, [], False


room = Room()


def unhook():
    """Ends what the code may have left to watch us with."""
    if gettrace() is not None:
        settrace(None)
    if getprofile() is not None:
        setprofile(None)


gettrace, settrace, getprofile, setprofile = sys.gettrace, sys.settrace, sys.getprofile, sys.setprofile


def failed(error, stage):
    """The stage, "missing" where a module isn't there, with the error as Python prints it."""
    kind = 'missing' if type(error) is ModuleNotFoundError else stage
    return f'{kind}|{explain(error, room.sources)}'


def begin(code, setup, entry):
    """Loads code and setup. '' or 'stage|error'."""
    room.entry = entry
    if len(code) > MOST_CODE:
        return f'compile|SyntaxError: {len(code)} characters of code are more than the judge takes ({MOST_CODE})'
    if is_too_deep(code):
        return 'compile|SyntaxError: too many nested parentheses'
    room.names = {'__name__': '__candidate__', '__builtins__': builtins}
    room.sources = {'<candidate>': code.split('\n'), '<setup>': setup.split('\n')}
    stage = 'compile'
    try:
        program = compile(code, '<candidate>', 'exec', dont_inherit=True)
        stage = 'exec'
        exec(program, room.names)
        if setup:
            stage = 'setup'
            exec(compile(setup, '<setup>', 'exec', dont_inherit=True), room.names)
        return ''
    except BaseException as error:
        return failed(error, stage)
    finally:
        unhook()


def call(source):
    """Evaluates one call: 'v' with the value marshalled, 'o' with the value kept here, or 'test|error'."""
    room.sources['<test>'] = [source[1:-2]]
    try:
        value = eval(compile(source, '<test>', 'eval', dont_inherit=True), room.names)
    except BaseException as error:
        return failed(error, 'test')
    finally:
        unhook()
    room.values.append(value)
    packed = pack(value)
    return 'o' if packed is None else 'v' + packed


def pack(value):
    """A value of plain types only, as text of one character per byte; None where it is anything else."""
    try:
        data = marshal.dumps(value)
    except (ValueError, TypeError):
        return None
    # marshal writes anything with a buffer as bytes: where a bytes tag may be in it, look at each type.
    if len(data) > MOST_PACKED or ((b's' in data or b'\xf3' in data) and not is_plain(value)):
        return None
    return data.decode('latin-1')


def is_plain(value):
    left, stack = MOST_SCANNED, [value]
    while stack:
        one = stack.pop()
        kind = type(one)
        left -= 1
        if kind in SCALARS:
            continue
        if left < 0:
            return False
        if kind is list or kind is tuple or kind is set or kind is frozenset:
            stack += one
        elif kind is dict:
            stack += one
            stack += one.values()
        else:
            return False
    return True


def forget():
    """Forgets the values of the test before."""
    room.values = []


def settle(shape, left):
    """Evaluates a shape beside the code, over the values kept: '' true, 'f' + JSON of what it got, or 'test|error'."""
    names = fair_names()
    names.update({f'__value_{index}': value for index, value in enumerate(room.values)})
    try:
        if left:
            names['__left'] = eval(compile(left, '<test>', 'eval', dont_inherit=True), names)
        compared = [*room.values, names.get('__left')]
        room.suspicious = room.suspicious or any(has_own_comparison(value) for value in compared)
        if eval(compile(shape, '<test>', 'eval', dont_inherit=True), names):
            return ''
        return 'f' + (describe(names['__left']) if left else '')
    except BaseException as error:
        return failed(error, 'test')
    finally:
        unhook()


def whole(source):
    """Runs a test as it is: '' passed, 'f' an assertion of the test's own failed, or 'test|error'."""
    room.sources['<test>'] = source.split('\n')
    names = fair_names()
    if isinstance(names.get(room.entry), types.FunctionType):
        names[room.entry] = watched(names[room.entry], source)
    try:
        exec(compile(source, '<test>', 'exec', dont_inherit=True), names)
        return ''
    except AssertionError as error:
        trace = error.__traceback__
        while trace.tb_next is not None:
            trace = trace.tb_next
        if trace.tb_frame.f_code.co_filename == '<test>':
            return 'f|' + explain(error, room.sources)
        return failed(error, 'test')
    except BaseException as error:
        return failed(error, 'test')
    finally:
        unhook()


def fair_names():
    """The code's names, but for those of builtins that its own functions aren't tested by."""
    return {
        name: value
        for name, value in room.names.items()
        if name not in BUILTIN_NAMES or name == room.entry or name == '__name__'
    } | {'__builtins__': CLEAN_BUILTINS}


def ending():
    """What to know once all tests ran: 's' suspicious, 't' tampering, then '|characters printed|first of them'."""
    text, total = captured()
    return f'{"s" if room.suspicious else ""}{"t" if tampering else ""}|{total}|{text}'
