import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import type { ServiceName } from '../../contract/services.js';
import type { BilledCharge, BilledPart } from '../../domain/adjusting/leak/leak-facts.js';
import type { TariffVersion } from '../../domain/billing/tariff-book.js';
import type { BillInputs } from '../../domain/tariff/index.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { WANTED_BILLS } from './wanted-bills.js';
import { DAYS_BEFORE } from '../days-before.js';
import { compiledVersions } from '../tariff-book.js';

type PartRow = [
  ...[billNumber: number, service: ServiceName, rateClass: string, amountCents: number, gallons: string | null],
  ...[tariffVersionId: string, inputs: string, daysBefore: number, days: number | null, ofDays: number | null],
];

/** Reads the charges by use of bills, with all that prices them again. */
export async function billedCharges(
  database: Database,
  billNumbers: readonly number[],
): Promise<ReadonlyMap<number, BilledCharge[]>> {
  const versions = new Map((await compiledVersions(database)).map((version) => [version.tariffVersionId, version]));
  const rows = await partRows(database, billNumbers);
  return new Map(
    [...groupBy(rows, ([billNumber]) => billNumber)].map(([billNumber, ofBill]) => [
      billNumber,
      [...groupBy(ofBill, ([, service]) => service).values()].flatMap((parts) => toCharge(parts, versions)),
    ]),
  );
}

/** The charges of a table with what priced them, whole or in parts. */
function partsOf(table: string, key: string): string {
  return `SELECT wanted.bill_number, service, charge.rate_class, charge.amount_cents,
            charge.inputs ->> '$.usage_gallons' AS gallons,
            coalesce(segment.tariff_version_id, charge.tariff_version_id) AS tariff_version_id,
            coalesce(segment.inputs, charge.inputs) AS inputs, ${DAYS_BEFORE}, days, of_days, segment_number
     FROM wanted JOIN ${table} AS charge USING (${key})
     LEFT JOIN ${table}_segment AS segment USING (${key}, service)`;
}

async function partRows(database: Database, billNumbers: readonly number[]): Promise<PartRow[]> {
  return bulkRead<PartRow>(
    database,
    [
      ...['bill_number', 'service', 'rate_class', 'amount_cents', 'gallons'],
      ...['tariff_version_id', 'inputs', 'days_before', 'days', 'of_days'],
    ],
    `WITH ${WANTED_BILLS}
     ${partsOf('bill_charge', 'bill_number')} WHERE wanted.rebill_number IS NULL AND service IN ('water', 'sewer')
     UNION ALL
     ${partsOf('rebill_charge', 'rebill_number')} WHERE service IN ('water', 'sewer')
     ORDER BY bill_number, service, segment_number`,
    [JSON.stringify([...new Set(billNumbers)])],
  );
}

function toCharge(parts: readonly PartRow[], versions: ReadonlyMap<string, TariffVersion>): BilledCharge[] {
  const [first] = parts;
  if (first === undefined) return [];
  const [, service, , amountCents, gallons] = first;
  return [
    {
      service,
      amountCents: cents(amountCents),
      gallons: gallons === null ? null : Number(gallons),
      parts: parts.map((part) => toPart(part, versions)),
    },
  ];
}

function toPart(part: PartRow, versions: ReadonlyMap<string, TariffVersion>): BilledPart {
  const [billNumber, service, rateClass, , , tariffVersionId, inputs, daysBefore, days, ofDays] = part;
  const version = versions.get(tariffVersionId);
  if (version === undefined) throw noVersion(billNumber, service, tariffVersionId);
  return {
    version,
    rateClass,
    inputs: JSON.parse(inputs) as BillInputs,
    days: days === null ? null : { daysBefore, days, ofDays },
  };
}

function noVersion(billNumber: number, service: ServiceName, tariffVersionId: string): CurbstopError {
  return new CurbstopError({
    code: 'no-such-version',
    status: 500,
    message: `The ${service} charge of bill ${billNumber} names the rates ${tariffVersionId}, which are not there.`,
    fix: 'Run curbstop verify, and do not post until it is clean.',
  });
}
