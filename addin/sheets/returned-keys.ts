import { keyOfRepeat } from '../../bridge/contract/sheets/entry-key.js';
import { CurbstopError } from '../../bridge/contract/problem.js';
import { changeBinding, type BoundSheet } from './bound-sheet.js';
import { assignTexts } from './cell-writer.js';
import { randomPart } from './entry-keys.js';
import type { PullBinding } from './pull-binding.js';
import type { PushOutcome } from './push-outcome.js';
import { requireBoundSheet } from './required-sheet.js';
import { findRow, type SentRow } from './row-finder.js';
import { inWorkbook } from './workbook-session.js';

export interface KeyedOutcome {
  readonly bound: BoundSheet;
  readonly outcome: PushOutcome;
}

/**
 * Gives rows that are taken for pushed ones the keys of those back, so that an edit of such a row meets what was pushed.
 * Gives the outcome with these keys in it, and the sheet as it is bound then.
 */
export async function returnKeys(
  context: Excel.RequestContext,
  bound: BoundSheet,
  outcome: PushOutcome,
): Promise<KeyedOutcome> {
  const { reply } = outcome;
  const pushedKeys = new Map(reply.reply.rows.flatMap(({ key, pushedKey }) => (pushedKey ? [[key, pushedKey]] : [])));
  const column = keyColumn(bound);
  if (pushedKeys.size === 0 || column === null) return { bound, outcome };
  const keys = await readKeys(context, column);
  assignTexts(
    column,
    keys.map((key) => [pushedKeys.get(key) ?? null]),
  );
  const now = (key: string) => pushedKeys.get(key) ?? key;
  const binding = keepColoured(bound, now);
  await context.sync();
  const rows = reply.reply.rows.map((row) => ({ ...row, key: now(row.key) }));
  const issues = reply.reply.issues.map((issue) => ({ ...issue, rowKey: now(issue.rowKey) }));
  return {
    bound: { ...bound, places: null, binding },
    outcome: { ...outcome, reply: { ...reply, reply: { ...reply.reply, rows, issues } } },
  };
}

/**
 * Gives a row the key of one that is posted though a pushed row says the same; the next push posts it. Throws a
 * CurbstopError when the row or the sheet is gone.
 */
export function postAgain(pullId: string, sent: SentRow): Promise<void> {
  return inWorkbook(async (context) => {
    const bound = await requireBoundSheet(context, { pullId });
    const column = keyColumn(bound);
    if (column === null) throw rowGone(bound, sent);
    const keys = await readKeys(context, column);
    const place = findRow(keys, column.rowIndex, sent);
    if (place === null) throw rowGone(bound, sent);
    const repeat = keyOfRepeat(sent.key, randomPart());
    assignTexts(column.getCell(place, 0), [[repeat]]);
    keepColoured(bound, (key) => (key === sent.key ? repeat : key));
    await context.sync();
  });
}

/** Queues that cells which were refused are known by the keys that their rows have now, so that their colour goes again. */
function keepColoured(bound: BoundSheet, now: (key: string) => string): PullBinding {
  const { refused } = bound.binding;
  const renamed = refused.flatMap((cell) => (now(cell.key) === cell.key ? [] : { ...cell, key: now(cell.key) }));
  return changeBinding(bound, { refused: [...refused, ...renamed] });
}

function keyColumn({ kind, columns, table }: BoundSheet): Excel.Range | null {
  const key = columns.get(kind.columns[0]?.id ?? '');
  return key === undefined ? null : table.getDataBodyRange().getColumn(key.index);
}

async function readKeys(context: Excel.RequestContext, column: Excel.Range): Promise<string[]> {
  column.load('values,rowIndex');
  await context.sync();
  return column.values.map(([cell]) => String(cell).trim());
}

function rowGone({ sheetName }: BoundSheet, { key }: SentRow): CurbstopError {
  return new CurbstopError({
    code: 'row-gone',
    message: `The row with the key "${key}" is not in the sheet "${sheetName}" any more.`,
    fix: 'Preview again.',
  });
}
