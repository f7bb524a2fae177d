/** A stop that has its place in the new order already, counted from 1. */
export interface PinnedStop {
  readonly premisesId: string;
  readonly at: number;
}

/**
 * Puts stops into one order without gaps: each pinned one at its place, the others in their order into the places left.
 * Where two are pinned to one place the second comes next after the first; one beyond the end comes last.
 */
export function placeStops(pinned: readonly PinnedStop[], others: readonly string[]): string[] {
  const byPlace = pinned.toSorted((one, other) => one.at - other.at);
  const total = pinned.length + others.length;
  const order = new Array<string | undefined>(total).fill(undefined);
  let next = 0;
  byPlace.forEach(({ premisesId, at }, index) => {
    const lastWithRoom = total - (byPlace.length - index);
    const place = Math.min(Math.max(at - 1, next), lastWithRoom);
    order[place] = premisesId;
    next = place + 1;
  });
  const left = others.values();
  return order.map((premisesId) => premisesId ?? left.next().value ?? '');
}
