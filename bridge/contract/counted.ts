/** A count with its noun, e.g. "1 read" and "1,300 reads". Nouns that do not take an s name their plural. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
