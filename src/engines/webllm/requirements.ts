import type { EngineErrorCode } from '../../core/engine-error';
import type { Adapter, Device } from '../device/device';
import { inWords, limitsMissing } from '../device/limits';
import type { WebllmModel } from './records';

/** Why a model can't run here, or had better not. */
export interface Obstacle {
  code: EngineErrorCode;
  message: string;
}

/** What this device lacks for WebLLM to start at all with these floats; undefined where nothing does. */
export function obstacle({ webgpu, isSecure }: Device, floats: 16 | 32): Obstacle | undefined {
  switch (webgpu.status) {
    case 'no-api':
      return {
        code: 'no-webgpu',
        message: isSecure
          ? 'This browser has no WebGPU.'
          : 'This page isn’t served over https, and browsers give WebGPU to no other.',
      };
    case 'no-adapter':
      return {
        code: 'no-webgpu',
        message:
          'This browser has WebGPU, but offers no GPU to the page: it may have none, or an old driver.',
      };
    case 'ready':
      return lacking(webgpu.adapter, floats);
  }
}

function lacking({ limits, hasF16 }: Adapter, floats: 16 | 32): Obstacle | undefined {
  const [limit] = limitsMissing(limits);
  if (limit) {
    const { name, least } = limit;
    const needed = inWords(limit, least);
    return {
      code: 'missing-feature',
      message: `The GPU allows ${inWords(limit, limits[name])} as ${name}, and WebLLM needs ${needed}.`,
    };
  }
  if (floats === 16 && !hasF16) {
    return {
      code: 'missing-feature',
      message: 'The GPU, or its driver, has no 16-bit floats (shader-f16).',
    };
  }
  return undefined;
}

/** Memory that the browser and the system need besides the model's. */
const memoryFactor = 1.2;

/** What speaks against a model on a device where it could start: software in place of a GPU, memory, disk. */
export function doubt(device: Device, { vram, downloadBytes }: WebllmModel): Obstacle | undefined {
  const { webgpu, memory, storage } = device;
  if (webgpu.status === 'ready' && webgpu.adapter.isFallback) {
    return {
      code: 'no-webgpu',
      message: 'The “GPU” is software on the processor here: one token would take many seconds.',
    };
  }
  if (memory !== null && memory * 1024 < vram * memoryFactor) {
    return {
      code: 'out-of-memory',
      message: `It needs ${gigabytes(vram * 2 ** 20)} of the GPU’s memory, and this device has about ${memory} GB in all.`,
    };
  }
  if (storage && storage.quota - storage.usage < downloadBytes) {
    return {
      code: 'quota',
      message: `It takes ${gigabytes(downloadBytes)} of disk, and the browser leaves ${gigabytes(storage.quota - storage.usage)} to this page.`,
    };
  }
  return undefined;
}

/** Such as "3.8 GB", in powers of 1000 as downloads are. */
export function gigabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(0, Math.round(bytes / 1e6))} MB`;
}
