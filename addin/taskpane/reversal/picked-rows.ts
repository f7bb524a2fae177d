import type {
  ReversedRow,
  ReversePushPayload,
  ReversePushReply,
} from '../../../bridge/contract/commands/reverse-push.js';

/** The rows that can still be reversed: in a preview those that it would reverse stand, too. */
export function standingKeys(rows: readonly ReversedRow[]): string[] {
  return rows.filter(({ state }) => state !== 'reversed-before').map(({ key }) => key);
}

/**
 * Asks for just what a preview showed, of the rows that were picked or of all (null): where one of them was reversed since,
 * that is refused and looked at again, instead of doing less than was confirmed.
 */
export function previewedOrder(
  { receiptNumber, isByRow, rows }: ReversePushReply,
  picked: readonly string[] | null,
): ReversePushPayload {
  return isByRow ? { receiptNumber, rows: [...(picked ?? standingKeys(rows))] } : { receiptNumber };
}

/** Whether two choices are of the same rows. */
export function sameKeys(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((key) => other.has(key));
}

/** The choice with a row put in or taken out. */
export function withRow(picked: ReadonlySet<string>, key: string, isPicked: boolean): ReadonlySet<string> {
  const wanted = new Set(picked);
  if (isPicked) wanted.add(key);
  else wanted.delete(key);
  return wanted;
}
