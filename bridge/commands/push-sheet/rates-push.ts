import type { PushRow, SheetCell } from '../../contract/commands/push-sheet.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import { isRateNumber } from '../../contract/rate-value.js';
import { ratesParametersSchema, ratesSheet } from '../../contract/sheets/rates.js';
import type { TariffImpact } from '../../contract/tariff-impact.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { readCell } from '../../domain/sheet/read-cell.js';
import { editRates, type EditedRates } from '../../files/owrs/rate-table/edit-rates.js';
import { sameDate } from '../../files/owrs/rate-table/rate-issues.js';
import type { RateRow } from '../../files/owrs/rate-table/rate-row.js';
import { rateRows } from '../../files/owrs/rate-table/rate-rows.js';
import type { WantedRow } from '../../files/owrs/rate-table/wanted-row.js';
import { pulledVersion, toSheetRow, type PulledVersion } from '../../queries/sheets/rates-rows.js';
import { addTariffVersion } from '../add-tariff-version.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** How messages call the text that is made of the sheet. */
const FILE = 'The rates';

/** Makes a version of a tariff that was edited in a sheet into a new version. */
export const ratesPush: SheetPush = {
  kind: ratesSheet,

  async current(context, push, keys) {
    const { rows } = await pulledRates(context, push);
    const asked = new Set(keys);
    return new Map(rows.filter(({ key }) => asked.has(key)).map((row) => [row.key, cellsOf(row)]));
  },

  async apply(context, push, changes) {
    const pulled = await pulledRates(context, push);
    const wanted = wantedRows(pulled.rows, push.rows, changes);
    const edited = editRates(pulled.version.text, FILE, wanted);
    const isUntouched = edited.changes.size === 0 && edited.removed.length === 0;
    if (isUntouched && edited.issues.length === 0) return nothingApplied([]);
    const dates = await versionDates(context, pulled.version);
    const made = { ...pulled, edited, wanted, dateRow: effectiveDateOf(pulled.rows, wanted), dates };
    if (edited.issues.length > 0) return nothingApplied([...edited.issues, ...dateIssues(made)]);
    return addVersion(context, made);
  },
};

interface PulledRates {
  readonly version: PulledVersion;
  readonly rows: readonly RateRow[];
}

async function pulledRates({ trx }: CommandContext, { pull }: PushUnderWay): Promise<PulledRates> {
  const version = await pulledVersion(trx, ratesParametersSchema.parse(pull.parameters));
  return { version, rows: rateRows(version.text, version.tariffVersionId) };
}

function cellsOf(row: RateRow): RowCells {
  const cells = toSheetRow(row);
  return Object.fromEntries(ratesSheet.columns.map(({ id }, index) => [id, cells[index] ?? null]));
}

/** Every row of the sheet in its order: as the person changed it, or as it was pulled. */
function wantedRows(
  rows: readonly RateRow[],
  sent: readonly PushRow[],
  changes: readonly RowChange[],
): (WantedRow & { readonly price: string | null })[] {
  const pulled = new Map(rows.map((row) => [row.key, row]));
  const changed = new Map(changes.map((change) => [change.key, change.wanted]));
  return sent.map(({ key, sheetRow }) => {
    const row = pulled.get(key);
    const cells = changed.get(key) ?? (row === undefined ? {} : cellsOf(row));
    const price = textOf(cells['price']);
    return {
      key,
      sheetRow,
      className: textOf(cells['class']),
      component: textOf(cells['component']),
      from: textOf(cells['from']),
      price: row?.kind === 'effective-date' ? dateText(price) : price,
    };
  });
}

