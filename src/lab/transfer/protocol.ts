import type { Progress } from '../../core/interfaces';
import type { Conflict, OnConflict } from '../../store/bundle/import';
import type { Inspection } from '../../store/bundle/inspect';
import type { RecordingEntry } from '../../store/recordings';

/** What a file is, before anything of it is written. */
export type Found =
  | { kind: 'bundle'; name: string; counts: Inspection['counts']; conflict: Conflict }
  /** `isHere`: the very same file was brought in before. */
  | { kind: 'outcomes'; entry: RecordingEntry; rule: string; isHere: boolean }
  | {
      kind: 'samples';
      samples: number;
      tasks: number;
      /** As the file names them; "" where it names none. */
      models: string[];
      /** Experiments here that have any of its tasks. */
      targets: { id: string; name: string; fitting: number; models: { id: string; name: string }[] }[];
    }
  | {
      kind: 'definition';
      name: string;
      dataset: string;
      tasks: number;
      models: string[];
      trials: number;
      /** An experiment of this id is here already. */
      isHere: boolean;
    };

/** What is to become of it. */
export type Choice =
  | { kind: 'bundle'; onConflict: OnConflict }
  | { kind: 'outcomes' }
  /** `models`: which of the experiment's models each model of the file is; those left out are passed over. */
  | { kind: 'samples'; experiment: string; models: Record<string, string> }
  | { kind: 'definition' };

/** What was done. */
export interface Brought {
  /** Where it is to be seen: an address within the app, "#/experiments/…". */
  address: string;
  /** In a sentence. */
  said: string;
}

/** A file to be saved. */
export type Wanted = 'bundle' | 'samples' | 'csv';

/** To the worker. `run` tells requests apart; a file that was inspected is brought in under the same. */
export type ToWorker =
  | { type: 'inspect'; run: number; file: Blob; name: string }
  | { type: 'bring'; run: number; choice: Choice }
  | { type: 'forget'; run: number }
  | { type: 'export'; run: number; id: string; wanted: Wanted }
  | { type: 'abort'; run: number };

/** From the worker. */
export type FromWorker =
  | { type: 'progress'; run: number; progress: Progress }
  | { type: 'done'; run: number; result: Found | Brought | Blob }
  | { type: 'failed'; run: number; message: string };
