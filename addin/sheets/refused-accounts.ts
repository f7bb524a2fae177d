import type { PushRow, RowStatus } from '../../bridge/contract/commands/push-sheet.js';
import { sentColumns, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BridgeClient } from '../client/bridge-client.js';
import { ACCOUNT_COLUMN } from './account-column.js';
import { askAccountFacts, showsAccountFacts, type ShownCells } from './account-facts.js';
import type { PushOutcome } from './push-outcome.js';

interface SentSheet {
  readonly kind: SheetKind;
  readonly payloadRows: readonly PushRow[];
}

/**
 * The outcome with the facts of accounts beside refused rows that lack too much for the bridge to work them out. Where they
 * can't be looked up, the outcome is as it was.
 */
export async function withAccountFacts(
  client: BridgeClient,
  sheet: SentSheet,
  outcome: PushOutcome,
  signal: AbortSignal,
): Promise<PushOutcome> {
  if (!showsAccountFacts(sheet.kind)) return outcome;
  const { reply } = outcome;
  const accounts = accountsOf(sheet);
  const accountOf = ({ sheetRow }: RowStatus): string => accounts.get(sheetRow) ?? '';
  const isUntold = ({ state, shown }: RowStatus): boolean => state === 'refused' && shown === undefined;
  const untold = reply.reply.rows.filter(isUntold).map(accountOf);
  const facts = await askAccountFacts(client, untold, signal).catch(() => new Map<string, ShownCells>());
  const rows = reply.reply.rows.map((row) => {
    const shown = isUntold(row) ? facts.get(accountOf(row)) : undefined;
    return shown === undefined ? row : { ...row, shown };
  });
  return { ...outcome, reply: { ...reply, reply: { ...reply.reply, rows } } };
}

/** The account that each sent row names, by the row's number in the worksheet. */
function accountsOf({ kind, payloadRows }: SentSheet): ReadonlyMap<number, string> {
  const place = sentColumns(kind).findIndex(({ id }) => id === ACCOUNT_COLUMN);
  return new Map(payloadRows.map(({ sheetRow, cells }) => [sheetRow, String(cells[place] ?? '').trim()]));
}