function textOf(cell: SheetCell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

const DATE_COLUMN = { id: 'price', header: 'Price', type: 'date', width: 12, help: '' } as const;

/** A date that was pasted comes as the number that Excel keeps for it. */
function dateText(price: string | null): string | null {
  if (price === null || !isRateNumber(price)) return price;
  const reading = readCell(DATE_COLUMN, Number(price));
  return reading.ok ? textOf(reading.value) : price;
}

function effectiveDateOf(rows: readonly RateRow[], wanted: readonly WantedRow[]): WantedRow | undefined {
  const key = rows.find(({ kind }) => kind === 'effective-date')?.key;
  return wanted.find((row) => row.key === key);
}

async function versionDates({ trx }: CommandContext, { tariffId }: PulledVersion): Promise<string[]> {
  const rows = await trx<{ tariff_id: string; effective_from: string }>('tariff_version')
    .where('tariff_id', tariffId)
    .orderBy('effective_from')
    .select('effective_from');
  return rows.map((row) => row.effective_from);
}

/** A date left as it was is said with all else that is wrong, and not only once that is mended. */
function dateIssues({ dateRow, dates }: NewVersion): Issue[] {
  return dateRow?.price && dates.includes(dateRow.price) ? [sameDate(dateRow, dateRow.price)] : [];
}

function nothingApplied(issues: readonly Issue[]): AppliedRows {
  return { issues, applied: new Map(), totals: [], entries: [] };
}

interface NewVersion extends PulledRates {
  readonly edited: EditedRates;
  readonly wanted: readonly WantedRow[];
  readonly dateRow: WantedRow | undefined;
  readonly dates: readonly string[];
}

async function addVersion(context: CommandContext, made: NewVersion): Promise<AppliedRows> {
  const { edited, version } = made;
  try {
    const { source } = edited;
    const added = await addTariffVersion(context, { tariffId: version.tariffId, source, fileName: FILE });
    const faults = pricingFaults(added.impact, made);
    if (faults.length > 0) return nothingApplied(faults);
    return {
      issues: [],
      applied: edited.changes,
      totals: totalsOf(added.effectiveFrom, made),
      entries: [],
      notices: [...removedNotices(edited), ...newerNotices(made)],
      impact: added.impact,
    };
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    const found = error.code === 'version-exists' ? [] : issuesOf(error, made);
    return nothingApplied([...found, ...dateIssues(made)]);
  }
}

function totalsOf(effectiveFrom: string, { edited }: NewVersion): AppliedRows['totals'] {
  return [
    { label: 'In force from', value: effectiveFrom },
    { label: 'Values changed or added', value: String(edited.changes.size) },
    { label: 'Tiers removed', value: String(edited.removed.length) },
  ];
}

function removedNotices({ removed }: EditedRates): string[] {
  return removed.map((name) => `${name} is removed.`);
}

/** Someone may have made a newer version since: the new one does not hold what that one changed. */
function newerNotices({ version: { effectiveFrom }, dates }: NewVersion): string[] {
  const newest = dates.at(-1) ?? effectiveFrom;
  if (newest <= effectiveFrom) return [];
  return [
    `This tariff has a version from ${newest}. What it changed is not in yours, which is made from ${effectiveFrom}.`,
  ];
}

/** Rates that can't price a bill of the last cycle because of what the file says are as wrong as those that can't be read. */
function pricingFaults({ unpriceable }: TariffImpact, made: NewVersion): Issue[] {
  return unpriceable.reasons.flatMap(({ code, message, fix, bills }) => {
    const line = PLACE.exec(message)?.[1];
    if (line === undefined) return [];
    const issue = atItsRow({ code, rowKey: `line ${line}`, column: '', message, fix }, made);
    return [{ ...issue, message: `${issue.message} ${counted(bills, 'bill')} of the last cycles can't be priced.` }];
  });
}

/** The place that a message names, and what it says of it. */
const PLACE = /, line (\d+), column (\d+): ([\s\S]*)$/;

const DATE_CODES: ReadonlySet<string> = new Set(['back-dated', 'no-effective-date']);

/** What is wrong with the new rate file, at the sheet's cells where they have it. */
function issuesOf(error: CurbstopError, made: NewVersion): Issue[] {
  const { code, message, fix, issues } = error;
  const own: Issue = { code, rowKey: '', column: '', message, fix };
  if (DATE_CODES.has(code)) return [atRow(own, made.dateRow, 'price')];
  return issues.length === 0 ? [own] : issues.map((issue) => atItsRow(issue, made));
}

function atItsRow(issue: Issue, { edited, wanted, rows }: NewVersion): Issue {
  const line = /^line (\d+)$/.exec(issue.rowKey)?.[1];
  const named = PLACE.exec(issue.message);
  const key = line === undefined ? null : edited.rowAt(Number(line), Number(named?.[2] ?? 1));
  const row = wanted.find((each) => each.key === key);
  if (row === undefined) return { ...issue, rowKey: '', column: '' };
  const column = rows.find((each) => each.key === key)?.price === null ? 'from' : 'price';
  return atRow({ ...issue, message: sentence(named?.[3] ?? issue.message) }, row, column);
}

function atRow(issue: Issue, row: WantedRow | undefined, column: string): Issue {
  return row === undefined ? issue : { ...issue, rowKey: row.key, sheetRow: row.sheetRow, column };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
