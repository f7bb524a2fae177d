/** What a work gives for each item, in their order; the work for the next item runs while what the last one gave is used. */
export async function* ahead<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  let before: Promise<Result> | null = null;
  for (const item of items) {
    const next = work(item);
    // Its failure is told when its turn comes, and to nobody when it never does.
    next.catch(() => undefined);
    if (before !== null) yield await before;
    before = next;
  }
  if (before !== null) yield await before;
}
