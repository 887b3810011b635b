"""Compares, in a heap where the generated code has never been."""

import marshal
import reprlib

MOST_REPR = 300
LARGE = 65_536
short = reprlib.Repr()


def judge_values(shape, left, *packed):
    """'' where the shape holds for these values, 'f' + JSON of what the comparison got, or 'test|error'."""
    names = dict(WARM_MODULES)
    names.update({f'__value_{index}': marshal.loads(data.encode('latin-1')) for index, data in enumerate(packed)})
    try:
        if left:
            names['__left'] = eval(compile(left, '<test>', 'eval', dont_inherit=True), names)
        if eval(compile(shape, '<test>', 'eval', dont_inherit=True), names):
            return ''
        return 'f' + (describe(names['__left'], is_large=sum(map(len, packed)) > LARGE) if left else '')
    except Exception as error:
        return 'test|' + explain(error, {})


def describe(value, is_large=False):
    """JSON {type, repr} of a value, both capped."""
    kind = type(value)
    name = name_of(kind)
    try:
        text = short.repr(value) if is_large else repr(value)
        if not isinstance(text, str):
            text = '<no repr>'
    except Exception as error:
        text = f'<repr failed: {type(error).__name__}>'
        if kind is int:
            text = f'<int of {value.bit_length()} bits>'
    if len(text) > MOST_REPR:
        text = text[:MOST_REPR] + '…'
    return json.dumps({'type': name[:100], 'repr': text})
