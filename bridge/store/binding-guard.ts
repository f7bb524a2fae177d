/**
 * Refuses what the sqlite3 driver would store as something else: BigInt, undefined and NaN become NULL, objects
 * become "[object Object]". Throws a TypeError that names the position; the statement never runs.
 */
export function guardBindings(bindings: readonly unknown[]): void {
  bindings.forEach((value, index) => {
    if (!isStorable(value)) {
      throw new TypeError(`Binding ${index + 1} is ${describe(value)}, which SQLite can't hold exactly.`);
    }
  });
}

function isStorable(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  return Buffer.isBuffer(value);
}

function describe(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return `the ${typeof value} ${value}`;
  return value === undefined ? 'missing' : `of type ${typeof value}`;
}
