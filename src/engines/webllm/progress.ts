import type { InitProgressReport } from '@mlc-ai/web-llm';
import type { PrepareProgress } from '../../core/engine';
import { Pace } from '../pace';

/**
 * Reads WebLLM's reports, which hold a share and a sentence, as bytes and seconds. It reports of reading the browser's
 * copy into the GPU, then of compiling the GPU's programs.
 *
 * @param total bytes of the model
 */
export function progressReader(
  total: number,
  onProgress: (progress: PrepareProgress) => void,
  now: () => number = () => performance.now(),
): (report: InitProgressReport) => void {
  let pace: Pace | undefined;
  return ({ progress, text }) => {
    if (/^(Start to fetch|Loading model from cache|Fetching param cache)/.test(text)) {
      pace ??= new Pace(now());
      const done = Math.round(total * Math.min(1, Math.max(0, progress || 0)));
      onProgress({ phase: 'reading', done, total, secondsLeft: pace.secondsLeft(now(), done, total) });
      return;
    }
    onProgress({ phase: 'starting', detail: detailOf(text, progress) });
  };
}

function detailOf(text: string, progress: number): string {
  if (/^Loading GPU shader/.test(text)) {
    return `compiling the GPU’s programs, ${Math.floor(100 * progress)} %`;
  }
  if (/^Finish loading/.test(text)) return 'loaded';
  return text;
}
