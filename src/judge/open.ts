import type { RunOptions } from '../core/interfaces';
import type { Judge } from './contract';
import { Frame } from './frame/client';
import { spawnInOwnFrames } from './frame/reopen';
import { type Host, PoolJudge } from './judge';

const mostWorkers = 4;

export interface OpenOptions {
  /** How many judge at once; as many as the machine has cores, less one, from 1 to 4, unless told otherwise. */
  workers?: number;
  /** How many more stand ready; 1 unless told otherwise. */
  spare?: number;
  /** Idle workers are let go after so long; a minute unless told otherwise. */
  idleSeconds?: number;
}

/** The judge of this page. Nothing is loaded until it is first needed. */
export function openJudge({ workers = freeCores(), ...rest }: OpenOptions = {}): Judge {
  return new PoolJudge({ workers, ...rest, open });
}

function freeCores(): number {
  return Math.max(1, Math.min(mostWorkers, (navigator.hardwareConcurrency || 2) - 1));
}

async function open({ signal, onProgress, onLoaded }: RunOptions & { onLoaded(): void }): Promise<Host> {
  const [{ fetchPython, frameUrl }, { default: worker }] = await Promise.all([
    import('./files'),
    import('virtual:judge-worker'),
  ]);
  const openFrame = async (options: RunOptions) => {
    const files = await fetchPython(options);
    onLoaded();
    return Frame.open(frameUrl(), files, worker);
  };
  const frame = await openFrame({ signal, onProgress });
  if (frame.place === 'workers') {
    return {
      place: 'workers',
      room: Infinity,
      spawn: (events) => frame.spawn(events),
      close: () => frame.close(),
    };
  }
  return {
    place: 'frame',
    notice:
      'This browser gives the judge no workers, so that Python runs one answer at a time, and code that Python itself ' +
      `can’t interrupt may hold up the page (${frame.notice}).`,
    room: 1,
    spawn: spawnInOwnFrames(frame, () => openFrame({})),
    close: () => frame.close(),
  };
}
