import * as v from 'valibot';
import { perKey } from '../tasks/keyed';
import { store } from '../state/store.svelte';

const keptSchema = v.object({
  pasted: v.string(),
  files: v.array(v.object({ from: v.string(), text: v.string() })),
});

/** Far more than a class hands in: a file this large is another one. */
const largestFile = 1_000_000;

/** What a class has handed in for a round, kept in this browser. */
class HandedIn {
  pasted = $state('');
  files = $state.raw<readonly { from: string; text: string }[]>([]);
  /** Files that were not read, each with the reason. */
  unread = $state.raw<readonly { who: string; why: string }[]>([]);
  readonly #key: string;

  constructor(key: string) {
    this.#key = `class/results/${key}`;
    void this.#load();
  }

  get texts(): { from: string; text: string }[] {
    return [{ from: 'pasted', text: this.pasted }, ...this.files];
  }

  async add(files: Iterable<File>): Promise<void> {
    const unread: { who: string; why: string }[] = [];
    for (const file of files) {
      if (file.size > largestFile) unread.push({ who: file.name, why: 'it is too large to be one of codes' });
      else {
        const text = await file.text();
        this.files = [...this.files.filter(({ from }) => from !== file.name), { from: file.name, text }];
      }
    }
    this.unread = unread;
    await this.save();
  }

  async clear(): Promise<void> {
    this.pasted = '';
    this.files = this.unread = [];
    await this.save();
  }

  async save(): Promise<void> {
    const { pasted, files } = this;
    await (await store).settings.put(this.#key, { pasted, files: [...files] });
  }

  async #load(): Promise<void> {
    const kept = v.safeParse(keptSchema, await (await store).settings.get(this.#key));
    if (!kept.success) return;
    this.pasted ||= kept.output.pasted;
    this.files = [...kept.output.files, ...this.files];
  }
}

/** Of a round: "<experiment>/<number>". */
export const handedIn = perKey((round) => new HandedIn(round));
