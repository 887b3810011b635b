"""Errors as Python prints them, without the frames of the judge."""

SHOWN_FILES = {'<candidate>', '<setup>', '<test>'}
MOST_FRAMES = 12
MOST_CHARACTERS = 4000


def explain(error, sources):
    """The traceback of an error, its causes first.

    sources: the lines of each file of SHOWN_FILES.
    """
    try:
        text = '\n'.join(explain_chain(error, sources))
    except Exception:
        text = type(error).__name__
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS // 2] + '\n…\n' + text[-MOST_CHARACTERS // 2 :]
    return text


def explain_chain(error, sources):
    """The lines of an error, after those of what it came of."""
    lines, seen = explain_one(error, sources), [error]
    while len(seen) < 4:
        last = seen[-1]
        if last.__cause__ is not None:
            earlier, link = last.__cause__, 'The above exception was the direct cause of the following exception:'
        elif last.__context__ is not None and not last.__suppress_context__:
            earlier, link = last.__context__, 'During handling of the above exception, another exception occurred:'
        else:
            break
        if any(earlier is one for one in seen):
            break
        seen.append(earlier)
        lines = [*explain_one(earlier, sources), '', link, '', *lines]
    return lines


def explain_one(error, sources):
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in SHOWN_FILES:
            frames.append((code.co_filename, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    lines = ['Traceback (most recent call last):'] if frames else []
    if len(frames) > MOST_FRAMES:
        half = MOST_FRAMES // 2
        left_out = len(frames) - MOST_FRAMES
        shown = [show_frame(frame, sources) for frame in frames[:half]]
        shown += [[f'  [{left_out} more frames]']] + [show_frame(frame, sources) for frame in frames[-half:]]
    else:
        shown = [show_frame(frame, sources) for frame in frames]
    for frame in shown:
        lines += frame
    if isinstance(error, SyntaxError) and error.filename in SHOWN_FILES:
        lines += show_syntax_error(error)
    lines.append(headline(error))
    return lines


def show_frame(frame, sources):
    file, number, name = frame
    lines = [f'  File "{file}", line {number}, in {name}']
    source = sources.get(file, ())
    if number and 0 < number <= len(source) and source[number - 1].strip():
        lines.append('    ' + source[number - 1].strip()[:200])
    return lines


def show_syntax_error(error):
    lines = [f'  File "{error.filename}", line {error.lineno}']
    text = error.text or ''
    stripped = text.strip()
    if stripped and error.offset and len(stripped) < 200:
        shift = len(text) - len(text.lstrip())
        lines += ['    ' + stripped, '    ' + ' ' * max(0, error.offset - 1 - shift) + '^']
    return lines


def name_of(kind):
    """A type's name, with its module where that isn't the code's or Python's own."""
    is_near = kind.__module__ in ('builtins', '__candidate__')
    return kind.__qualname__ if is_near else f'{kind.__module__}.{kind.__qualname__}'


def headline(error):
    kind = type(error)
    name = name_of(kind)
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        message = '<exception str() failed>'
    return f'{name}: {message[:1000]}' if message else name
