import { setImmediate } from 'node:timers/promises';
import { calendarDate } from '../../contract/calendar-date.js';
import { cents, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { segmentDates } from '../../domain/billing/bill-segments.js';
import type { BillLine } from '../../domain/billing/calculated-bill.js';
import { classBilling } from '../../domain/billing/class-billing.js';
import { segmentLines, toBillLine } from '../../domain/billing/segment-lines.js';
import type { TariffVersion } from '../../domain/billing/tariff-book.js';
import type { BillInputs, CompiledTariff } from '../../domain/tariff/index.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { DAYS_BEFORE } from '../days-before.js';
import { compiledVersions } from '../tariff-book.js';
import { damageIn, FINDINGS_PER_CHECK_MAX, type Check, type Finding } from './finding.js';

const BILLS_PER_READ = 4_000;
/** Households use alike: what was priced once is not priced again, up to so many. */
const REMEMBERED_MAX = 50_000;

type PricedRow = [
  ...[number: number, service: string, tariffVersionId: string, rateClass: string],
  ...[inputs: string, lines: string, amountCents: number],
  ...[firstDay: string | null, lastDay: string | null, daysBefore: number, days: number, ofDays: number | null],
];

/** What was priced: a bill, or a bill that was made again. */
type Priced = 'bill' | 'rebill';

/** Every bill is priced again: the version and the inputs that it keeps must give its lines to the cent. */
export const chargesRepeat: Check = async (database) => {
  const versions = await readableVersions(database);
  if (versions instanceof CurbstopError) return [finding(`Bills can't be priced again: ${versions.message}`)];
  const pricing = new Repricing(versions);
  const findings = [...(await repeated(database, 'bill', pricing)), ...(await repeated(database, 'rebill', pricing))];
  return findings.slice(0, FINDINGS_PER_CHECK_MAX);
};

async function repeated(database: Database, of: Priced, pricing: Repricing): Promise<Finding[]> {
  const [last] = await database.raw<{ last: number | null }[]>(`SELECT max(${of}_number) AS last FROM ${of}_charge`);
  const findings: Finding[] = [];
  for (let from = 0; from < (last?.last ?? 0) && findings.length < FINDINGS_PER_CHECK_MAX; from += BILLS_PER_READ) {
    for (const row of await pricedRows(database, of, [from, from + BILLS_PER_READ])) {
      findings.push(...pricing.check(row, of));
    }
    await setImmediate();
  }
  return findings;
}

/** Rates that were changed into what is none are a finding, and no reason to leave the proof unfinished. */
async function readableVersions(database: Database): Promise<TariffVersion[] | CurbstopError> {
  try {
    return await compiledVersions(database);
  } catch (error) {
    if (error instanceof CurbstopError) return error;
    throw error;
  }
}

/** What was priced by one version at once: the segments of a charge, or a charge without any. */
async function pricedRows(
  database: Database,
  of: Priced,
  [after, upTo]: readonly [after: number, upTo: number],
): Promise<PricedRow[]> {
  return bulkRead<PricedRow>(
    database,
    [
      ...['number', 'service', 'tariff_version_id', 'rate_class', 'inputs', 'lines', 'amount_cents'],
      ...['first_day', 'last_day', 'days_before', 'days', 'of_days'],
    ],
    `SELECT ${of}_number AS number, service, coalesce(segment.tariff_version_id, charge.tariff_version_id) AS tariff_version_id,
            rate_class, coalesce(segment.inputs, charge.inputs) AS inputs, coalesce(segment.lines, charge.lines) AS lines,
            coalesce(segment.amount_cents, charge.amount_cents) AS amount_cents,
            first_day, last_day, ${DAYS_BEFORE}, coalesce(days, 0) AS days, of_days
     FROM ${of}_charge AS charge JOIN ${of} USING (${of}_number)
     LEFT JOIN ${of}_charge_segment AS segment USING (${of}_number, service)
     WHERE ${of}_number > ? AND ${of}_number <= ? ORDER BY ${of}_number, service, segment_number`,
    [after, upTo],
  );
}

interface Repriced {
  readonly amountCents: Cents;
  /** As bills keep them. */
  readonly lines: string;
}

class Repricing {
  readonly #versions: ReadonlyMap<string, CompiledTariff>;
  readonly #known = new Map<string, Repriced>();

  constructor(versions: readonly TariffVersion[]) {
    this.#versions = new Map(versions.map(({ tariffVersionId, compiled }) => [tariffVersionId, compiled]));
  }

  check(row: PricedRow, of: Priced): Finding[] {
    const [number, service, tariffVersionId, , , lines, amountCents] = row;
    const where = `${of === 'bill' ? 'Bill' : 'Rebill'} ${number}: ${service}`;
    const tariff = this.#versions.get(tariffVersionId);
    if (tariff === undefined) return [finding(`${where} names the rates ${tariffVersionId}, which are not there.`)];
    try {
      const repriced = this.#reprice(row, tariff);
      if (repriced.amountCents === amountCents && areAlike(repriced.lines, lines)) return [];
      const [kept, made] = [cents(amountCents), repriced.amountCents].map(centsToDollars);
      const difference = kept === made ? `has other lines than` : `is ${kept}, and not the ${made} of`;
      return [finding(`${where} ${difference} ${tariffVersionId} for what it was priced from.`)];
    } catch (error) {
      // Inputs that were changed into what is none fail in many ways.
      return [finding(`${where} can't be priced again by ${tariffVersionId}: ${damageIn(error)}`)];
    }
  }

  #reprice(row: PricedRow, tariff: CompiledTariff): Repriced {
    const [, , tariffVersionId, rateClass, inputs, , , firstDay, lastDay, daysBefore, days, ofDays] = row;
    const key = [tariffVersionId, rateClass, firstDay, lastDay, daysBefore, days, ofDays, inputs].join('\n');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const lines = price(row, tariff);
    const repriced = { amountCents: sumCents(lines.map((line) => line.amountCents)), lines: JSON.stringify(lines) };
    if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
    this.#known.set(key, repriced);
    return repriced;
  }
}

/** Lines that were kept before tax was posted by itself do not say which is tax. Within a text the quotes are escaped. */
function areAlike(repriced: string, kept: string): boolean {
  return repriced === kept || repriced.replaceAll(',"kind":"tax"', '') === kept;
}

function price(row: PricedRow, tariff: CompiledTariff): BillLine[] {
  const [, , , rateClass, inputs, , , firstDay, lastDay, daysBefore, days, ofDays] = row;
  const billing = classBilling(tariff, rateClass);
  const pricedFrom = JSON.parse(inputs) as BillInputs;
  if (firstDay === null || lastDay === null) return billing.price(pricedFrom).lines.map(toBillLine);
  const dates = segmentDates({ firstDay: calendarDate(firstDay), lastDay: calendarDate(lastDay) });
  return segmentLines(billing, pricedFrom, { daysBefore, days, ofDays }, dates);
}

function finding(message: string): Finding {
  return { code: 'not-repeatable', message };
}
