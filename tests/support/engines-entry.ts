// What the browser tests of the engines drive, in a page of its own.
import { checkDevice } from '../../src/engines/device/check';
import { describeDevice } from '../../src/engines/device/describe';
import { whatRuns } from '../../src/engines/device/what-runs';
import { deleteCached, listCached } from '../../src/engines/webllm/cached';
import { Client } from '../../src/engines/webllm/client';
import { ensureCopy } from '../../src/engines/webllm/copy';
import { webllmEngine } from '../../src/engines/webllm/engine';
import { recordOf } from '../../src/engines/webllm/records';
import { startWorker } from '../../src/engines/webllm/start-worker';

const engines = {
  checkDevice,
  describeDevice,
  whatRuns,
  listCached,
  deleteCached,
  ensureCopy,
  recordOf,
  Client,
  startWorker,
  webllmEngine,
};
export type Engines = typeof engines;

Object.assign(window, { engines });
