"""Finds the code in an answer, by Python's own parser: a reader's work, not a pattern's."""

import json
import re
import textwrap


# More than this isn't read: a model's whole context is smaller.
MOST_TEXT = 1_000_000
PYTHONS = frozenset(['python', 'py', 'python3', 'py3', 'python2', 'pycon', 'ipython', 'ipython3', 'pyi', 'sage'])
CAN_DEFINE = re.compile(r'(?m)^[ \t]*(?:def|class)[ \t]+\w+[ \t]*[(:]')


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


def mentions(text, entry):
    return bool(entry) and re.search(rf'\bdef[ \t]+{re.escape(entry)}\b', text) is not None


def is_python(block):
    return block.language in PYTHONS or not block.language
