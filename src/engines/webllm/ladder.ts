import type { Device } from '../device/device';
import { codeLlamaId, type WebllmModel, webllmModels } from './records';
import { doubt, obstacle } from './requirements';

/** One model that was considered, and why it was taken or not. */
export interface LadderStep {
  model: WebllmModel;
  taken: boolean;
  reason: string;
}

export interface Ladder {
  /** The most able model that should run here; undefined where none should. */
  chosen?: WebllmModel;
  /** The models from the most able down to the one taken, or to the last. */
  steps: LadderStep[];
}

/**
 * Chooses a model before anything is downloaded: Code Llama 7B, else Qwen2.5-Coder 1.5B, else 0.5B, each with 16-bit
 * floats where the GPU has them and with 32-bit ones where there is such a variant. Another model's program never
 * stands in for Code Llama's.
 *
 * @param hosting are Code Llama's files where they should be, and if not, what is said of that?
 */
export function chooseRecord(
  device: Device,
  hosting: { hosted: true } | { hosted: false; reason: string },
): Ladder {
  const steps: LadderStep[] = [];
  for (const model of webllmModels) {
    const reason = whyNot(device, model, hosting);
    if (reason === undefined) {
      steps.push({ model, taken: true, reason: 'It should run here.' });
      return { chosen: model, steps };
    }
    steps.push({ model, taken: false, reason });
  }
  return { steps };
}

function whyNot(
  device: Device,
  model: WebllmModel,
  hosting: Parameters<typeof chooseRecord>[1],
): string | undefined {
  const found = obstacle(device, model.floats) ?? doubt(device, model);
  if (found) return found.message;
  if (model.id === codeLlamaId && !hosting.hosted) return hosting.reason;
  return undefined;
}
