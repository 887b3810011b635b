import { describe, expect, it, vi } from 'vitest';
import { askPersistence, currentPersistence } from '../../../src/store/persistence';

const refusing = async () => {
  throw new TypeError('opaque origin');
};

describe('persistence', () => {
  it.each([
    [true, 'granted'],
    [false, 'denied'],
  ])('is asked for, and the answer %s told', async (answer, told) => {
    const persist = vi.fn(async () => answer);
    const persisted = vi.fn(async () => answer);
    expect(await askPersistence({ persist })).toBe(told);
    expect(persist).toHaveBeenCalledOnce();
    expect(await currentPersistence({ persist, persisted })).toBe(told);
    expect(persist).toHaveBeenCalledOnce();
  });

  it('is unsupported where the browser can’t be asked, and denied where it throws', async () => {
    expect(await askPersistence({})).toBe('unsupported');
    expect(await currentPersistence({})).toBe('unsupported');
    expect(await askPersistence({ persist: refusing })).toBe('denied');
    expect(await currentPersistence({ persisted: refusing })).toBe('denied');
  });
});
