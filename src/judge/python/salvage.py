"""Takes what is Python out of a text that isn't."""

import ast
import re


# What may be parsed in all while looking for the longest part that is Python.
MOST_PARSED = 8_000_000
CAN_START = re.compile(
    r'[ \t]*(?:(?:async[ \t]+def|def|class|import|from)\b|@\w|[A-Za-z_]\w*(?:[ \t]*:[^=\n]+)?[ \t]*=[^=])'
)


def salvage(text, entry):
    """All of a text that is Python and defines something: the longest span from each line that can start one."""
    lines = text.split('\n')
    spans, at, budget = [], 0, MOST_PARSED
    if is_too_deep(text):
        return None
    while at < len(lines) and budget > 0:
        if not CAN_START.match(lines[at]):
            at += 1
            continue
        span, end, used = longest_span(lines, at)
        budget -= used
        if span is None:
            at += 1
        else:
            spans.append(span)
            at = end
    solid = [span for span in spans if bound_at_top(span.tree) or is_import(span.tree)]
    hits = [index for index, span in enumerate(solid) if span.defines(entry) or class_with(span.tree, entry)]
    if hits:
        solid = [span for index, span in enumerate(solid) if index <= hits[-1]]
    if not any(bound_at_top(span.tree) for span in solid):
        return None
    joined = Block('\n'.join(span.text for span in solid))
    return joined if joined.tree is not None else max(solid, key=lambda span: (span.defines(entry), len(span.text)))


def longest_span(lines, start):
    """(block or None, line after it, characters parsed)."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    margin = lines[start][:indent]
    piece = []
    for line in lines[start:]:
        if line.strip() and not line.startswith(margin):
            break
        piece.append(line[indent:])
    high, used = len(piece), 0
    for _ in range(60):
        source = '\n'.join(piece[:high])
        used += len(source)
        try:
            ast.parse(source)
            return Block(source.rstrip()), start + high, used
        except SyntaxError as error:
            # Whatever stands from the line of the error on is no part of it.
            high = min((error.lineno or high) - 1, high - 1)
        except (ValueError, RecursionError, MemoryError):
            return None, start + 1, used
        while high > 0 and not piece[high - 1].strip():
            high -= 1
        if high <= 0:
            break
    return None, start + 1, used
