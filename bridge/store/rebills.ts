import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';
import type { NewBill } from './bills.js';

/** A read of a period as a rebill has it. */
export interface NewRebilledRead {
  readonly rowKey: string;
  readonly previousValue: number;
  readonly previousOn: string;
  readonly value: number | null;
  readonly readOn: string | null;
  readonly usageGallons: number | null;
  /** Null where the register counts as on record. */
  readonly ownMultiplier: string | null;
  readonly status: string;
}

/** A bill that was made again, to write down; its entries are in the journal. */
export interface NewRebill extends Pick<
  NewBill,
  'charges' | 'usageGallons' | 'totalCents' | 'entryNumber' | 'rateClass'
> {
  readonly billNumber: number;
  readonly billRunId: string;
  /** The rebill that it takes the place of; null where that is the bill itself. */
  readonly replaces: number | null;
  readonly isRestored: boolean;
  /** What was said of the account up to this command is what it is billed by. */
  readonly knownBy: number;
  readonly accountId: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly dueOn: string;
  readonly wasCents: number;
  readonly corrections: readonly string[];
  /** Null where what it replaces is a bill of zero. */
  readonly reversalEntry: number | null;
  readonly row: { readonly pullId: string; readonly rowKey: string | null } | null;
  readonly reason: string;
  readonly note: string;
  /** Where the evidence is. */
  readonly document: string;
  readonly reads: readonly NewRebilledRead[];
}

/** Writes rebills, numbered on from the last one, and gives their numbers. */
export async function writeRebills(
  trx: Database,
  rebills: readonly NewRebill[],
  commandNumber: number,
): Promise<number[]> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(rebill_number) AS last FROM rebill');
  const numbered = rebills.map((rebill, index) => ({ ...rebill, rebillNumber: (last?.last ?? 0) + 1 + index }));
  await bulkInsert(
    trx,
    'rebill',
    REBILL_COLUMNS,
    numbered.map((rebill) => rebillRow(rebill, commandNumber)),
  );
  await bulkInsert(
    trx,
    'rebill_basis',
    ['rebill_number', 'known_by'],
    numbered.map(({ rebillNumber, knownBy }) => [rebillNumber, knownBy]),
  );
  await bulkInsert(trx, 'rebill_charge', CHARGE_COLUMNS, numbered.flatMap(chargeRows));
  await bulkInsert(trx, 'rebill_charge_segment', SEGMENT_COLUMNS, numbered.flatMap(segmentRows));
  await bulkInsert(trx, 'rebilled_read', READ_COLUMNS, numbered.flatMap(readRows));
  return numbered.map(({ rebillNumber }) => rebillNumber);
}

type Numbered = NewRebill & { readonly rebillNumber: number };

const REBILL_COLUMNS = [
  ...['rebill_number', 'bill_number', 'replaces', 'is_restored', 'account_id', 'period_from', 'period_to', 'due_on'],
  ...['usage_gallons', 'was_cents', 'total_cents', 'corrections', 'reversal_entry', 'entry_number', 'pull_id'],
  ...['row_key', 'reason', 'note', 'document', 'command_number'],
];

function rebillRow(rebill: Numbered, commandNumber: number) {
  const { rebillNumber, billNumber, replaces, isRestored, accountId, periodFrom, periodTo, dueOn, row } = rebill;
  return [
    ...[rebillNumber, billNumber, replaces, Number(isRestored), accountId, periodFrom, periodTo, dueOn],
    ...[rebill.usageGallons, rebill.wasCents, rebill.totalCents, rebill.corrections],
    ...[rebill.reversalEntry, rebill.entryNumber, row?.pullId ?? null, row?.rowKey ?? null],
    ...[rebill.reason, rebill.note, rebill.document, commandNumber],
  ];
}

const CHARGE_COLUMNS = [
  'rebill_number',
  'service',
  'tariff_version_id',
  'rate_class',
  'inputs',
  'lines',
  'amount_cents',
];

function chargeRows({ rebillNumber, rateClass, charges }: Numbered) {
  return charges.map(({ service, tariffVersionId, inputs, lines, amountCents }) => {
    return [
      rebillNumber,
      service,
      tariffVersionId,
      rateClass,
      JSON.stringify(inputs),
      JSON.stringify(lines),
      amountCents,
    ];
  });
}

const SEGMENT_COLUMNS = [
  ...['rebill_number', 'service', 'segment_number', 'tariff_version_id', 'first_day', 'last_day', 'days'],
  ...['of_days', 'inputs', 'lines', 'amount_cents'],
];

function segmentRows({ rebillNumber, charges }: Numbered) {
  return charges.flatMap(({ service, segments }) => {
    return segments.map(({ tariffVersionId, firstDay, lastDay, days, ofDays, inputs, lines, amountCents }, place) => [
      ...[rebillNumber, service, place + 1, tariffVersionId, firstDay, lastDay, days, ofDays],
      ...[inputs, lines, amountCents],
    ]);
  });
}

const READ_COLUMNS = [
  ...['rebill_number', 'bill_run_id', 'row_key', 'previous_value', 'previous_on', 'value', 'read_on'],
  ...['usage_gallons', 'multiplier', 'status'],
];

function readRows({ rebillNumber, billRunId, reads }: Numbered) {
  return reads.map(({ rowKey, previousValue, previousOn, value, readOn, usageGallons, ownMultiplier, status }) => [
    ...[rebillNumber, billRunId, rowKey, previousValue, previousOn, value, readOn],
    ...[usageGallons, ownMultiplier, status],
  ]);
}
