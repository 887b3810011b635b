import { type Device, missingOf } from '../device/device';
import { codeLlamaId, type WebllmModel, webllmModels } from './records';

export interface Rung {
  model: WebllmModel;
  /** Why it is passed over here; undefined where it can run. */
  obstacle?: string;
}

/**
 * The ladder from the paper's model down to what runs nearly everywhere, each rung with what stands against it on
 * this device. Of two variants of one model the one with 16-bit floats goes first where the device has them; the
 * other is left out there.
 */
export function ladderOn(device: Device, codeLlamaBase: string | undefined): Rung[] {
  const hasF16 = typeof device.gpu === 'object' && device.gpu.hasF16;
  return webllmModels
    .filter(({ id, needsF16 }) => id === codeLlamaId || needsF16 === hasF16)
    .map((model) => ({ model, ...obstacleOf(model, device, codeLlamaBase) }));
}

function obstacleOf(
  model: WebllmModel,
  device: Device,
  codeLlamaBase: string | undefined,
): { obstacle?: string } {
  const missing = missingOf(device.gpu, model.needsF16);
  if (missing.length) return { obstacle: `This device lacks ${missing.join(', ')}.` };
  if (device.storage && device.storage.free < model.downloadBytes) {
    return { obstacle: 'There is not enough room in this browser for its files.' };
  }
  if (model.id === codeLlamaId && !codeLlamaBase) {
    return { obstacle: 'No address of its build is set: nobody publishes one, so that it has to be hosted.' };
  }
  return {};
}

/** The best rung that can run here. */
export function bestRung(rungs: readonly Rung[]): WebllmModel | undefined {
  return rungs.find(({ obstacle }) => obstacle === undefined)?.model;
}
