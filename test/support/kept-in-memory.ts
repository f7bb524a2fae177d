import type { KeptValues } from '../../addin/client/partitioned-storage.js';

/** What a computer keeps for the add-in, for as long as a test lasts. */
export function keptInMemory(): KeptValues {
  const values = new Map<string, string>();
  return {
    get: (name) => values.get(name) ?? null,
    set: (name, value) => void values.set(name, value),
    remove: (name) => void values.delete(name),
  };
}
