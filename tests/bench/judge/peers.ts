import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { datasetPath } from '../../support/datasets';
import { slowTask } from '../../support/mbpp-trials';
import { CannotRun } from '../bench';
import program from './peers.py?raw';

export interface PeerResult {
  seconds: number;
  passed: number;
}

/** Has a peer judge all references but the slow one's, one at a time, in native Python. */
export function measurePeer(method: 'process' | 'fork' | 'bare-fork'): PeerResult {
  const args = ['-c', program, method, resolve(datasetPath('mbpp')), slowTask];
  const { status, stdout, stderr, error } = spawnSync('python3', args, { encoding: 'utf8' });
  if (error) throw new CannotRun(`the peers need python3: ${error.message}`);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as PeerResult;
}
