import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { ExperimentDefinition, Intent, TrialFailure } from '../core/live-experiment';
import type { ExperimentEntry, KeptPredictor } from './experiments/contract';
import type { RecordingEntry } from './recordings';
import type { AnswerPack, JudgementPack, SummaryPack } from './experiments/packs';

export const databaseName = 'complexitynet';

/** A value that is kept under a key. */
export interface Entry {
  value: unknown;
  /** Milliseconds since 1970. */
  storedAt: number;
}

/** What the newest version of the database holds. */
export interface Schema extends DBSchema {
  /** Task texts, reports, whatever can be had again; the key is made of the hash of what decides the value. */
  cache: { key: string; value: Entry };
  /** What the visitor chose: connections, models, and the like. Never a key. */
  settings: { key: string; value: Entry };
  /** Keys of servers, sealed under a passphrase (vault.ts), by the server's base address. */
  secrets: { key: string; value: Entry };
  /** What lists show of experiments, by id. */
  experiments: { key: [id: string]; value: ExperimentEntry };
  /** Apart from the entries: the tasks of one's own may be long. */
  definitions: { key: [id: string]; value: ExperimentDefinition };
  /** Light: what a page over all tasks reads, one record per task (packs.ts says why). */
  summaries: { key: [experiment: string, task: string]; value: SummaryPack };
  /**
   * Heavy, and paid for: never written again, but by a merge that is to replace them. A record holds the trials of
   * one task that were settled together, mostly one; its key is that of the first.
   */
  answers: { key: [experiment: string, task: string, model: string, index: number]; value: AnswerPack };
  /** What the judge said after an answer was kept: it can be had again. One record per task. */
  judgements: { key: [experiment: string, task: string]; value: JudgementPack };
  intents: { key: [experiment: string, task: string, model: string, index: number]; value: Intent };
  failures: { key: [experiment: string, task: string, model: string, index: number]; value: TrialFailure };
  predictors: { key: [experiment: string, id: string]; value: KeptPredictor };
  /** What lists show of recordings that were brought in, by id. */
  recordings: { key: string; value: RecordingEntry };
  /** Their outcomes files, as they came. */
  recordingTexts: { key: string; value: string };
}

/** The tables that experiments are kept in; every key begins with the experiment's id. */
export const experimentTables = [
  'experiments',
  'definitions',
  'summaries',
  'answers',
  'judgements',
  'intents',
  'failures',
  'predictors',
] as const;

export type ExperimentTable = (typeof experimentTables)[number];

type Migration = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
) => void;

/**
 * migrations[n] brings a database of version n to version n + 1.
 *
 * WARNING: a migration that was released is never changed, moved or removed: there are browsers that have run it,
 * and browsers that will yet. A change of the schema is a new migration at the end, together with the types above
 * and a test that starts from a database of the version before. Older tabs are told and let go (see store.ts).
 */
export const migrations: readonly Migration[] = [
  (database) => {
    database.createObjectStore('cache');
  },
  (database) => {
    database.createObjectStore('settings');
    database.createObjectStore('secrets');
  },
  (database) => {
    for (const name of experimentTables) database.createObjectStore(name);
  },
  (database) => {
    database.createObjectStore('recordings');
    database.createObjectStore('recordingTexts');
  },
];

export const databaseVersion = migrations.length;
