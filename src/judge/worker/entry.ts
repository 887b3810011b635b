// The script of a judge's worker: classic, from a blob of the frame. Where workers are refused, the frame runs it
// on its own thread.

import type { FromPython, SnapshotMessage, StartMessage, ToPython } from '../protocol';
import { startInterpreter } from './interpreter';
import { loaderFor } from './load';
import { Machine } from './machine';

type TellFrame = (message: SnapshotMessage, transfer: Transferable[]) => void;

async function start(message: StartMessage, tellFrame: TellFrame): Promise<void> {
  const { port } = message;
  // Bound before any generated code runs, so that nothing it does to a prototype comes between.
  const tell = port.postMessage.bind(port) as (message: FromPython) => void;
  try {
    const interpreter = await startInterpreter({
      load: loaderFor(message),
      snapshot: message.snapshot,
      scope: globalThis,
    });
    const { snapshot } = interpreter;
    if (snapshot) tellFrame({ snapshot }, [snapshot.buffer]);
    serve(new Machine(interpreter), port, tell);
    tell({ type: 'started' });
  } catch (error) {
    tell({ type: 'not-started', message: error instanceof Error ? error.message : String(error) });
  }
}

function serve(machine: Machine, port: MessagePort, tell: (message: FromPython) => void): void {
  let retired = false;
  port.onmessage = ({ data }: MessageEvent<ToPython>) => {
    // The page knows, and gives what is left to another.
    if (retired) return;
    const { run } = data.request;
    const announce = data.announce
      ? (found: Pick<FromPython & { type: 'found' }, 'code' | 'leniency'>) =>
          tell({ type: 'found', run, ...found })
      : undefined;
    const result = machine.judge(data.request, announce);
    retired = result.recycle;
    tell({ type: 'result', result });
  };
}

if (typeof document === 'undefined') {
  const post = postMessage.bind(globalThis) as unknown as TellFrame;
  addEventListener('message', ({ data }: MessageEvent<StartMessage>) => void start(data, post), {
    once: true,
  });
} else {
  Object.assign(globalThis, { startPython: start });
}
