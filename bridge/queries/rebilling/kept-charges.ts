import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import { services, type RateClass, type ServiceName } from '../../contract/services.js';
import type { BillCharge, BillLine, ChargeSegment } from '../../domain/billing/calculated-bill.js';
import type { BillInputs } from '../../domain/tariff/index.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A charge as a bill or a rebill keeps it. */
export interface KeptCharge extends BillCharge {
  readonly tariffId: string;
  readonly rateClass: RateClass;
}

type Row = [
  ...[number: number, service: ServiceName, tariffId: string, rateClass: RateClass, tariffVersionId: string],
  ...[inputs: string, lines: string, amountCents: number, segments: string],
];

/** The charges of bills or of rebills by their numbers, in the order of a bill, with the segments of those that were divided. */
export async function keptCharges(
  database: Database,
  of: 'bill' | 'rebill',
  numbers: readonly number[],
): Promise<(number: number) => readonly KeptCharge[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['number', 'service', 'tariff_id', 'rate_class', 'tariff_version_id', 'inputs', 'lines', 'amount_cents'],
      'segments',
    ],
    `SELECT charge.${of}_number AS number, charge.service, tariff_id, rate_class, charge.tariff_version_id, charge.inputs,
            charge.lines, charge.amount_cents,
            (SELECT json_group_array(json_array(segment.tariff_version_id, first_day, last_day, days, of_days,
                                                json(segment.inputs), json(segment.lines), segment.amount_cents)
                                     ORDER BY segment_number)
             FROM ${of}_charge_segment AS segment
             WHERE segment.${of}_number = charge.${of}_number AND segment.service = charge.service) AS segments
     FROM ${of}_charge AS charge JOIN tariff_version USING (tariff_version_id)
     WHERE charge.${of}_number IN (SELECT value FROM json_each(?))
     ORDER BY number, (SELECT key FROM json_each(?) AS place WHERE place.value = charge.service)`,
    [JSON.stringify(numbers), JSON.stringify(services)],
  );
  const byNumber = groupBy(rows, ([number]) => number);
  return (number) => byNumber.get(number)?.map(toCharge) ?? [];
}

type SegmentRow = [
  ...[tariffVersionId: string, firstDay: string, lastDay: string, days: number, ofDays: number | null],
  ...[inputs: BillInputs, lines: BillLine[], amountCents: number],
];

function toCharge([, service, tariffId, rateClass, tariffVersionId, inputs, lines, amount, segments]: Row): KeptCharge {
  return {
    ...{ service, tariffId, rateClass, tariffVersionId, amountCents: cents(amount) },
    inputs: JSON.parse(inputs) as BillInputs,
    lines: JSON.parse(lines) as BillLine[],
    segments: (JSON.parse(segments) as SegmentRow[]).map(toSegment),
  };
}

function toSegment([
  tariffVersionId,
  firstDay,
  lastDay,
  days,
  ofDays,
  inputs,
  lines,
  amount,
]: SegmentRow): ChargeSegment {
  return {
    ...{ tariffVersionId, days, ofDays, inputs, lines, amountCents: cents(amount) },
    firstDay: calendarDate(firstDay),
    lastDay: calendarDate(lastDay),
  };
}
