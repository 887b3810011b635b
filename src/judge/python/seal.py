"""Shuts the doors from Python to JavaScript, and watches those that can't be shut.

What generated code could still reach from here it can't use: values are compared in a clean heap (clean.py).
"""

import asyncio
import gc
import os
import sys
import time

# Not there for generated code: JavaScript, raw memory, and CPython's own testing tools.
CLOSED_MODULES = frozenset(
    ['js', 'pyodide_js', 'pyodide', '_pyodide', '_pyodide_core', 'ctypes', '_ctypes', 'micropip']
    + ['_testcapi', '_testinternalcapi', '_testlimitedcapi', '_testclinic', '_testclinic_limited', '_xxtestfuzz']
    + ['_remote_debugging']
)

# Looking into the interpreter. The standard library does some of it for honest code, so its own calls don't count.
WATCHED_EVENTS = frozenset(
    ['gc.get_objects', 'gc.get_referrers', 'gc.get_referents', 'sys._getframe', 'sys._current_frames']
    + ['sys._current_exceptions', 'sys.settrace', 'sys.setprofile', 'sys.monitoring.register_callback']
    + ['code.__new__', 'function.__new__']
)
WATCHED_ATTRIBUTES = frozenset(['tb_frame', 'gi_frame', 'cr_frame', 'ag_frame', '__closure__', '__globals__'])
LIBRARY = os.path.dirname(os.__file__)

tampering = []


def make_watch():
    frame_of, found, error = sys._getframe, tampering, RuntimeError
    closed, events, attributes, library = CLOSED_MODULES, WATCHED_EVENTS, WATCHED_ATTRIBUTES, LIBRARY
    own = '<judge>'
    ordinary = frozenset(['compile', 'exec', 'open'])
    looking = False

    def watch(event, arguments):
        nonlocal looking
        if event in ordinary or looking:
            return
        if event == 'import':
            if arguments[0].partition('.')[0] in closed:
                raise ModuleNotFoundError(f'No module named {arguments[0]!r}', name=arguments[0])
        elif event == 'sys.addaudithook':
            found.append(event)
            raise error('no audit hooks here')
        elif event.startswith('socket.'):
            raise OSError('there is no network here')
        elif event.startswith('ctypes.'):
            found.append(event)
            raise error('no raw memory here')
        elif event in events or (event == 'object.__getattr__' and arguments[1] in attributes):
            # What we look at here would be told to us too.
            looking = True
            file = frame_of(1).f_code.co_filename
            looking = False
            if not (file.startswith((library, '<frozen ')) or file == own):
                found.append(event)

    return watch


class Loop(asyncio.base_events.BaseEventLoop):
    """An event loop of Python's own, in place of the browser's: there is nothing to wait for but time."""

    class Clock:
        def select(self, timeout):
            if timeout is None:
                raise RuntimeError('nothing is left that could ever happen')
            time.sleep(max(0, timeout))
            return []

        def close(self):
            pass

    def __init__(self):
        super().__init__()
        self._selector = self.Clock()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


def is_closed(name):
    return name.partition('.')[0] in CLOSED_MODULES


def seal():
    """Takes every JavaScript object out of Python's reach, once per interpreter."""
    from pyodide import webloop
    from pyodide.ffi import JsProxy

    # Pyodide puts its own in their place, which call JavaScript.
    asyncio.run, time.sleep = webloop._orig_run, webloop._orig_sleep
    sys.meta_path[:] = [finder for finder in sys.meta_path if not is_closed(type(finder).__module__)]
    for holder in gc.get_objects():
        if type(holder) is dict and any(isinstance(value, JsProxy) for value in holder.values()):
            for key in [key for key, value in holder.items() if isinstance(value, JsProxy)]:
                del holder[key]
        elif hasattr(holder, '__dict__') and type(holder).__name__ == 'JsLoader':
            holder.__dict__.clear()
    for name in [name for name in sys.modules if is_closed(name)]:
        del sys.modules[name]
    asyncio.events._event_loop_policy = Policy()
    asyncio.events._set_running_loop(None)
    sys.addaudithook(make_watch())
    gc.collect()
    gc.freeze()
