import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { CurbstopError } from '../../contract/problem.js';
import { ratesParametersSchema, ratesSheet, type RatesParameters } from '../../contract/sheets/rates.js';
import type { RateRow } from '../../files/owrs/rate-table/rate-row.js';
import { rateRows } from '../../files/owrs/rate-table/rate-rows.js';
import type { Database } from '../../store/database.js';
import { tariffSource } from '../tariff-versions.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** One version of a tariff as a table, in the order of its rate file. */
export const ratesSource: SheetSource<RatesParameters> = {
  kind: ratesSheet,
  parameters: ratesParametersSchema,
  async read(database, parameters) {
    const { text, effectiveFrom } = await pulledVersion(database, parameters);
    const rows = rateRows(text, parameters.tariffVersionId);
    return { subject: subjectOf(rows, effectiveFrom), rows: rows.map(toSheetRow), totals: totalsOf(rows) };
  },
};

export interface PulledVersion {
  readonly tariffId: string;
  readonly tariffVersionId: string;
  readonly effectiveFrom: string;
  readonly text: string;
}

/** The version that a pull is of. Throws `unknown-tariff-version`, also when it is of another tariff. */
export async function pulledVersion(
  database: Database,
  { tariffId, tariffVersionId }: RatesParameters,
): Promise<PulledVersion> {
  const version = await tariffSource(database, tariffVersionId);
  if (version.tariffId === tariffId) return version;
  throw new CurbstopError({
    code: 'unknown-tariff-version',
    status: 404,
    message: `The version "${tariffVersionId}" is of the tariff "${version.tariffId}", not of "${tariffId}".`,
    fix: 'Choose the tariff and its version from the list.',
  });
}

/** A row's cells in the order of the sheet's columns. */
export function toSheetRow({ key, className, component, item, from, price, unit }: RateRow): SheetCell[] {
  return [key, className, component, item, from?.value ?? null, price?.value ?? null, unit === '' ? null : unit];
}

function subjectOf(rows: readonly RateRow[], effectiveFrom: string): string {
  const title = rows.find(({ component }) => component === 'title')?.price?.value ?? 'Rates';
  return `${title}, in force from ${effectiveFrom}`;
}

function totalsOf(rows: readonly RateRow[]): SheetContent['totals'] {
  const classes = new Set(rows.filter(({ kind }) => kind !== 'effective-date').map(({ className }) => className));
  const tiers = rows.filter(({ kind }) => kind === 'tier').length;
  return [
    { label: 'Classes', value: String(classes.size - 1) },
    { label: 'Values', value: rows.length.toLocaleString('en-US') },
    { label: 'Tiers', value: String(tiers) },
  ];
}
