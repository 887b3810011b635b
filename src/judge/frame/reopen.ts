import type { MachineLink, Spawn } from '../pool/link';
import type { Frame } from './client';

/**
 * For Pythons on a frame's own thread: each has a frame to itself, and ending it means removing that.
 *
 * @param first is used before any other is opened
 */
export function spawnInOwnFrames(first: Frame, open: () => Promise<Frame>): Spawn {
  let ready: Frame | undefined = first;
  return (events) => {
    const opening = ready ? Promise.resolve(ready) : open();
    ready = undefined;
    let link: MachineLink | undefined;
    let frame: Frame | undefined;
    let ended = false;
    opening.then(
      (opened) => {
        frame = opened;
        if (ended) opened.close();
        else link = opened.spawn(events);
      },
      (error: unknown) => events.onFailed(error instanceof Error ? error.message : String(error)),
    );
    return {
      send: (request, announce) => link?.send(request, announce),
      kill() {
        ended = true;
        link?.kill();
        frame?.close();
      },
    };
  };
}
