/**
 * A script that tries every way out of where it runs, a worker or a frame, and reports what each said: "OPEN" with
 * what it got where it came through. As text, since it is handed to the judge's frame in place of the judge's own.
 *
 * @param listener where requests would be heard
 * @param udpPort where datagrams would be
 * @param app the app's own address
 */
export function attack(listener: string, udpPort: number, app: string): string {
  return `(${run.toString()})(${JSON.stringify({ listener, udpPort, app })});`;
}

interface Targets {
  listener: string;
  udpPort: number;
  app: string;
}

/** Runs there, as text: it may use nothing of this module. */
function run({ listener, udpPort, app }: Targets): void {
  /* eslint-disable @typescript-eslint/no-explicit-any -- it tries what no type allows */
  const scope = globalThis as any;
  const { document } = scope;
  const soon = (what: string) => new Promise<string>((resolve) => setTimeout(() => resolve(what), 700));
  const event = (target: any, good: string[], bad: string[]) =>
    new Promise<string>((resolve) => {
      for (const name of good) target[`on${name}`] = () => resolve('OPEN ' + name);
      for (const name of bad) target[`on${name}`] = () => resolve('refused ' + name);
      setTimeout(() => resolve('silence'), 1500);
    });
  const blob = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const element = (name: string, properties: object) => {
    if (!document) throw new Error('no document');
    const made = Object.assign(document.createElement(name), properties);
    document.body.append(made);
    return made;
  };

  const ways: Record<string, () => unknown> = {
    fetch: () => fetch(listener + '/fetch', { mode: 'no-cors' }).then(() => 'OPEN'),
    'fetch of the app': () => fetch(app).then(() => 'OPEN'),
    XHR: () => {
      const request = new XMLHttpRequest();
      const answer = event(request, ['load'], ['error']);
      request.open('GET', listener + '/xhr');
      request.send();
      return answer;
    },
    'synchronous XHR': () => {
      const request = new XMLHttpRequest();
      request.open('GET', listener + '/sync', false);
      request.send();
      return 'OPEN';
    },
    WebSocket: () => event(new WebSocket(listener.replace('http', 'ws') + '/socket'), ['open'], ['error']),
    EventSource: () => event(new EventSource(listener + '/events'), ['open'], ['error']),
    WebTransport: () => new scope.WebTransport(listener.replace('http:', 'https:')).ready.then(() => 'OPEN'),
    import: () => (scope.eval ? import(/* @vite-ignore */ listener + '/module.js').then(() => 'OPEN') : ''),
    'import of the app': () => import(/* @vite-ignore */ app + 'assets/x.js').then(() => 'OPEN'),
    importScripts: () => (scope.importScripts(listener + '/scripts.js'), 'OPEN'),
    eval: () => 'OPEN ' + scope.eval('1 + 1'),
    Function: () => 'OPEN ' + new Function('return 1')(),
    'a worker from there': () => event(new Worker(listener + '/worker.js'), ['message'], ['error']),
    'a nested worker': () =>
      new Promise((resolve) => {
        const worker = new Worker(
          blob(
            `fetch('${listener}/nested', { mode: 'no-cors' }).then(() => postMessage('OPEN'), () => postMessage('refused'))`,
          ),
        );
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = () => resolve('refused error');
        setTimeout(() => resolve('silence'), 1500);
      }),
    'a shared worker': () => (new SharedWorker(listener + '/shared.js'), soon('tried')),
    'a service worker': () => navigator.serviceWorker.register(listener + '/service.js').then(() => 'OPEN'),
    beacon: () => (navigator.sendBeacon(listener + '/beacon', 'x'), soon('tried')),
    Image: () => {
      const image = new scope.Image();
      image.src = listener + '/image';
      return event(image, ['load'], ['error']);
    },
    script: () => event(element('script', { src: listener + '/script.js' }), ['load'], ['error']),
    style: () =>
      event(element('link', { rel: 'stylesheet', href: listener + '/style.css' }), ['load'], ['error']),
    prefetch: () => (element('link', { rel: 'prefetch', href: listener + '/prefetch' }), soon('tried')),
    preconnect: () => (element('link', { rel: 'preconnect', href: listener }), soon('tried')),
    'a frame in it': () => (element('iframe', { src: listener + '/frame' }), soon('tried')),
    object: () => (element('object', { data: listener + '/object' }), soon('tried')),
    video: () => (element('video', { src: listener + '/video', autoplay: true }), soon('tried')),
    font: () => new scope.FontFace('x', `url(${listener}/font)`).load().then(() => 'OPEN'),
    form: () => {
      const form = element('form', { action: listener + '/form', method: 'post' });
      form.submit();
      return soon('tried');
    },
    'a form to the top': () => {
      const form = element('form', { action: listener + '/top-form', target: '_top' });
      form.submit();
      return soon('tried');
    },
    'a link': () => (element('a', { href: listener + '/link', target: '_blank' }).click(), soon('tried')),
    ping: () => (element('a', { href: '#', ping: listener + '/ping' }).click(), soon('tried')),
    open: () => (scope.open(listener + '/open') ? 'OPEN' : 'refused'),
    opener: () => (scope.opener ? 'OPEN ' + scope.opener.location.href : 'none'),
    'the top window': () => ((scope.top.location.href = listener + '/top'), soon('tried')),
    'the parent’s document': () => 'OPEN ' + scope.parent.document.body.textContent,
    'the parent’s name': () => 'OPEN ' + scope.parent.name,
    localStorage: () => 'OPEN ' + scope.localStorage.getItem('key'),
    sessionStorage: () => 'OPEN ' + scope.sessionStorage.getItem('key'),
    cookie: () => (document.cookie ? 'OPEN ' + document.cookie : 'none'),
    IndexedDB: () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('keys');
        request.onerror = () => reject(new Error(String(request.error?.name)));
        request.onsuccess = () => resolve('OPEN ' + [...request.result.objectStoreNames].join());
      }),
    caches: async () => 'OPEN ' + (await (await caches.match('/key'))?.text()),
    OPFS: async () => {
      const directory = await navigator.storage.getDirectory();
      return 'OPEN ' + (await (await (await directory.getFileHandle('key')).getFile()).text());
    },
    BroadcastChannel: () => {
      const channel = new BroadcastChannel('keys');
      const answer = event(channel, ['message'], ['messageerror']);
      channel.postMessage('ask');
      return answer;
    },
    locks: () => navigator.locks.query().then(() => 'OPEN'),
    credentials: () =>
      scope.navigator.credentials.get({ password: true }).then((found: unknown) => (found ? 'OPEN' : 'none')),
    clipboard: () => scope.navigator.clipboard.readText().then((text: string) => 'OPEN ' + text),
    WebRTC: async () => {
      const servers = [{ urls: `stun:127.0.0.1:${udpPort}` }];
      const connection = new scope.RTCPeerConnection({ iceServers: servers });
      connection.createDataChannel('x');
      await connection.setLocalDescription(await connection.createOffer());
      return soon('OPEN');
    },
    // Last: it ends the frame where it comes through.
    'its own address': () =>
      document ? ((scope.location.href = listener + '/self'), soon('tried')) : 'no document',
  };

  async function start(port: MessagePort): Promise<void> {
    const report: Record<string, string> = {};
    const names = Object.keys(ways);
    for (const name of names) {
      // The last may end this frame: what came before is told first.
      if (name === names.at(-1)) port.postMessage(report);
      try {
        report[name] = String(await ways[name]());
      } catch (error) {
        report[name] = 'refused ' + String(error).slice(0, 80);
      }
    }
  }

  if (document) scope.startPython = ({ port }: { port: MessagePort }) => void start(port);
  else scope.onmessage = ({ data }: MessageEvent<{ port: MessagePort }>) => void start(data.port);
  /* eslint-enable @typescript-eslint/no-explicit-any */
}
