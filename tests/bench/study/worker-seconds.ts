import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Linux counts a thread's time in hundredths of a second. */
const ticksPerSecond = 100;

/** What /proc says of a process or thread after its name, which may hold anything. */
async function statOf(path: string): Promise<{ name: string; fields: string[] } | undefined> {
  // It may have ended since it was listed.
  const text = await readFile(`/proc/${path}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const end = text.lastIndexOf(')');
  return { name: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') };
}

/** The processor time of each web worker of the browsers that this process started, in seconds, by thread. */
async function secondsOfWorkers(): Promise<Map<string, number>> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parentOf = new Map<string, string>();
  for (const id of all) {
    const parent = (await statOf(id))?.fields[1];
    if (parent) parentOf.set(id, parent);
  }
  const isOurs = (id: string | undefined): boolean =>
    id !== undefined && (parentOf.get(id) === String(process.pid) || isOurs(parentOf.get(id)));
  const seconds = new Map<string, number>();
  for (const id of all.filter(isOurs)) {
    for (const thread of await readdir(`/proc/${id}/task`).catch(() => [])) {
      const stat = await statOf(`${id}/task/${thread}`);
      if (!stat?.name.startsWith('DedicatedWorker')) continue;
      seconds.set(thread, (Number(stat.fields[11]) + Number(stat.fields[12])) / ticksPerSecond);
    }
  }
  return seconds;
}

/**
 * The processor time that the web workers which are there now use from now on, in seconds; undefined where the system
 * doesn’t tell (it is Linux that does).
 *
 * @param milliseconds how long it is looked at
 */
export async function workerSeconds(milliseconds: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const first = await secondsOfWorkers();
  const last = new Map(first);
  const begun = performance.now();
  while (performance.now() - begun < milliseconds) {
    await sleep(100);
    // One that has ended keeps what it was last seen with.
    for (const [thread, seconds] of await secondsOfWorkers())
      if (first.has(thread)) last.set(thread, seconds);
  }
  return [...last].reduce((sum, [thread, seconds]) => sum + seconds - first.get(thread)!, 0);
}
