import { stringify } from 'csv-stringify/sync';
import { cents, centsToDecimalText, type Cents } from '../../contract/money.js';

/** What was posted to a ledger account in a month. */
export interface GeneralLedgerRow {
  readonly month: string;
  readonly ledgerAccount: string;
  readonly name: string;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
}

const COLUMNS = ['period', 'account', 'name', 'debit', 'credit', 'net'];

/**
 * The general ledger for another program: a row per month and account, and a last row with the totals, whose debits are
 * its credits. Amounts are dollars; a name that a spreadsheet would take for a formula is set apart by an apostrophe.
 */
export function generalLedgerCsv(
  rows: readonly GeneralLedgerRow[],
  totals: { readonly debitCents: Cents; readonly creditCents: Cents },
): string {
  const lines = rows.map(({ month, ledgerAccount, name, ...sides }) => {
    return [month, ledgerAccount, /^[=+\-@\t\r]/.test(name) ? `'${name}` : name, ...amounts(sides)];
  });
  return stringify([COLUMNS, ...lines, ['TOTAL', '', '', ...amounts(totals)]], { record_delimiter: '\r\n' });
}

function amounts({ debitCents, creditCents }: { readonly debitCents: Cents; readonly creditCents: Cents }): string[] {
  return [debitCents, creditCents, cents(debitCents - creditCents)].map(centsToDecimalText);
}
