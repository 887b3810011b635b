import { type BodyRequest, chatBody, completionBody } from '../body';
import type { OpenaiSettings } from '../settings';

/** Samples that are asked for by one line of a batch: they bill the prompt once. */
export interface BatchGroup {
  /** `custom_id`: the answers are joined on it. Unique within the batch. */
  id: string;
  request: BodyRequest;
  samples: number;
}

/** The input of one batch. */
export interface BatchInput {
  endpoint: '/v1/chat/completions' | '/v1/completions';
  /** JSON lines. */
  content: string;
  groups: BatchGroup[];
}

/** What the API takes in one file: requests, and bytes (200 MB, with some room left). */
const mostLines = 50_000;
const mostBytes = 190_000_000;

/**
 * The requests of one model as inputs of batches: one, or more where there are too many for one.
 *
 * @throws RangeError where two groups have one id, or conversations and texts are mixed
 */
export function batchInputs(
  settings: OpenaiSettings,
  groups: readonly BatchGroup[],
  limits = { lines: mostLines, bytes: mostBytes },
): BatchInput[] {
  const inputs: BatchInput[] = [];
  const ids = new Set<string>();
  let bytes = 0;
  for (const group of groups) {
    if (ids.has(group.id)) throw new RangeError(`two groups of a batch have the id ${group.id}`);
    ids.add(group.id);
    const { endpoint, line } = lineOf(settings, group);
    const size = new TextEncoder().encode(line).length;
    let input = inputs.at(-1);
    if (input && input.endpoint !== endpoint) {
      throw new RangeError('a batch has either conversations or texts to go on from');
    }
    if (!input || input.groups.length >= limits.lines || bytes + size > limits.bytes) {
      input = { endpoint, content: '', groups: [] };
      inputs.push(input);
      bytes = 0;
    }
    input.content += line;
    input.groups.push(group);
    bytes += size;
  }
  return inputs;
}

function lineOf(settings: OpenaiSettings, { id, request, samples }: BatchGroup) {
  const isChat = request.messages !== undefined;
  const endpoint = isChat ? ('/v1/chat/completions' as const) : ('/v1/completions' as const);
  const body = (isChat ? chatBody : completionBody)(settings, request, samples);
  return { endpoint, line: `${JSON.stringify({ custom_id: id, method: 'POST', url: endpoint, body })}\n` };
}
