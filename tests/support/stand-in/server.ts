import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { corsHeaders, preflight } from './cors';
import { Batches } from './batches';
import { type Failure, type FailureName, failures, type Misbehaviour } from './failures';
import { Files } from './files';
import { FineTuning } from './fine-tuning';
import {
  chatForm,
  choose,
  completionForm,
  promptOf,
  type Script,
  streamedReply,
  wholeReply,
} from './generation';
import { Pace } from './pace';
import { manage } from './management';
import { defaultSettings, type StandInSettings } from './settings';

/** A request as it came. */
export interface Logged {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** What it was answered with; 0 where the connection was left or broken. */
  status: number;
  /** Milliseconds since the server began. */
  at: number;
}

interface Planned {
  name: FailureName;
  times: number;
  path: RegExp;
  method?: string;
  /** Events of a stream that come before it fails. */
  after: number;
}

const scripts: Partial<Record<Misbehaviour, Script>> = {
  'empty-content': () => '',
  refusal: () => ({ text: '', refusal: 'I can’t help with that.' }),
};

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A server that speaks OpenAI's API over real HTTP, and fails as servers do when told to. */
export class StandIn {
  readonly log: Logged[] = [];
  /** The headers that pages asked leave to send, one list for each preflight. */
  readonly preflights: string[][] = [];
  readonly files = new Files();
  readonly jobs: FineTuning;
  readonly batches: Batches;
  readonly settings: StandInSettings;
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: NodeJS.ErrnoException) => {
      // Who asked was gone before the request was whole.
      if (error.code !== 'ECONNRESET') throw error;
    });
  });
  readonly #planned: Planned[] = [];
  #pace?: Pace;

  constructor(settings: Partial<StandInSettings>) {
    this.settings = { ...defaultSettings, ...settings };
    const stateTime = () => this.settings.stateTime;
    this.jobs = new FineTuning(this.files, stateTime);
    this.batches = new Batches(this.files, (body) => this.#answerBatched(body), stateTime);
  }

  /** The base address to connect to. */
  get baseUrl(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The requests that asked for answers. */
  get asked(): Logged[] {
    return this.log.filter(({ method, path }) => method === 'POST' && /completions$/.test(path));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** The next requests, so many of them, fail so; only those whose path, and method, match. */
  fail(
    name: FailureName,
    { times = 1, path = /./, method, after = 3 }: Partial<Omit<Planned, 'name'>> = {},
  ): void {
    this.#planned.push({ name, times, path, method, after });
  }

  /** No request fails from now on but by rate. */
  recover(): void {
    this.#planned.length = 0;
  }

  /** Breaks every connection; the server goes on. */
  disconnect(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { cors } = this.settings;
    const path = (request.url ?? '/').replace(/^\/v1/, '');
    const entry: Logged = {
      method: request.method ?? 'GET',
      path: path.split('?')[0],
      headers: request.headers,
      body: '',
      status: 0,
      at: performance.now(),
    };
    if (entry.method === 'OPTIONS') {
      this.preflights.push(String(request.headers['access-control-request-headers'] ?? '').split(','));
      response.writeHead(204, preflight(request, cors)).end();
      return;
    }
    this.log.push(entry);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    entry.body = bytes.toString('utf8');
    const send = ({ status, body, headers }: Failure) => {
      const isText = 'text' in body && 'type' in body;
      const text = isText ? (body as { text: string }).text : JSON.stringify(body);
      const type = isText ? (body as { type: string }).type : 'application/json';
      entry.status = status;
      response.writeHead(status, {
        'content-type': type,
        'content-length': Buffer.byteLength(text),
        'x-request-id': 'req_standin',
        ...corsHeaders(cors),
        ...headers,
      });
      if (planned?.name !== 'cut-body') response.end(text);
      else response.write(text.slice(0, text.length / 2), () => response.destroy());
    };

    const planned = this.#plan(entry.path, entry.method);
    if (planned && planned.name in failures) return send(failures[planned.name as keyof typeof failures]);
    if (planned?.name === 'silence') return;
    if (planned?.name === 'hang-up') return void response.destroy();
    const { key, failureRate, random, latency } = this.settings;
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`)
      return send(failures['wrong-key']);
    const refusal = this.#tooFast();
    if (refusal) return send(refusal);
    const isDoomed = failureRate > 0 && random() < failureRate;
    if (latency) await wait(latency);
    await this.settings.hold?.();
    if (isDoomed) return send(failures.server);

    if (entry.method === 'POST' && /\/completions$/.test(entry.path)) {
      return this.#complete(entry, response, send, planned);
    }
    send(await manage(this, entry, path, bytes, String(request.headers['content-type'] ?? '')));
  }

  async #complete(
    entry: Logged,
    response: ServerResponse,
    send: (answer: Failure) => void,
    planned: Planned | undefined,
  ): Promise<void> {
    const body = JSON.parse(entry.body) as Record<string, unknown>;
    const form = entry.path.startsWith('/chat/') ? chatForm : completionForm;
    const misbehaviour = planned?.name as Misbehaviour | undefined;
    if (!this.#has(body.model)) return send(failures['no-model']);
    const script = scripts[misbehaviour!] ?? this.settings.script;
    const most = { 'fewer-choices': 1, 'no-choices': 0 }[misbehaviour as string] ?? this.settings.mostChoices;
    const choices = choose(body, promptOf(body), script, most);
    const withUsage = misbehaviour !== 'no-usage';
    if (!body.stream) return send({ status: 200, body: wholeReply(form, body, choices, withUsage) });
    entry.status = 200;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      ...corsHeaders(this.settings.cors),
    });
    response.flushHeaders();
    const isSpoilt = ['cut-stream', 'ended-stream', 'stalled-stream'].includes(misbehaviour!);
    let sent = 0;
    for (const event of streamedReply(form, body, choices, withUsage)) {
      if (response.destroyed) return;
      if (isSpoilt && sent++ === planned!.after) {
        // So that it comes after what was sent.
        await wait(5);
        if (misbehaviour === 'cut-stream') response.destroy();
        if (misbehaviour === 'ended-stream') response.end();
        return;
      }
      response.write(`data: ${JSON.stringify(event)}\n\n`);
      if (this.settings.pieceDelay) await wait(this.settings.pieceDelay);
    }
    response.end('data: [DONE]\n\n');
  }

  #answerBatched(body: Record<string, unknown>): { status: number; body: object } {
    const { script, mostChoices } = this.settings;
    const planned = this.#plan('/batch-item');
    const name = this.#has(body.model) ? planned?.name : 'no-model';
    if (name && name in failures) {
      const { status, body: error } = failures[name as keyof typeof failures] as Failure;
      return { status, body: error };
    }
    const form = body.messages ? chatForm : completionForm;
    return { status: 200, body: wholeReply(form, body, choose(body, promptOf(body), script, mostChoices)) };
  }

  #has(model: unknown): boolean {
    const { isStrict, models } = this.settings;
    return !isStrict || models.some(({ id }) => id === model) || this.jobs.models().includes(String(model));
  }

  #plan(path: string, method?: string): Planned | undefined {
    const planned = this.#planned.find(
      (one) => one.times > 0 && one.path.test(path) && (one.method ?? method) === method,
    );
    if (planned) planned.times--;
    return planned;
  }

  #tooFast(): Failure | undefined {
    const { rate } = this.settings;
    if (!rate) return undefined;
    this.#pace ??= new Pace(rate.perSecond, rate.burst);
    const taken = this.#pace.take();
    if (taken.ok) return undefined;
    const milliseconds = Math.ceil(taken.seconds * 1000);
    const message = `Rate limit reached for requests. Please try again in ${milliseconds}ms. Visit the docs to learn more.`;
    return {
      status: 429,
      body: { error: { message, type: 'requests', param: null, code: 'rate_limit_exceeded' } },
    };
  }
}

/** Opens a stand-in; the one who opens it closes it. */
export function standIn(settings: Partial<StandInSettings> = {}): Promise<StandIn> {
  return new StandIn(settings).open();
}
