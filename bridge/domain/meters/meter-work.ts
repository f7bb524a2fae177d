import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import type { Issue } from '../../contract/problem.js';
import { meterActions, metersSheet, type MeterAction } from '../../contract/sheets/meters.js';
import type { RowCells, RowChange } from '../sheet/compare-rows.js';
import { meterIssue } from './meter-issue.js';

/** Readings as they were typed: of the only or low register, and of the high one. */
export type TypedReadings = readonly [low: number | null, high: number | null];

/** What a row says was done with a meter. */
export interface MeterWork {
  readonly key: string;
  readonly sheetRow: number;
  readonly action: MeterAction;
  readonly meterId: string;
  readonly on: CalendarDate;
  readonly place: string;
  readonly readings: TypedReadings;
  readonly newMeterId: string;
  readonly newReadings: TypedReadings;
  /** The accuracy at low, medium and high flow, in percent; null where it was not tested. */
  readonly test: readonly [low: string | null, medium: string | null, high: string | null];
  readonly reason: string;
  /** The cells that say what the meter is, of a new one or as it is corrected. */
  readonly facts: RowCells;
}

/** The columns that an action needs, and those that it takes as well. */
const USES: Readonly<Record<MeterAction, { readonly needs: readonly string[]; readonly takes: readonly string[] }>> = {
  add: { needs: [], takes: ['on', 'reason'] },
  install: { needs: ['on', 'place', 'reading'], takes: ['highReading', 'reason'] },
  remove: { needs: ['on', 'reading', 'reason'], takes: ['highReading'] },
  'change out': {
    needs: ['on', 'reading', 'newMeter', 'newReading', 'reason'],
    takes: ['highReading', 'newHighReading'],
  },
  test: { needs: ['on'], takes: ['low', 'medium', 'high', 'reason'] },
  correct: { needs: ['reason'], takes: ['on'] },
  retire: { needs: ['on', 'reason'], takes: [] },
};

const WORK_COLUMNS = metersSheet.columns.filter(({ editable }) => editable === true);
const FACT_COLUMNS = metersSheet.columns.filter(({ id, isSent }) => isSent === true && id !== 'meter');

/**
 * Reads a row: what was done, or everything that is wrong with its cells. `isNew` is a row that the person typed, whose
 * cells also say what a new meter is.
 */
export function readMeterWork(change: RowChange, today: CalendarDate, isNew: boolean): MeterWork | Issue[] {
  const cells = change.wanted;
  const action = meterActions.find((each) => each === cells['action']);
  if (action === undefined) return [actionMissing(change)];
  const issues = [
    ...(text(cells, 'meter') === '' ? [missing(change, 'meter', 'Meter')] : []),
    ...neededCells(change, action),
    ...strayCells(change, action, isNew),
    ...futureDate(change, today),
  ];
  if (action === 'add' && !isNew) issues.push(addOfKnown(change));
  if (action === 'correct' && isNew) issues.push(correctionOfNew(change));
  if (issues.length > 0) return issues;
  const on = text(cells, 'on');
  return {
    key: change.key,
    sheetRow: change.sheetRow,
    action,
    meterId: text(cells, 'meter'),
    on: on === '' ? today : calendarDate(on),
    place: text(cells, 'place'),
    readings: [number(cells, 'reading'), number(cells, 'highReading')],
    newMeterId: text(cells, 'newMeter'),
    newReadings: [number(cells, 'newReading'), number(cells, 'newHighReading')],
    test: [decimal(cells, 'low'), decimal(cells, 'medium'), decimal(cells, 'high')],
    reason: text(cells, 'reason'),
    facts: cells,
  };
}

/** Meters are added before anything is done with them; then day by day, and on one day what comes out goes in again. */
export function inOrder(work: readonly MeterWork[]): MeterWork[] {
  const rank = ({ action }: MeterWork) => ORDER.indexOf(action);
  return work.toSorted((one, other) => {
    if ((one.action === 'add') !== (other.action === 'add')) return one.action === 'add' ? -1 : 1;
    if (one.on !== other.on) return one.on < other.on ? -1 : 1;
    return rank(one) - rank(other) || one.sheetRow - other.sheetRow;
  });
}

const ORDER: readonly MeterAction[] = ['add', 'correct', 'remove', 'change out', 'install', 'test', 'retire'];

function neededCells(change: RowChange, action: MeterAction): Issue[] {
  const { needs } = USES[action];
  const empty = WORK_COLUMNS.filter(({ id }) => needs.includes(id) && (change.wanted[id] ?? null) === null);
  return empty.map(({ id, header }) => missing(change, id, header));
}

/** A cell that the action does not take was meant for something, which is not guessed. */
function strayCells(change: RowChange, action: MeterAction, isNew: boolean): Issue[] {
  const { needs, takes } = USES[action];
  const used = [...needs, ...takes, 'action'];
  const columns = [...WORK_COLUMNS, ...(isNew && action !== 'add' && action !== 'correct' ? FACT_COLUMNS : [])];
  return columns
    .filter(({ id }) => !used.includes(id) && (change.wanted[id] ?? null) !== null)
    .map(({ id, header }) =>
      meterIssue(
        change,
        id,
        'stray-cell',
        `${header} is filled, and the action ${action} does not take it.`,
        'Clear it, or choose the action that it belongs to.',
      ),
    );
}

function futureDate(change: RowChange, today: CalendarDate): Issue[] {
  const on = text(change.wanted, 'on');
  if (on <= today) return [];
  const fix = 'Type the day on which it was done; what is planned is entered once it is done.';
  return [meterIssue(change, 'on', 'future-date', `${on} is after today, ${today}.`, fix)];
}

function actionMissing(change: RowChange): Issue {
  const fix = `Choose ${meterActions.join(', ')}, or clear the row.`;
  return meterIssue(change, 'action', 'action-missing', 'The row has entries and no action.', fix);
}

function addOfKnown(change: RowChange): Issue {
  const message = `Meter ${text(change.wanted, 'meter')} is in the inventory already.`;
  return meterIssue(change, 'action', 'meter-known', message, 'Add a new meter in an empty row.');
}

/** In an empty row a cell that is left empty could mean that nothing is there, or that it stays as it is. */
function correctionOfNew(change: RowChange): Issue {
  const message = `Meter ${text(change.wanted, 'meter')} is corrected in an empty row, which does not hold what it is.`;
  return meterIssue(
    change,
    'action',
    'not-the-row',
    message,
    'Pull the meter, and write over what is wrong in its row.',
  );
}

function missing(change: RowChange, column: string, header: string): Issue {
  return meterIssue(change, column, 'missing', `${header} is empty.`, `Fill ${header}, or clear the row.`);
}

function text(cells: RowCells, column: string): string {
  const cell = cells[column];
  return typeof cell === 'string' ? cell : '';
}

function number(cells: RowCells, column: string): number | null {
  const cell = cells[column];
  return typeof cell === 'number' ? cell : null;
}

function decimal(cells: RowCells, column: string): string | null {
  const cell = cells[column];
  return typeof cell === 'string' ? cell : null;
}
