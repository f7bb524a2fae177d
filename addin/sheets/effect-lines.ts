import type { CommandReply } from '../../bridge/contract/command.js';
import type { PushEffect, PushSheetReply } from '../../bridge/contract/commands/push-sheet.js';
import { cents, centsToDollars } from '../../bridge/contract/money.js';
import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BoundSheet, TopRows } from './bound-sheet.js';
import { assignTexts } from './cell-writer.js';
import { COLOURS } from './sheet-layout.js';
import { columnWidths } from './sheet-decoration.js';

/** So many accounts of the general ledger are named; the pane has all of them. */
const LEDGER_ACCOUNTS_MAX = 12;
/** In characters: between what was pulled and the effect beside it. */
const GAP = 3;

const PREVIEWED = 'Preview, not posted yet';
const VALID_ROWS = 'Not posted; the valid rows alone come to';
const LEDGER = 'General ledger';
const EFFECT = new RegExp(`^(${PREVIEWED}|${VALID_ROWS}|Posted with receipt \\d+|${LEDGER}): `);
const NOTHING = centsToDollars(cents(0));

/**
 * What a preview or a push comes to, for the two lines above the table: the City's part with the totals, and each account of
 * the general ledger. None where nothing would be or was posted.
 */
export function effectLines({ outcome, receiptNumber, reply }: CommandReply<PushSheetReply>): readonly string[] {
  const { effect, totals } = reply;
  if (effect === null) return [];
  const unposted = outcome === 'refused' ? VALID_ROWS : PREVIEWED;
  const title = receiptNumber === null ? unposted : `Posted with receipt ${receiptNumber}`;
  const sums = totals.filter(({ value }) => value !== NOTHING).map(({ label, value }) => `${label} ${value}`);
  return [`${title}: ${[...cityPart(effect), ...sums].join(', ')}`, `${LEDGER}: ${ledgerText(effect)}`];
}

function cityPart({ cityCents }: PushEffect): string[] {
  if (cityCents === 0) return [];
  return [`City’s part ${centsToDollars(cents(Math.abs(cityCents)))} ${cityCents < 0 ? 'less' : 'more'}`];
}

function ledgerText({ ledger }: PushEffect): string {
  const named = ledger.slice(0, LEDGER_ACCOUNTS_MAX).map(({ ledgerAccount, name, amountCents }) => {
    const amount = centsToDollars(cents(Math.abs(amountCents)));
    return `${ledgerAccount} ${name} ${amount} ${amountCents < 0 ? 'credit' : 'debit'}`;
  });
  const more = ledger.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more in the pane`] : [])].join('; ');
}

/** Queues the lines beside what was pulled, in place of those of an earlier preview or push; no lines take these away. */
export function assignEffect({ table, kind, top }: BoundSheet, lines: readonly string[]): void {
  const { worksheet } = table;
  for (const { row, column } of effectCells(top)) worksheet.getCell(row, column).clear('Contents');
  if (lines.length === 0) return;
  const block = worksheet.getCell(0, effectColumn(kind, top)).getResizedRange(lines.length - 1, 0);
  assignTexts(
    block,
    lines.map((line) => [line]),
  );
  block.format.font.color = COLOURS.subjectText;
  block.format.horizontalAlignment = 'Left';
}

/** The cells that hold such lines, wherever columns that were put in have moved them. */
function effectCells(top: TopRows | null): { row: number; column: number }[] {
  if (top === null) return [];
  return top.values.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      return EFFECT.test(String(cell)) ? [{ row: top.rowIndex + row, column: top.columnIndex + column }] : [];
    }),
  );
}

/** The first column that what was pulled does not run into and nothing of the person's stands in. */
function effectColumn(kind: SheetKind, top: TopRows | null): number {
  const rows = top?.values ?? [];
  const subject = Math.max(0, ...rows.map(([cell]) => String(cell).length));
  const taken = new Set(rows.flatMap((cells) => cells.flatMap((cell, column) => (isTaken(cell) ? [column] : []))));
  const widths = columnWidths(kind);
  let left = 0;
  const column = widths.findIndex((width, index) => {
    const isFree = left >= subject + GAP && !taken.has(index - (top?.columnIndex ?? 0));
    left += width;
    return isFree;
  });
  return column < 0 ? widths.length : column;
}

function isTaken(cell: unknown): boolean {
  return cell !== '' && !EFFECT.test(String(cell));
}
