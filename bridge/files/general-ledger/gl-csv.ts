import { stringify } from 'csv-stringify/sync';
import { cents, centsToDecimalText, type Cents } from '../../contract/money.js';
import { guardedText } from '../guarded-text.js';

/** What was posted to a ledger account in a month, by entries of one kind where there is one. */
export interface GeneralLedgerRow {
  readonly month: string;
  readonly kind: string | null;
  readonly ledgerAccount: string;
  readonly name: string;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
}

const AMOUNTS = ['debit', 'credit', 'net'];

/**
 * The general ledger for another program: a row per month and account, and a last row with the totals, whose debits are
 * its credits; in detail a row per kind of entry too. Amounts are dollars; a name that a spreadsheet would take for a
 * formula is set apart by an apostrophe.
 */
export function generalLedgerCsv(
  rows: readonly GeneralLedgerRow[],
  totals: { readonly debitCents: Cents; readonly creditCents: Cents },
  { inDetail = false }: { readonly inDetail?: boolean } = {},
): string {
  const columns = ['period', 'account', 'name', ...(inDetail ? ['entries'] : []), ...AMOUNTS];
  const lines = rows.map(({ month, ledgerAccount, name, kind, ...sides }) => {
    return [month, ledgerAccount, guardedText(name), ...(inDetail ? [guardedText(kind ?? '')] : []), ...amounts(sides)];
  });
  const total = ['TOTAL', '', '', ...(inDetail ? [''] : []), ...amounts(totals)];
  return stringify([columns, ...lines, total], { record_delimiter: '\r\n' });
}

function amounts({ debitCents, creditCents }: { readonly debitCents: Cents; readonly creditCents: Cents }): string[] {
  return [debitCents, creditCents, cents(debitCents - creditCents)].map(centsToDecimalText);
}
