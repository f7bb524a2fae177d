import { z } from 'zod';
import { DATE_FORMATS } from './reading-layouts.js';

/** What a file for the mailing service can say once, in its first record. */
export const HEADER_FIELDS = [
  'file-id',
  'run',
  'cycle',
  'billed-on',
  'due-on',
  'period-from',
  'period-to',
  'utility',
] as const;

/** What it can say of an account. Amounts: `charges` is this bill, `balance` all that is owed, below zero for a credit. */
export const ACCOUNT_FIELDS = [
  'sequence',
  'account',
  'name',
  'address-1',
  'address-2',
  'address-3',
  'address-4',
  'service-address',
  'bill-number',
  'period-from',
  'period-to',
  'days',
  'billed-on',
  'due-on',
  'gallons',
  'previous-balance',
  'payments',
  'adjustments',
  'late-charges',
  'charges',
  'balance',
  'amount-due',
  'amount-after-due',
  'scan-line',
  'messages',
  'delivery',
  'line-count',
] as const;

/** What it can say of a line of a bill: a charge, or what happened since the last statement. */
export const LINE_FIELDS = [
  'account',
  'bill-number',
  'line-number',
  'service',
  'description',
  'line-date',
  'line-amount',
] as const;

/** What its last record can say; the hash total adds up the digits of each account as one number, the last 15 digits of it. */
export const TRAILER_FIELDS = [
  'file-id',
  'accounts',
  'lines',
  'records',
  'total-charges',
  'total-balance',
  'total-due',
  'hash-total',
  'sha256',
] as const;

/** Fields whose text may be shortened where the column is too narrow; every other one is refused. */
const CUTTABLE = new Set<string>(['name', 'address-1', 'address-2', 'address-3', 'address-4', 'service-address']);

const length = z.number().int().min(1).max(2_000).optional();

/** A column: a text that stands in every record, or a field. */
function columnSchema<const Fields extends readonly [string, ...string[]]>(fields: Fields) {
  return z.union([
    z.strictObject({ text: z.string().max(200), length }),
    z.strictObject({
      field: z.enum(fields),
      length,
      /** Shortens a name or an address that is too long, and says so, instead of refusing the file. */
      mayCut: z.boolean().optional(),
    }),
  ]);
}

function recordSchema<const Fields extends readonly [string, ...string[]]>(fields: Fields) {
  return z.array(columnSchema(fields)).min(1).max(100);
}

/** The setting `mailing-layout`: the file that the mailing service takes, record by record and column by column. */
export const mailingLayoutSchema = z
  .strictObject({
    shape: z.enum(['delimited', 'fixed']),
    /** What stands between the columns of a delimited file. */
    delimiter: z
      .string()
      .length(1)
      .refine((text) => !/["\r\n]/.test(text), { message: 'must be no quote and no line break' })
      .optional(),
    encoding: z.enum(['utf8', 'latin1']),
    lineEnd: z.enum(['CRLF', 'LF']),
    dateFormat: z.enum(DATE_FORMATS),
    amountIn: z.enum(['dollars', 'cents']),
    /** What becomes of accounts that are told by e-mail: no record, or one whose `delivery` says E instead of P. */
    eBill: z.enum(['left-out', 'flagged']),
    header: recordSchema(HEADER_FIELDS),
    account: recordSchema(ACCOUNT_FIELDS),
    /** None for a file without the lines of bills. */
    line: recordSchema(LINE_FIELDS).nullable(),
    trailer: recordSchema(TRAILER_FIELDS),
  })
  .superRefine((layout, context) => {
    const tell = (message: string) => context.addIssue({ code: 'custom', message });
    const columns = [layout.header, layout.account, layout.line ?? [], layout.trailer].flatMap((record) => [...record]);
    if (layout.shape === 'delimited') {
      if (layout.delimiter === undefined) tell('must say what stands between the columns');
    } else {
      if (layout.delimiter !== undefined) tell('is of fixed width, so that it has no delimiter');
      if (columns.some((column) => column.length === undefined)) tell('must give the length of each column');
      if (layout.encoding === 'utf8') tell('is of fixed width, which counts bytes: its encoding must be latin1');
      for (const column of columns) {
        if ('text' in column && column.text.length > (column.length ?? Infinity))
          tell(`has the text "${column.text}", which is longer than its column of ${column.length ?? 0}`);
      }
    }
    for (const column of columns) {
      if (!('field' in column) || column.mayCut !== true) continue;
      if (!CUTTABLE.has(column.field))
        tell(`may not shorten the ${column.field}: only names and addresses are shortened`);
      if (column.length === undefined) tell(`must say to what length the ${column.field} is shortened`);
    }
    if (layout.eBill === 'flagged' && !names(layout.account, 'delivery')) {
      tell('flags the accounts of e-bills, and no column of the account says the delivery');
    }
    for (const field of ['account', 'amount-due'] as const) {
      if (!names(layout.account, field)) tell(`has no column for the ${field}`);
    }
  });
export type MailingLayout = z.infer<typeof mailingLayoutSchema>;
export type MailingColumn =
  MailingLayout['header' | 'account' | 'trailer'][number] | NonNullable<MailingLayout['line']>[number];

function names(record: readonly object[], field: string): boolean {
  return record.some((column) => 'field' in column && column.field === field);
}
