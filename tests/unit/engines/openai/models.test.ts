import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listModels } from '../../../../src/engines/openai/models';
import type { Connection } from '../../../../src/engines/openai/settings';
import { type StandIn, standIn } from '../../../support/stand-in/server';

let server: StandIn;
let connection: Connection;

beforeAll(async () => {
  const models = [{ id: 'b', shutdown_date: Date.UTC(2026, 9, 23) / 1000 }, { id: 'a' }];
  server = await standIn({ key: 'sk-fake', models });
  connection = { id: 'c', name: 'Mine', baseUrl: server.baseUrl, needsKey: true, software: 'openai' };
});
afterAll(() => server.close());

describe('the models of a server', () => {
  it('are listed with the day on which they are shut down', async () => {
    expect(await listModels(connection, { key: 'sk-fake' })).toStrictEqual([
      { id: 'a' },
      { id: 'b', retired: '2026-10-23' },
    ]);
  });

  it('are not listed for a wrong key, for none, or by a page that is none', async () => {
    await expect(listModels(connection, { key: 'sk-other' })).rejects.toMatchObject({ code: 'wrong-key' });
    await expect(listModels(connection)).rejects.toMatchObject({ code: 'wrong-key' });
    server.fail('html');
    await expect(listModels(connection, { key: 'sk-fake' })).rejects.toMatchObject({ code: 'not-an-answer' });
  });
});
