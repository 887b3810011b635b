"""Standard streams for generated code: output is kept up to a limit, and there is nobody to ask."""

import io
import sys

MOST_OUTPUT = 4096


def make_capture():
    """A stream that keeps the first characters written and counts all, and what reads it. Both are out of reach."""
    parts, total = [], 0

    class Capture(io.TextIOBase):
        encoding = 'utf-8'

        def writable(self):
            return True

        def write(self, text):
            nonlocal total
            if not isinstance(text, str):
                raise TypeError(f'write() argument must be str, not {type(text).__name__}')
            if total < MOST_OUTPUT:
                parts.append(text[: MOST_OUTPUT - total])
            total += len(text)
            return len(text)

    def captured():
        return ''.join(parts), total

    return Capture(), captured


class NoInput(io.TextIOBase):
    """There is nobody to type anything."""

    def readable(self):
        return True

    def read(self, *_):
        raise EOFError('EOF when reading a line')

    readline = readlines = __next__ = read


capture, captured = make_capture()


def furnish():
    """Standard streams: ours, before the heap is saved."""
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = capture
    sys.stdin = sys.__stdin__ = NoInput()
    sys.argv = ['candidate.py']
    sys.setrecursionlimit(1000)
