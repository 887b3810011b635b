"""Takes an answer apart into the blocks that may hold code."""

import re
import textwrap

ESCAPES = re.compile(r'\x1b(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])')
THOUGHT = re.compile(r'<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)', re.S)
THOUGHT_END = re.compile(r'</(?:think|thinking|thought|reasoning)>')
MARKS = re.compile(r'\[(BEGIN|PYTHON|CODE)\](.*?)(?:\[DONE\]|\[/\1\]|\[END\]|\Z)', re.S)
STOPS = re.compile(r'<\|(?:im_end|eot_id|end|endoftext|end_of_text|EOT)\|>|</s>|<end_of_turn>|<｜end▁of▁sentence｜>')
OPENING = re.compile(r'^[ \t]*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^`\n]*$')
ONE_LINE = re.compile(r'^[ \t]*```(?:python|py)?[ \t]+(\S.*?)[ \t]*```[ \t]*$')


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
