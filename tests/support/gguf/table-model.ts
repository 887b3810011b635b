import { randomStream } from '../../../src/core/random';
import { makeVocabulary, type Vocabulary } from './vocabulary';
import { type Metadata, type Tensor, writeGguf, writeSplitGguf } from './write';

export interface TableModelOptions {
  /** What it may answer: it begins one of these by chance, and says it to the end. */
  answers: string[];
  name?: string;
  /** Whether the file has a template for conversations: ChatML's. */
  hasTemplate?: boolean;
}

const width = 256;
const heads = 4;

const template =
  "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n'}}{% endfor %}" +
  "{% if add_generation_prompt %}{{'<|im_start|>assistant\\n'}}{% endif %}";

/**
 * A model of about 1 MB that real llama.cpp runs and whose answers are known beforehand: so that a test can have real
 * inference, real sampling and real seeds without a download.
 *
 * It is a llama of one layer whose attention gives nothing (all zeros) and whose feed-forward layer is a table from
 * the last token to the next. Each token is a random vector of ±1: two of them are all but orthogonal. Row j of
 * `gate` and `up` is the vector of key j, so that its hidden unit answers to that token alone (to others about
 * 1/256 as much, the activation being squared), and column j of `down` is the vector of the token that follows it,
 * long enough to outweigh what the residual connection carries. The head compares with all tokens' vectors. Where a
 * key has several followers, their vectors are added, and at temperature 1 each comes up about equally often: which
 * one, the seed decides. Answers are cut so that no token occurs twice (`makeVocabulary`), and a prompt ends in one
 * of `beginnings`: from there on, each token has one follower, and the last one the end mark.
 *
 * All constants are powers of two, so that 16-bit floats hold them exactly.
 */
export function tableModel(options: TableModelOptions): Buffer {
  const { metadata, tensors } = make(options);
  return writeGguf(metadata, tensors);
}

/** The same in several files. */
export function splitTableModel({ parts, ...options }: TableModelOptions & { parts: number }): Buffer[] {
  const { metadata, tensors } = make(options);
  return writeSplitGguf(metadata, tensors, parts);
}

/** What a prompt ends in: the line end of a template, or the bracket of `[/INST]`. */
const beginnings = ['\n', ']'];

function make({ answers, name = 'table model', hasTemplate = true }: TableModelOptions): {
  metadata: Record<string, Metadata>;
  tensors: Tensor[];
} {
  const vocabulary = makeVocabulary(answers);
  const table = makeTable(vocabulary);
  const hidden = Math.ceil(table.length / 32) * 32;
  const tokens = vocabulary.pieces.length;
  const random = randomStream(7, 'table model');
  const signs = Int8Array.from({ length: tokens * width }, () => (random() < 0.5 ? -1 : 1));

  const gate = new Uint16Array(hidden * width);
  const down = new Uint16Array(width * hidden);
  table.forEach(({ key, followers }, row) => {
    for (let at = 0; at < width; at += 1) {
      gate[row * width + at] = half(signs[key * width + at], -1);
      const sum = followers.reduce((total, token) => total + signs[token * width + at], 0);
      down[at * hidden + row] = half(sum, -10);
    }
  });

  const ones = new Float32Array(width).fill(1);
  const zeros = new Uint16Array(width * width);
  const square = [width, width];
  return {
    metadata: describe(vocabulary, hidden, name, hasTemplate),
    tensors: [
      { name: 'token_embd.weight', shape: [width, tokens], data: Uint16Array.from(signs, (s) => half(s, 0)) },
      { name: 'output_norm.weight', shape: [width], data: ones },
      { name: 'output.weight', shape: [width, tokens], data: Uint16Array.from(signs, (s) => half(s, -3)) },
      { name: 'blk.0.attn_norm.weight', shape: [width], data: ones },
      { name: 'blk.0.attn_q.weight', shape: square, data: zeros },
      { name: 'blk.0.attn_k.weight', shape: square, data: zeros },
      { name: 'blk.0.attn_v.weight', shape: square, data: zeros },
      { name: 'blk.0.attn_output.weight', shape: square, data: zeros },
      { name: 'blk.0.ffn_norm.weight', shape: [width], data: ones },
      { name: 'blk.0.ffn_gate.weight', shape: [width, hidden], data: gate },
      { name: 'blk.0.ffn_up.weight', shape: [width, hidden], data: gate },
      { name: 'blk.0.ffn_down.weight', shape: [hidden, width], data: down },
    ],
  };
}

function makeTable({ chains, marks }: Vocabulary): { key: number; followers: number[] }[] {
  const firsts = chains.map(([first]) => first);
  return [
    ...beginnings.map((text) => ({ key: text.charCodeAt(0), followers: firsts })),
    ...chains.flatMap((chain) => chain.map((key, at) => ({ key, followers: [chain[at + 1] ?? marks.end] }))),
  ];
}

/** `count` times two to the power, as a 16-bit float; count is -2..2. */
function half(count: number, power: number): number {
  if (count === 0) return 0;
  const size = Math.abs(count);
  return (count < 0 ? 0x8000 : 0) | ((15 + power + Math.log2(size)) << 10);
}

function describe(
  { pieces, marks }: Vocabulary,
  hidden: number,
  name: string,
  hasTemplate: boolean,
): Record<string, Metadata> {
  const u32 = (value: number): Metadata => ({ type: 'u32', value });
  const string = (value: string): Metadata => ({ type: 'string', value });
  return {
    'general.architecture': string('llama'),
    'general.name': string(name),
    'general.file_type': u32(1),
    'llama.block_count': u32(1),
    'llama.context_length': u32(2048),
    'llama.embedding_length': u32(width),
    'llama.feed_forward_length': u32(hidden),
    'llama.attention.head_count': u32(heads),
    'llama.attention.head_count_kv': u32(heads),
    'llama.attention.layer_norm_rms_epsilon': { type: 'f32', value: 1e-5 },
    'llama.rope.dimension_count': u32(width / heads),
    'llama.rope.freq_base': { type: 'f32', value: 1e6 },
    'llama.vocab_size': u32(pieces.length),
    'tokenizer.ggml.model': string('gpt2'),
    'tokenizer.ggml.pre': string('gpt-2'),
    'tokenizer.ggml.tokens': { type: 'strings', value: pieces },
    'tokenizer.ggml.token_type': {
      type: 'i32s',
      value: pieces.map((_, token) => (token >= marks.start ? 3 : 1)),
    },
    'tokenizer.ggml.merges': { type: 'strings', value: ['h e'] },
    'tokenizer.ggml.bos_token_id': u32(marks.text),
    'tokenizer.ggml.eos_token_id': u32(marks.end),
    'tokenizer.ggml.padding_token_id': u32(marks.text),
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
    ...(hasTemplate ? { 'tokenizer.chat_template': string(template) } : {}),
  };
}
