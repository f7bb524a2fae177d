import { centsToDecimalText, centsToDollars } from '../../contract/money.js';
import { monthRangeSchema, monthsMeant, type MonthRange } from '../../contract/sheets/month-range.js';
import { trialBalanceSheet } from '../../contract/sheets/trial-balance.js';
import { equalTotals } from '../../domain/ledger/trial-balance.js';
import { trialBalance } from '../trial-balance.js';
import { utilityDate } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** The trial balance of some months, a row per ledger account. */
export const trialBalanceSource: SheetSource<MonthRange> = {
  kind: trialBalanceSheet,
  parameters: monthRangeSchema,
  async read(database, range, now) {
    const today = await utilityDate(database, now);
    const { from, through } = monthsMeant(range, today);
    const accounts = await trialBalance(database, from, through);
    const { debitCents, creditCents } = equalTotals(accounts);
    return {
      subject: from === through ? through : `${from} through ${through}`,
      rows: accounts.map(({ ledgerAccount, name, ...row }) => {
        const amounts = [row.openingCents, row.debitCents, row.creditCents, row.closingCents];
        return [ledgerAccount, ledgerAccount, name, ...amounts.map(centsToDecimalText)];
      }),
      totals: [
        { label: 'Debits', value: centsToDollars(debitCents) },
        { label: 'Credits', value: centsToDollars(creditCents) },
      ],
    };
  },
};
