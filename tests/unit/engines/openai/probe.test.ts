import { afterEach, beforeEach, expect, it } from 'vitest';
import { probeServices } from '../../../../src/engines/openai/probe';
import { type StandIn, standIn } from '../../../support/stand-in/server';
import { connectionTo, key } from './asking';

let server: StandIn;

beforeEach(async () => {
  server = await standIn({ key });
});
afterEach(() => server.close());

it('finds what a server offers, and asks for lists only', async () => {
  expect(await probeServices(connectionTo(server), { key })).toStrictEqual({
    files: { usable: true },
    fineTuning: { usable: true },
    batches: { usable: true },
  });
  expect(server.log.map(({ method }) => method)).toStrictEqual(['GET', 'GET', 'GET']);
});

it('tells each apart, with why it can’t be used', async () => {
  server.fail('forbidden', { path: /fine_tuning/ });
  server.fail('hang-up', { path: /batches/ });
  server.fail('html', { path: /files/ });
  expect(await probeServices(connectionTo(server), { key })).toMatchObject({
    files: { usable: false, error: { code: 'not-an-answer' } },
    fineTuning: { usable: false, error: { code: 'forbidden' } },
    batches: { usable: false, error: { code: 'unreachable' } },
  });
});

it('stops when told to', async () => {
  await expect(
    probeServices(connectionTo(server), { key, signal: AbortSignal.abort() }),
  ).rejects.toMatchObject({ name: 'AbortError' });
});
