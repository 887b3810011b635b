"""Finds the code in an answer, by Python's own parser: a reader's work, not a pattern's."""

import ast
import builtins
import json
import re
import textwrap

# More than this isn't read: a model's whole context is smaller.
MOST_TEXT = 1_000_000
# What may be parsed in all while looking for the longest part that is Python.
MOST_PARSED = 8_000_000

ESCAPES = re.compile(r'\x1b(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])')
THOUGHT = re.compile(r'<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)', re.S)
THOUGHT_END = re.compile(r'</(?:think|thinking|thought|reasoning)>')
MARKS = re.compile(r'\[(BEGIN|PYTHON|CODE)\](.*?)(?:\[DONE\]|\[/\1\]|\[END\]|\Z)', re.S)
STOPS = re.compile(r'<\|(?:im_end|eot_id|end|endoftext|end_of_text|EOT)\|>|</s>|<end_of_turn>|<｜end▁of▁sentence｜>')
OPENING = re.compile(r'^[ \t]*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^`\n]*$')
ONE_LINE = re.compile(r'^[ \t]*```(?:python|py)?[ \t]+(\S.*?)[ \t]*```[ \t]*$')
CAN_START = re.compile(r'[ \t]*(?:(?:async[ \t]+def|def|class|import|from)\b|@\w|[A-Za-z_]\w*(?:[ \t]*:[^=\n]+)?[ \t]*=[^=])')

BRACKETS = re.compile(r'[()\[\]{}]')
MOST_DEPTH = 100

PYTHONS = frozenset(['python', 'py', 'python3', 'py3', 'python2', 'pycon', 'ipython', 'ipython3', 'pyi', 'sage'])
BUILTIN_OR_GLOBAL = frozenset(dir(builtins)) | {'__name__', '__file__', '__doc__', '__builtins__', '__annotations__'}


class Block:
    """A piece of an answer that may be code."""

    def __init__(self, text, language='', closed=True):
        self.text, self.language, self.closed = text, language.lower(), closed
        self.tree = parse(text)

    def defines(self, entry):
        return self.tree is not None and entry in bound_at_top(self.tree)


def find(text, entry, strict):
    """JSON {code, leniency: [...]}; code is empty where there is none."""
    code, leniency = find_code(text[:MOST_TEXT], entry, strict)
    return json.dumps({'code': code, 'leniency': leniency})


def find_code(text, entry, strict):
    text = plain_text(text)
    blocks = fenced_blocks(text)
    leniency = []
    chosen = choose(blocks, text, entry, strict, leniency)
    if chosen is None:
        return '', []
    if not chosen.closed:
        leniency.append('unclosed-fence')
    if strict or chosen.tree is None:
        return chosen.text, leniency
    code, repairs = repair(chosen.text, chosen.tree, entry)
    return code, leniency + repairs


def plain_text(text):
    """The answer without what surrounds it: marks, thoughts, the terminal's colours."""
    text = text.replace('\r\n', '\n').replace('\r', '\n').replace('\ufeff', '').replace('\u2028', '\n')
    text = ESCAPES.sub('', text).replace('\x00', '')
    text = THOUGHT.sub('', text)
    # Some chat templates open the thought themselves.
    text = THOUGHT_END.split(text)[-1]
    stop = STOPS.search(text)
    if stop:
        text = text[: stop.start()]
    marked = MARKS.search(text)
    if marked and marked[2].strip():
        return marked[2]
    return text.split('[DONE]', 1)[0]


def fenced_blocks(text):
    """Blocks between fences of backticks or tildes, in order."""
    blocks, inside, language, fence, indent = [], None, '', '', ''
    for line in text.split('\n'):
        if inside is None:
            whole = ONE_LINE.match(line)
            opening = OPENING.match(line)
            if whole:
                blocks.append(Block(whole[1]))
            elif opening:
                inside, fence, language = [], opening[1], opening[2]
            elif re.match(r'[ \t]*>[ \t>]*(?:```|~~~)', line):
                # A quotation: take its marks off, and look again.
                return fenced_blocks(re.sub(r'(?m)^[ \t]*(?:>[ \t]?)+', '', text))
            continue
        stripped = line.strip()
        if stripped.startswith(fence) and not stripped.strip(fence[0]):
            blocks.append(Block(tidy(inside), language))
            inside = None
        elif stripped.endswith(fence) and fence not in stripped[: -len(fence)] and OPENING.match(line) is None:
            inside.append(line.rstrip()[: -len(fence)])
            blocks.append(Block(tidy(inside), language))
            inside = None
        else:
            inside.append(line)
    if inside is not None:
        blocks.append(Block(tidy(inside), language, closed=False))
    return [block for block in blocks if block.text.strip()]


