const secretName = /^(api[_-]?key|secret|password|passphrase|authorization|bearer|access[_-]?token)$/i;
const addressWithPassword = /^[a-z][a-z+.-]*:\/\/[^/?#\s]*@/i;

/** Paths of fields that look as if they held a key: by their name, or an address with a password in it. */
export function secretsIn(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    return addressWithPassword.test(value) ? [`${path}: an address with a name or password in it`] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    // A task may well be about addresses with passwords.
    if (at === 'ownTasks') return [];
    return !Array.isArray(value) && secretName.test(key) ? [`${at}: a key`] : secretsIn(inner, at);
  });
}
