import { z } from 'zod';
import { formTroubles, namesField, recordForm, recordSchema } from './record-layout.js';

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

/** The setting `mailing-layout`: the file that the mailing service takes, record by record and column by column. */
export const mailingLayoutSchema = z
  .strictObject({
    ...recordForm,
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
    formTroubles(layout, columns, CUTTABLE).forEach(tell);
    if (layout.eBill === 'flagged' && !namesField(layout.account, 'delivery')) {
      tell('flags the accounts of e-bills, and no column of the account says the delivery');
    }
    for (const field of ['account', 'amount-due'] as const) {
      if (!namesField(layout.account, field)) tell(`has no column for the ${field}`);
    }
  });
export type MailingLayout = z.infer<typeof mailingLayoutSchema>;
export type MailingColumn =
  MailingLayout['header' | 'account' | 'trailer'][number] | NonNullable<MailingLayout['line']>[number];
