/**
 * Goes through the main job as a visitor would, and tells an address of each step. Its text is made a script of the
 * page: a browser that is steered from outside (WebDriver BiDi) runs workers so slowly that a study takes minutes.
 */
export function drive(tellTo: string): void {
  const tell = (step: string, said: unknown) =>
    fetch(tellTo, { method: 'POST', mode: 'no-cors', body: JSON.stringify({ step, said }) });
  const shown = () => document.querySelector('main')?.innerText ?? '';

  async function until<T>(look: () => T | null | undefined | false): Promise<T> {
    for (;;) {
      const found = look();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function press(selector: string, text: RegExp): Promise<void> {
    const all = () => [...document.querySelectorAll<HTMLElement>(selector)];
    (await until(() => all().find(({ innerText }) => text.test(innerText.trim())))).click();
  }

  async function job(): Promise<void> {
    await until(() => shown().includes('studied in your browser'));
    await tell('overview', shown());
    await press('label', /^Always GPT-3.5$/);
    await until(() => location.hash.includes('policy='));
    await tell('address', location.hash);
    location.hash = '#/experiments/mbpp/tasks/3';
    await until(() => shown().includes('Who solves it'));
    await tell('task', shown());
    location.hash = '#/judge';
    // The example comes a moment after the fields.
    await until(() => document.querySelector('textarea')?.value.includes('def '));
    await press('button', /^Judge$/);
    await until(() => /Wrong answer|refuses|did not start/.test(shown()));
    await tell('judge', shown());
    await press('button', /^Run all/);
    await until(() => shown().includes('12 of 12 run'));
    await tell('attacks', shown());
    location.hash = '#/class?of=practice&round=2';
    await press('button', /^Begin round 2$/);
    for (let task = 0; task < 10; task++) {
      await press('.choice', /^Small/);
      await press('button', /^(Next task|See the result)$/);
    }
    await until(() => shown().includes('The router'));
    await tell('class', shown());
  }

  for (const event of ['error', 'unhandledrejection', 'securitypolicyviolation'] as const) {
    addEventListener(event, (problem) => {
      const { message, reason, blockedURI } = problem as Partial<
        ErrorEvent & PromiseRejectionEvent & SecurityPolicyViolationEvent
      >;
      void tell('problem', `${event}: ${message ?? blockedURI ?? String(reason)}`);
    });
  }
  job().catch((error: unknown) => tell('problem', String(error)));
}
