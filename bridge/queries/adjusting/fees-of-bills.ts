import { groupBy } from '../../contract/group-by.js';
import { cents, sumCents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { BillLine } from '../../domain/billing/calculated-bill.js';
import { chargedFees } from '../../domain/billing/charged-fees.js';
import type { BillInputs } from '../../domain/tariff/index.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { WANTED_BILLS } from './wanted-bills.js';

type FeePart = [billNumber: number, service: ServiceName, inputs: string, lines: string];

/** What these bills, a list of numbers as JSON, charged in fees of the account beside each service. */
export async function feesOfBills(
  database: Database,
  asked: string,
): Promise<(billNumber: number, service: ServiceName) => Cents> {
  const rows = await bulkRead<FeePart>(
    database,
    ['bill_number', 'service', 'inputs', 'lines'],
    `WITH ${WANTED_BILLS}
     SELECT * FROM (
       ${partsOf('bill_charge', 'bill_number')} WHERE wanted.rebill_number IS NULL
       UNION ALL
       ${partsOf('rebill_charge', 'rebill_number')})
     WHERE inputs LIKE '%"fee\\_%' ESCAPE '\\'`,
    [asked],
  );
  const fees = new Map(
    [...groupBy(rows, ([billNumber, service]) => `${billNumber}/${service}`)].map(([key, parts]) => [
      key,
      sumCents(parts.map(feesOfPart)),
    ]),
  );
  return (billNumber, service) => fees.get(`${billNumber}/${service}`) ?? cents(0);
}

/** The charges of a table with the lines and what priced them, whole or in parts. */
function partsOf(table: string, key: string): string {
  return `SELECT wanted.bill_number, service, coalesce(segment.inputs, charge.inputs) AS inputs,
            coalesce(segment.lines, charge.lines) AS lines
     FROM wanted JOIN ${table} AS charge USING (${key})
     LEFT JOIN ${table}_segment AS segment USING (${key}, service)`;
}

function feesOfPart([, , inputs, lines]: FeePart): Cents {
  return chargedFees(JSON.parse(inputs) as BillInputs, JSON.parse(lines) as BillLine[]);
}
