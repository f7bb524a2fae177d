import { setImmediate } from 'node:timers/promises';
import { calendarDate, daysBetween } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { ServiceName } from '../contract/services.js';
import type { PostedCharge } from '../domain/rate-study/posted-charge.js';
import type { BillInputs, CompiledTariff } from '../domain/tariff/index.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { theseAccounts } from './account-facts.js';
import { billRun } from './run-facts.js';
import { studiedFacts, type StudiedFacts } from './studied-facts.js';
import { compiledVersions } from './tariff-book.js';

/** Charges a slice: small enough that pricing one holds nobody else up for long. */
const SLICE_CHARGES = 500;

type ChargeRow = [
  ...[number, string, ServiceName, string, string, string, number, number, string, string],
  ...[periodFrom: string, waterCents: number | null, billedTo: string | null],
];

/**
 * Reads a tariff's charges of posted runs, slice by slice, with what a bill run would give the rates studied, and lets
 * other work through between them. Posted bills never change, so that the slices fit together without a transaction.
 * Throws what `signal` is aborted with.
 */
export async function* postedCharges(
  database: Database,
  { tariffId, billRunIds, rates, signal }: PostedChargesRequest,
): AsyncGenerator<PostedCharge[]> {
  const versions = (await compiledVersions(database)).filter((version) => version.tariffId === tariffId);
  const unitOf = new Map(versions.map(({ tariffVersionId, compiled }) => [tariffVersionId, unitIn(compiled)]));
  for (const billRunId of billRunIds) {
    const run = await billRun(database, billRunId);
    const fullDays = daysBetween(run.periodFrom, run.periodTo);
    for (let last = ''; ;) {
      signal?.throwIfAborted();
      const rows = await slice(database, [billRunId, last, tariffId]);
      if (rows.length === 0) break;
      const accounts = theseAccounts(rows.map((row) => row[1]));
      const factsOf = await studiedFacts(database, { run, accounts, tariffId, rates });
      yield rows.map((row) => toCharge(row, { unitOf, fullDays, facts: factsOf(row[1], row[2]) }));
      last = rows.at(-1)?.[1] ?? '';
      await setImmediate();
    }
  }
}

export interface PostedChargesRequest {
  readonly tariffId: string;
  readonly billRunIds: readonly string[];
  /** The rates that are studied. */
  readonly rates: CompiledTariff;
  /** Ends the reading when nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined;
}

/** By run and account, which is a key of the bills, so that a slice begins where the last one ended. */
async function slice(database: Database, bindings: [billRunId: string, after: string, tariffId: string]) {
  return bulkRead<ChargeRow>(
    database,
    [
      ...['bill_number', 'account_id', 'service', 'rate_class', 'period_to', 'billed_on'],
      ...['usage_gallons', 'amount_cents', 'tariff_version_id', 'inputs', 'period_from', 'water_cents', 'billed_to'],
    ],
    `SELECT bill.bill_number, account_id, service, rate_class, bill.period_to, bill.billed_on, usage_gallons, amount_cents,
            tariff_version_id, inputs, bill.period_from,
            (SELECT amount_cents FROM bill_charge AS water
             WHERE water.bill_number = bill.bill_number AND water.service = 'water') AS water_cents,
            (SELECT max(before.period_to) FROM standing_bill AS before
             WHERE before.account_id = bill.account_id AND before.period_to < bill.period_to) AS billed_to
     FROM bill CROSS JOIN bill_charge ON bill_charge.bill_number = bill.bill_number
     WHERE bill.bill_run_id = ? AND account_id > ?
       AND tariff_version_id IN (SELECT tariff_version_id FROM tariff_version WHERE tariff_id = ?)
     ORDER BY account_id LIMIT ${SLICE_CHARGES}`,
    bindings,
  );
}

type BilledUnit = Pick<PostedCharge, 'billUnit' | 'gallonsPerCcf'>;

const NO_UNIT: BilledUnit = { billUnit: '', gallonsPerCcf: '748.05' };

function unitIn({ metadata, settings }: CompiledTariff): BilledUnit {
  return { billUnit: metadata.billUnit, gallonsPerCcf: settings.gallonsPerCcf };
}

interface ChargeFacts {
  readonly unitOf: ReadonlyMap<string, BilledUnit>;
  readonly fullDays: number;
  readonly facts: StudiedFacts;
}

function toCharge(row: ChargeRow, { unitOf, fullDays, facts }: ChargeFacts): PostedCharge {
  const [billNumber, accountId, service, rateClass, periodTo, billedOn, gallons, amount, versionId, text] = row;
  const [from, water, billedTo] = [calendarDate(row[10]), row[11], row[12]];
  const to = calendarDate(periodTo);
  const inputs = JSON.parse(text) as BillInputs;
  return {
    billNumber,
    accountId,
    service,
    rateClass,
    period: { from, to, days: daysBetween(from, to), fullDays },
    billedTo: billedTo === null ? null : calendarDate(billedTo),
    billedOn: calendarDate(billedOn),
    ...facts,
    // The service may have other carts by now.
    carts: inputs['carts'] === undefined ? facts.carts : Number(inputs['carts']),
    meteredGallons: gallons,
    inputs,
    waterCents: water === null ? null : cents(water),
    ...(unitOf.get(versionId) ?? NO_UNIT),
    amountCents: cents(amount),
  };
}
