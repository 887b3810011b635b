// The script of the judge's frame: an opaque origin without network, which owns Python's files and workers. It
// holds nothing worth stealing, and works nowhere else.

import { type FromFrame, greeting, type ToFrame } from '../protocol';
import { Pythons } from './pythons';

/** Opaque: the sandbox is on. Embedded without it, this page would run Python in the app's own origin. */
const isSandboxed = self.origin === 'null' && window.parent !== window;

// No policy of a page closes these (they don't exist in workers, where Python runs if it may).
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel']) {
  delete (self as unknown as Record<string, unknown>)[name];
}

if (isSandboxed) {
  addEventListener('message', function greet({ data, source, ports: [port] }: MessageEvent) {
    if (source !== window.parent || data !== greeting || !port) return;
    removeEventListener('message', greet);
    serve(port);
  });
}

function serve(port: MessagePort): void {
  const tell = (message: FromFrame) => port.postMessage(message);
  let pythons: Pythons | undefined;
  port.onmessage = async ({ data }: MessageEvent<ToFrame>) => {
    try {
      if (data.type === 'spawn') pythons?.spawn(data.id, data.port);
      else if (data.type === 'kill') pythons?.kill(data.id);
      else {
        pythons = await Pythons.open(data.files, data.worker, (id, message) =>
          tell({ type: 'broken', id, message }),
        );
        tell({ type: 'open', place: pythons.place, notice: pythons.notice });
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      tell(data.type === 'spawn' ? { type: 'broken', id: data.id, message } : { type: 'not-open', message });
    }
  };
  tell({ type: 'here' });
}
