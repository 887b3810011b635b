import type { EngineErrorCode } from '../../core/engine-error';
import type { Tier } from '../../lab/live-model';

/** What went wrong with an answer, as a title. */
export const engineErrorTitles: Record<EngineErrorCode, string> = {
  'wrong-key': 'The key is not accepted',
  'no-credit': 'Out of credit',
  'no-model': 'This model can’t be used',
  forbidden: 'Not allowed',
  'bad-request': 'The server refuses the request',
  'too-long': 'Too long for this model',
  'rate-limit': 'Too many requests',
  server: 'The server failed',
  unreachable: 'The server can’t be reached',
  offline: 'No network',
  'mixed-content': 'A secure page can’t ask this address',
  'no-answer': 'No answer in time',
  'cut-off': 'The answer broke off',
  'not-an-answer': 'Something else answered',
  'too-few': 'Fewer answers than asked for',
  'no-webgpu': 'No WebGPU here',
  'missing-feature': 'This device lacks something',
  'not-hosted': 'The model’s files are not there',
  'not-a-model': 'Not a model',
  'download-failed': 'The download failed',
  quota: 'No room left in this browser',
  'out-of-memory': 'Out of memory',
  'device-lost': 'The GPU was lost',
  garbled: 'The model writes gibberish here',
  'load-failed': 'The model could not be started',
};

export const tierNames: Record<Tier, string> = { small: 'Small', mid: 'Mid', large: 'Large' };

/** What a tier is for, in the paper's terms. */
export const tierNotes: Record<Tier, string> = {
  small: 'asked first, such as the paper’s Code Llama 7B',
  mid: 'the paper’s GPT-3.5',
  large: 'the last resort, the paper’s GPT-4',
};
