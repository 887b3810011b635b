import type { AdapterLimits } from './device';

const megabyte = 2 ** 20;

/** A limit that WebLLM asks the GPU for: it starts with `least`, and runs any of its models with `wanted`. */
export interface NeededLimit {
  name: keyof AdapterLimits;
  title: string;
  wanted: number;
  least: number;
  isBytes: boolean;
}

/** As WebLLM 0.2.86 asks for them when it opens the GPU. */
export const neededLimits: readonly NeededLimit[] = [
  {
    name: 'maxBufferSize',
    title: 'Largest buffer of the GPU',
    wanted: 1024 * megabyte,
    least: 256 * megabyte,
    isBytes: true,
  },
  {
    name: 'maxStorageBufferBindingSize',
    title: 'Largest piece of it that a program of the GPU sees',
    wanted: 1024 * megabyte,
    least: 128 * megabyte,
    isBytes: true,
  },
  {
    name: 'maxComputeWorkgroupStorageSize',
    title: 'Memory that a group of GPU threads shares',
    wanted: 32 * 1024,
    least: 32 * 1024,
    isBytes: true,
  },
  {
    name: 'maxStorageBuffersPerShaderStage',
    title: 'Buffers for one program of the GPU',
    wanted: 10,
    least: 10,
    isBytes: false,
  },
];

/** The limits that are too small for WebLLM to start. */
export function limitsMissing(limits: AdapterLimits): NeededLimit[] {
  return neededLimits.filter(({ name, least }) => limits[name] < least);
}

/** A limit in words, such as "256 MB" or "10". */
export function inWords({ isBytes }: NeededLimit, value: number): string {
  return isBytes ? bytesInWords(value) : String(value);
}

/** Bytes in words, in powers of 1024 as limits are: "32 KB", "256 MB", "1 GB". */
export function bytesInWords(bytes: number): string {
  const [unit, size] =
    bytes >= 2 ** 30 ? ['GB', 2 ** 30] : bytes >= 2 ** 20 ? ['MB', 2 ** 20] : (['KB', 2 ** 10] as const);
  const value = bytes / size;
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(2))} ${unit}`;
}
