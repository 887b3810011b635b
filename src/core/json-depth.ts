/** Nothing of ours is nested deeper by far, and what is can overflow the stack of whoever walks through it. */
const most = 100;

/** Is a value from a file nested so deeply that it is not to be touched? */
export function isNestedTooDeeply(value: unknown, left = most): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((inner) => isNestedTooDeeply(inner, left - 1));
}