def tidy(lines):
    """Without common indentation, and without the prompts of an interactive session."""
    text = textwrap.dedent('\n'.join(lines)).strip('\n')
    if re.search(r'(?m)^>>> ', text) and parse(text) is None:
        session = [line for line in text.split('\n') if line.startswith(('>>> ', '... ')) or line in ('>>>', '...')]
        text = '\n'.join(line[4:] for line in session)
    return text


def choose(blocks, text, entry, strict, leniency):
    """The block to run."""
    if not blocks:
        return choose_unfenced(text, entry, strict, leniency)
    parsed = [block for block in blocks if block.tree is not None]
    hits = [block for block in parsed if block.defines(entry)]
    if hits:
        if len(hits) > 1:
            leniency.append('several-versions')
        chosen = ([block for block in hits if not is_stub(block.tree, entry)] or hits)[-1]
        return chosen if strict else with_what_it_needs(chosen, parsed, leniency)
    methods = [block for block in parsed if class_with(block.tree, entry)]
    if methods:
        return methods[-1]
    broken = [block for block in blocks if block.tree is None and is_python(block)]
    if not strict:
        for block in sorted(broken, key=lambda block: mentions(block.text, entry)):
            saved = salvage(block.text, entry)
            if saved and (saved.defines(entry) or class_with(saved.tree, entry)):
                leniency.append('salvaged')
                saved.closed = block.closed
                return with_what_it_needs(saved, parsed, leniency)
        # The fences may hold only examples, with the function in the text.
        bare = salvage(text, entry)
        if bare and bare.defines(entry):
            leniency.append('salvaged')
            return bare
    if any(mentions(block.text, entry) for block in broken):
        return [block for block in broken if mentions(block.text, entry)][-1]
    pythons = [block for block in parsed if is_python(block) and bound_at_top(block.tree)]
    if pythons:
        leniency.append('no-entry-point')
        return pythons[-1] if strict else Block('\n\n'.join(block.text for block in pythons))
    return (broken or [block for block in blocks if is_python(block)] or blocks)[-1]


def choose_unfenced(text, entry, strict, leniency):
    for candidate in (text, textwrap.dedent(text.strip('\n'))):
        block = Block(candidate.strip('\n'))
        if block.tree is not None and does_something(block.tree):
            leniency.append('whole-text')
            if not block.defines(entry) and not class_with(block.tree, entry):
                leniency.append('no-entry-point')
            return block
    saved = None if strict else salvage(text, entry)
    if saved is not None:
        leniency.append('salvaged')
        if not saved.defines(entry) and not class_with(saved.tree, entry):
            leniency.append('no-entry-point')
        return saved
    # Something that defines the function but isn't Python: to be refused as that, not as an answer without code.
    return Block(text) if mentions(text, entry) or CAN_DEFINE.search(text) else None


def does_something(tree):
    """Is it a program? Some prose is Python too: a name, or several with commas between."""
    return any(not isinstance(n, ast.Expr) or isinstance(n.value, (ast.Call, ast.Await)) for n in tree.body)


CAN_DEFINE = re.compile(r'(?m)^[ \t]*(?:def|class)[ \t]+\w+[ \t]*[(:]')


def mentions(text, entry):
    return bool(entry) and re.search(rf'\bdef[ \t]+{re.escape(entry)}\b', text) is not None


def is_python(block):
    return block.language in PYTHONS or not block.language


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


def with_what_it_needs(chosen, parsed, leniency):
    """The block, after those before it that define what it lacks."""
    needed = missing_names(chosen.tree)
    helpers = []
    for block in reversed([block for block in parsed if block is not chosen and is_python(block)]):
        given = bound_at_top(block.tree) & needed
        if given:
            helpers.insert(0, block)
            needed = (needed - given) | (missing_names(block.tree) - bound_at_top(chosen.tree))
    if not helpers:
        return chosen
    leniency.append('joined-blocks')
    return Block('\n\n'.join(block.text for block in [*helpers, chosen]), closed=chosen.closed)


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


def parse(text):
    if is_too_deep(text):
        return None
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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


def is_import(tree):
    return any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree.body)


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
