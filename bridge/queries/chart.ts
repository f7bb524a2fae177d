import { accountingSchema } from '../contract/settings/accounting.js';
import { Chart, type ChargeType, type LedgerAccount } from '../domain/ledger/chart.js';
import type { Database } from '../store/database.js';
import { settingValues } from './settings.js';

interface AccountRow extends Pick<LedgerAccount, 'name' | 'kind' | 'service' | 'purpose'> {
  readonly ledger_account: string;
  readonly is_control: number;
}

interface ChargeTypeRow extends Pick<ChargeType, 'name' | 'service' | 'nature' | 'receivable'> {
  readonly charge_type: string;
  readonly bill_order: number;
}

/** The chart of accounts as it stands, with the rules of every date. Throws a RangeError where it is not whole. */
export async function chart(database: Database): Promise<Chart> {
  const accounts = await database<AccountRow>('ledger_account').orderBy('ledger_account');
  const chargeTypes = await database<ChargeTypeRow>('charge_type').orderBy('bill_order');
  return new Chart({
    accounts: accounts.map(({ ledger_account: ledgerAccount, name, kind, is_control: isControl, service, purpose }) => {
      return { ledgerAccount, name, kind, isControl: isControl === 1, service, purpose };
    }),
    chargeTypes: chargeTypes.map(({ charge_type: chargeType, name, service, nature, receivable }) => {
      return { chargeType, name, service, nature, receivable };
    }),
    accounting: (await settingValues(database, 'accounting')).map(({ effectiveFrom, value }) => {
      return { effectiveFrom, value: accountingSchema.parse(value) };
    }),
  });
}
