import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { corsHeaders, preflight } from './cors';
import { Batches } from './batches';
import { type Failure, type FailureName, failures, type Misbehaviour } from './failures';
import { Files } from './files';
import { FineTuning } from './fine-tuning';
import { chatForm, choose, completionForm, promptOf, streamedReply, wholeReply } from './generation';
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
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A server that speaks OpenAI's API over real HTTP, and fails as servers do when told to. */
export class StandIn {
  readonly log: Logged[] = [];
  readonly files = new Files();
  readonly jobs = new FineTuning(this.files);
  readonly batches: Batches;
  readonly settings: StandInSettings;
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #planned: Planned[] = [];
  #pace?: Pace;

  constructor(settings: Partial<StandInSettings>) {
    this.settings = { ...defaultSettings, ...settings };
    this.batches = new Batches(this.files, (body) => this.#answerBatched(body));
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

  /** The next requests, so many of them, fail so; only those whose path matches. */
  fail(name: FailureName, { times = 1, path = /./ }: { times?: number; path?: RegExp } = {}): void {
    this.#planned.push({ name, times, path });
  }

  /** No request fails from now on but by rate. */
  recover(): void {
    this.#planned.length = 0;
  }

  /** Breaks all connections, as a network does that goes away. */
  drop(): void {
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
        'x-request-id': 'req_standin',
        ...corsHeaders(cors),
        ...headers,
      });
      response.end(text);
    };

    const planned = this.#plan(entry.path);
    if (planned && planned in failures) return send(failures[planned as keyof typeof failures]);
    if (planned === 'silence') return;
    if (planned === 'hang-up') return void response.destroy();
    const { key, failureRate, random, latency } = this.settings;
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`)
      return send(failures['wrong-key']);
    const refusal = this.#tooFast();
    if (refusal) return send(refusal);
    const isDoomed = failureRate > 0 && random() < failureRate;
    if (latency) await wait(latency);
    if (isDoomed) return send(failures.server);

    if (entry.method === 'POST' && /\/completions$/.test(entry.path)) {
      return this.#complete(entry, response, send, planned as Misbehaviour | undefined);
    }
    send(await manage(this, entry, path, bytes, String(request.headers['content-type'] ?? '')));
  }

  async #complete(
    entry: Logged,
    response: ServerResponse,
    send: (answer: Failure) => void,
    misbehaviour: Misbehaviour | undefined,
  ): Promise<void> {
    const body = JSON.parse(entry.body) as Record<string, unknown>;
    const form = entry.path.startsWith('/chat/') ? chatForm : completionForm;
    const script = misbehaviour === 'empty-content' ? () => '' : this.settings.script;
    const most = misbehaviour === 'fewer-choices' ? 1 : this.settings.mostChoices;
    const choices = choose(body, promptOf(body), script, most);
    const withUsage = misbehaviour !== 'no-usage';
    if (!body.stream) return send({ status: 200, body: wholeReply(form, body, choices, withUsage) });
    entry.status = 200;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      ...corsHeaders(this.settings.cors),
    });
    let sent = 0;
    for (const event of streamedReply(form, body, choices, withUsage)) {
      if (response.destroyed) return;
      if (misbehaviour === 'cut-stream' && sent++ === 3) return void response.destroy();
      response.write(`data: ${JSON.stringify(event)}\n\n`);
      if (this.settings.pieceDelay) await wait(this.settings.pieceDelay);
      // So that a cut comes after what was written.
      else if (misbehaviour === 'cut-stream') await wait(5);
    }
    response.end('data: [DONE]\n\n');
  }

  #answerBatched(body: Record<string, unknown>): { status: number; body: object } {
    const planned = this.#plan('/batch-item');
    if (planned && planned in failures) {
      const { status, body: error } = failures[planned as keyof typeof failures] as Failure;
      return { status, body: error };
    }
    const form = body.messages ? chatForm : completionForm;
    return { status: 200, body: wholeReply(form, body, choose(body, promptOf(body), this.settings.script)) };
  }

  #plan(path: string): FailureName | undefined {
    const planned = this.#planned.find((one) => one.times > 0 && one.path.test(path));
    if (planned) planned.times--;
    return planned?.name;
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
