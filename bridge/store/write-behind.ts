/**
 * Writes items in their order, each while the next one is made. Throws what a write throws, or the making of an item; no
 * write is left running.
 */
export async function writeBehind<Item>(
  items: AsyncIterable<Item>,
  write: (item: Item) => Promise<void>,
): Promise<void> {
  let writing = Promise.resolve();
  try {
    for await (const item of items) {
      await writing;
      writing = write(item);
      // It is told when it is waited for; until then it is no failure that nobody handles.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
}
