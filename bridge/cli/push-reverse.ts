import { reversePush } from '../commands/reverse-push/reverse-push.js';
import type { ReversePushReply } from '../contract/commands/reverse-push.js';
import { counted } from '../contract/counted.js';
import { centsToDollars } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { sheetKinds, type SheetKindId } from '../contract/sheets/index.js';
import { pushedReceipt } from '../queries/pushed-receipt.js';
import type { Database } from '../store/database.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { outcomeLine, runCommand, type AskedByCommandLine } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface PushReverseOptions extends AskedByCommandLine {
  readonly receiptNumber: number;
  /** Rows of the sheet as it was pushed; none for all that stand. */
  readonly sheetRows: readonly number[];
}

const ACCOUNTS_SHOWN = 20;

/** Reverses a push, whole or by row, or tells what that would do. */
export async function pushReverse(folder: DataFolder, options: PushReverseOptions): Promise<number> {
  const { receiptNumber, sheetRows, ...asked } = options;
  return withUtility(folder, async (database) => {
    const rows = await keysOf(database, receiptNumber, sheetRows);
    const payload = { receiptNumber, ...(rows === null ? {} : { rows }) };
    const answer = await runCommand({ folder, database }, reversePush, payload, asked);
    if (answer.outcome === 'refused') throw notReversible(answer.reply);
    report(answer.reply);
    say(outcomeLine(answer));
  });
}

async function keysOf(
  database: Database,
  receiptNumber: number,
  sheetRows: readonly number[],
): Promise<string[] | null> {
  if (sheetRows.length === 0) return null;
  const { rows } = await pushedReceipt(database, receiptNumber);
  const keys = new Map(rows.map(({ sheetRow, key }) => [sheetRow, key]));
  return sheetRows.map((sheetRow) => {
    const key = keys.get(sheetRow);
    if (key !== undefined) return key;
    throw new CurbstopError({
      code: 'unknown-row',
      message: `Receipt ${receiptNumber} pushed no row ${sheetRow}.`,
      fix: 'Leave --row out to see the rows that it pushed.',
    });
  });
}

function report({
  receiptNumber,
  sheet,
  rows,
  notices,
  balances,
  releasedCents,
  reappliedCents,
}: ReversePushReply): void {
  const { title } = sheetKinds[sheet as SheetKindId];
  const reversed = rows.filter(({ state }) => state === 'reversed');
  say(`Receipt ${receiptNumber}, ${title}: ${counted(reversed.length, 'row')} of ${rows.length} reversed.`);
  for (const { sheetRow, text } of reversed) say(`  row ${sheetRow}: ${text}`);
  notices.forEach(say);
  for (const { accountId, beforeCents, afterCents } of balances.slice(0, ACCOUNTS_SHOWN)) {
    say(`  account ${accountId}: owes ${centsToDollars(afterCents)}, before ${centsToDollars(beforeCents)}`);
  }
  if (balances.length > ACCOUNTS_SHOWN) say(`  and ${counted(balances.length - ACCOUNTS_SHOWN, 'more account')}`);
  if (releasedCents > 0) {
    say(
      `${centsToDollars(releasedCents)} had paid them; ${centsToDollars(reappliedCents)} of credit pays other charges now.`,
    );
  }
}

function notReversible({ receiptNumber, issues }: ReversePushReply): CurbstopError {
  return new CurbstopError({
    code: 'not-reversible',
    message: `Receipt ${receiptNumber} can't be reversed so. Nothing was changed.`,
    fix: 'Undo what rests on it first, or name the other rows by --row.',
    issues,
  });
}
