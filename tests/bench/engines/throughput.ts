import { randomStream } from '../../../src/core/random';
import { OpenaiEngine } from '../../../src/engines/openai/engine';
import { RequestQueue } from '../../../src/engines/openai/queue';
import { standIn } from '../../support/stand-in/server';

const requests = 1500;
const samples = 5;
const perSecond = 50;
/** Requests that were let through before the queue knows how fast it may go. */
const rampUp = 300;

/**
 * Requests of five answers to a stand-in that takes 400 ms, allows 50 requests a second and fails 2 % of them, in
 * Node: a browser opens six connections to a host. `throughputShare` is what was answered after the ramp-up, failed
 * requests included, since they count against the limit, over what the limit allows. `lost` are answers that never
 * came, `askedTwice` prompts that were asked again although their answers had been delivered.
 */
export async function throughput(): Promise<object> {
  const server = await standIn({
    script: ({ prompt, sample }) => `${prompt}/${sample}`,
    latency: 400,
    rate: { perSecond, burst: 10 },
    failureRate: 0.02,
    random: randomStream(1, 'failures'),
  });
  const queue = new RequestQueue({ random: randomStream(1, 'pauses') });
  const engine = new OpenaiEngine({
    connection: { id: 'c', name: 'Stand-in', baseUrl: server.baseUrl, needsKey: false, software: 'other' },
    settings: { kind: 'openai', connection: 'c', model: 'small', form: 'chat', limitName: 'max_tokens' },
    keyFor: () => undefined,
    queue,
  });
  try {
    const answered = await Promise.all(
      Array.from({ length: requests }, async (_, i) => {
        const messages = [{ role: 'user' as const, content: `task ${i}` }];
        const answers = await engine.generate({ messages, samples, temperature: 1, maxTokens: 64 });
        return answers.filter(({ text }, sample) => text === `task ${i}/${sample}`).length;
      }),
    );
    const delivered = new Map<string, number>();
    for (const { body, status } of server.asked) {
      if (status === 200) delivered.set(body, (delivered.get(body) ?? 0) + 1);
    }
    const passed = server.asked.filter(({ status }) => status !== 429);
    const late = passed.slice(rampUp);
    const seconds = (late.at(-1)!.at - late[0].at) / 1000;
    return {
      throughputShare: (late.length - 1) / seconds / perSecond,
      lost: requests * samples - answered.reduce((sum, count) => sum + count, 0),
      askedTwice: [...delivered.values()].filter((times) => times > 1).length,
      refused: server.asked.length - passed.length,
      rampUpSeconds: (late[0].at - passed[0].at) / 1000,
      allSeconds: (passed.at(-1)!.at - passed[0].at) / 1000,
    };
  } finally {
    await server.close();
  }
}
