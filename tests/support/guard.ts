import type { BrowserContext, Request } from '@playwright/test';

type Address = string | RegExp;

/**
 * Watches all pages of a browser context, with their frames and workers, for what must not happen: uncaught
 * errors, console errors (violations of the content security policy are among them) and requests to another
 * origin than the page's. What a test expects it allows beforehand.
 */
export class Guard {
  /** The address of every request to another origin, allowed or not. */
  readonly foreign: string[] = [];
  readonly #problems: string[] = [];
  readonly #allowedProblems: RegExp[] = [];
  readonly #allowedAddresses: Address[] = [];
  readonly #origin: string;

  constructor(context: BrowserContext, origin: string) {
    this.#origin = origin;
    context.on('weberror', (webError) => this.#note(`Uncaught: ${describe(webError.error())}`));
    context.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.#note(`Console error: ${message.text()} (${message.location().url})`);
    });
    context.on('request', (request: Request) => this.#see(request.url()));
    context.on('page', (page) => page.on('websocket', (socket) => this.#see(socket.url())));
  }

  /** Doesn't count problems whose text matches. */
  allowProblem(text: RegExp): void {
    this.#allowedProblems.push(text);
  }

  /** Doesn't count requests to addresses that begin with this text, or match. */
  allowRequests(...addresses: Address[]): void {
    this.#allowedAddresses.push(...addresses);
  }

  /** What happened and wasn't allowed: empty where all is well. */
  get unexpected(): string[] {
    const requests = this.foreign.filter(
      (url) => !this.#allowedAddresses.some((address) => fits(url, address)),
    );
    const problems = this.#problems.filter(
      (text) => !this.#allowedProblems.some((allowed) => allowed.test(text)),
    );
    return [...requests.map((url) => `Request to another origin: ${url}`), ...problems];
  }

  #note(problem: string): void {
    this.#problems.push(problem);
  }

  #see(url: string): void {
    const { protocol, host } = new URL(url);
    const remote = ['http:', 'https:', 'ws:', 'wss:'].includes(protocol);
    if (remote && host !== new URL(this.#origin).host) this.foreign.push(url);
  }
}

function fits(url: string, address: Address): boolean {
  return typeof address === 'string' ? url.startsWith(address) : address.test(url);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
