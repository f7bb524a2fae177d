import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A bill that was made again after a request was asked for that rests on it, with the last receipt that did it. */
export interface MadeAgainSince {
  readonly billNumber: number;
  readonly receipt: number;
}

/**
 * Those of these requests by number of which a bill was made again, or restored, since they were asked for; of a rebill any
 * bill of the account, since bills go on from one another. Goodwill rests on no bill. Where the bills of a request were not
 * kept yet, its cells may name one.
 */
export async function madeAgainSince(
  database: Database,
  requestNumbers: readonly number[],
): Promise<ReadonlyMap<number, MadeAgainSince>> {
  const rows = await bulkRead<[requestNumber: number, billNumber: number, receipt: number]>(
    database,
    ['request_number', 'bill_number', 'receipt'],
    `SELECT request_number, bill_number, max(again.command_number) AS receipt
     FROM json_each(?) AS wanted JOIN adjustment_request AS request ON request_number = wanted.value
     JOIN rebill AS again ON again.account_id = request.account_id AND again.command_number > request.command_number
     LEFT JOIN requested_bill AS kept USING (request_number, bill_number)
     WHERE request.kind = 'rebill'
       OR (request.kind <> 'goodwill' AND (kept.bill_number IS NOT NULL OR again.bill_number = cells ->> '$.bill'))
     GROUP BY request_number`,
    [JSON.stringify(requestNumbers)],
  );
  return new Map(rows.map(([requestNumber, billNumber, receipt]) => [requestNumber, { billNumber, receipt }]));
}

/** The same as a sentence. */
export function madeAgainWords({ billNumber, receipt }: MadeAgainSince): string {
  return `Bill ${billNumber} was made again with receipt ${receipt}, after this was asked for.`;
}
