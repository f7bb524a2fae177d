import { isCalendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { centsToDollars, decimalTextToCents, sumCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { paymentArrangementsSheet } from '../../contract/sheets/payment-arrangements.js';
import type { RowCells, RowChange } from '../sheet/compare-rows.js';
import type { Instalment } from './arrangement.js';
import { readInstalments } from './instalments-text.js';

/** An arrangement that a new row of the sheet asks for. */
export interface AskedArrangement {
  readonly key: string;
  readonly sheetRow: number;
  readonly accountId: string;
  readonly amountCents: Cents;
  readonly fromOn: CalendarDate;
  readonly untilOn: CalendarDate;
  readonly instalments: readonly Instalment[];
  readonly reason: string;
}

const REQUIRED: Readonly<Record<string, string>> = {
  account: 'Type the account number, or clear the whole row.',
  amount: 'Type how much of what is owed may be paid later.',
  from: 'Type the day of the agreement.',
  reason: 'Type why, for the record.',
};

/** Reads a new row; gives all that is wrong with its cells where it can't be entered. */
export function readArrangement({ key, sheetRow, wanted }: RowChange): AskedArrangement | Issue[] {
  const missing = paymentArrangementsSheet.columns.flatMap(({ id, header }): Fault[] => {
    const fix = REQUIRED[id];
    return fix === undefined || textOf(wanted, id) !== '' ? [] : [[id, 'missing', `${header} is empty.`, fix]];
  });
  const ending = (['end', 'endReason'] as const).filter((column) => textOf(wanted, column) !== '');
  const tooEarly = ending.map((column): Fault => {
    return [column, 'not-used', 'A new arrangement does not end at once.', 'Clear it; end it in a later push.'];
  });
  const cells = cellsOf(wanted);
  const { amountCents, fromOn, untilOn } = cells;
  const faults = [...missing, ...tooEarly, ...(missing.length > 0 ? [] : faultsOf(cells))];
  if (faults.length > 0 || amountCents === null || fromOn === null || untilOn === null) {
    return faults.map(([column, code, message, fix]) => ({ code, rowKey: key, sheetRow, column, message, fix }));
  }
  const instalments = 'wrong' in cells.instalments ? [] : cells.instalments;
  return { key, sheetRow, accountId: cells.accountId, amountCents, fromOn, untilOn, instalments, reason: cells.reason };
}

type Fault = readonly [column: string, code: string, message: string, fix: string];

interface Cells {
  readonly accountId: string;
  readonly amountCents: Cents | null;
  readonly fromOn: CalendarDate | null;
  /** That of the last instalment, where the cell is empty. */
  readonly untilOn: CalendarDate | null;
  readonly instalments: ReturnType<typeof readInstalments>;
  readonly reason: string;
}

function cellsOf(wanted: RowCells): Cells {
  const text = textOf(wanted, 'instalments');
  const instalments = text === '' ? [] : readInstalments(text);
  const last = 'wrong' in instalments ? null : (instalments.at(-1)?.dueOn ?? null);
  return {
    ...{ accountId: textOf(wanted, 'account'), amountCents: decimalTextToCents(textOf(wanted, 'amount')) },
    ...{ fromOn: dateOf(wanted, 'from'), untilOn: dateOf(wanted, 'until') ?? last },
    ...{ instalments, reason: textOf(wanted, 'reason') },
  };
}

function faultsOf({ amountCents, fromOn, untilOn, instalments }: Cells): Fault[] {
  const amount: Fault[] =
    amountCents !== null && amountCents <= 0
      ? [['amount', 'not-positive', 'Amount must be more than zero.', 'Type the amount in dollars.']]
      : [];
  if ('wrong' in instalments) {
    const fix = 'Write them as 40.00 by 2026-12-05; 40.00 by 2027-01-05.';
    return [...amount, ['instalments', 'not-instalments', `"${instalments.wrong}" is no instalment.`, fix]];
  }
  return [
    ...amount,
    ...untilFaults(fromOn, untilOn),
    ...instalmentFaults(instalments, { amountCents, fromOn, untilOn }),
  ];
}

function untilFaults(fromOn: CalendarDate | null, untilOn: CalendarDate | null): Fault[] {
  if (untilOn === null) return [['until', 'missing', 'Until is empty.', 'Type the last day, or the instalments.']];
  if (fromOn === null || untilOn > fromOn) return [];
  return [['until', 'out-of-time', `Until is ${untilOn}, and must be after ${fromOn}.`, 'Type a later day.']];
}

function instalmentFaults(
  instalments: readonly Instalment[],
  { amountCents, fromOn, untilOn }: Pick<Cells, 'amountCents' | 'fromOn' | 'untilOn'>,
): Fault[] {
  if (instalments.length === 0) return [];
  const together = sumCents(instalments.map((each) => each.amountCents));
  const outside = instalments.find(({ dueOn }) => {
    return (fromOn !== null && dueOn <= fromOn) || (untilOn !== null && dueOn > untilOn);
  });
  const faults: Fault[] = [];
  if (amountCents !== null && together !== amountCents) {
    const message = `The instalments come to ${centsToDollars(together)}, and the amount is ${centsToDollars(amountCents)}.`;
    faults.push(['instalments', 'other-sum', message, 'Make them the same.']);
  }
  if (outside !== undefined) {
    const message = `The instalment of ${outside.dueOn} is not after From and up to Until.`;
    faults.push(['instalments', 'out-of-time', message, 'Give it a day between them.']);
  }
  return faults;
}

function textOf(cells: RowCells, column: string): string {
  const value = cells[column];
  return typeof value === 'string' ? value : '';
}

function dateOf(cells: RowCells, column: string): CalendarDate | null {
  const text = textOf(cells, column);
  return isCalendarDate(text) ? text : null;
}
