import { ACCOUNT_FACTS_MAX, ACCOUNT_ID_LENGTH_MAX } from '../../bridge/contract/account-facts.js';
import { chunksOf } from '../../bridge/contract/chunks-of.js';
import { sentColumns, shownColumns, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { RowStatus } from '../../bridge/contract/commands/push-sheet.js';
import type { BridgeClient } from '../client/bridge-client.js';
import { ACCOUNT_COLUMN } from './account-column.js';

/** The cells that stand beside an account's number, by column. */
export type ShownCells = NonNullable<RowStatus['shown']>;

/** True when the rows of a kind of sheet name an account whose facts stand beside it. */
export function showsAccountFacts(kind: SheetKind): boolean {
  return shownColumns(kind).length > 0 && sentColumns(kind).some(({ id }) => id === ACCOUNT_COLUMN);
}

/** What stands beside account numbers, by number; a text that can be no number has nothing. Throws a BridgeFailure. */
export async function askAccountFacts(
  client: BridgeClient,
  accountIds: Iterable<string>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ShownCells>> {
  const asked = [...new Set(accountIds)].filter(({ length }) => length > 0 && length <= ACCOUNT_ID_LENGTH_MAX);
  const found = new Map<string, ShownCells>();
  for (const chunk of chunksOf(asked, ACCOUNT_FACTS_MAX)) {
    for (const { accountId, shown } of await client.accountFacts(chunk, signal)) found.set(accountId, shown);
  }
  return found;
}
