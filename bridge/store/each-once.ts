/** Keys as a query takes them, a list as JSON: each once, since what is joined to a key that stands twice is summed twice. */
export function eachOnce(keys: Iterable<string | number>): string {
  return JSON.stringify([...new Set(keys)]);
}
