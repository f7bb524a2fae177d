import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { Accounting } from '../../../bridge/contract/settings/accounting.js';
import type { ApplicationRule } from '../../../bridge/contract/settings/payment-application.js';
import { Chart, type DatedAccounting } from '../../../bridge/domain/ledger/chart.js';
import {
  startingAccounting,
  startingAccounts,
  startingApplication,
  startingChargeTypes,
} from '../../../migrations/starting-chart.js';

export const ACCOUNTING: Accounting = startingAccounting;
export const OLDEST_FIRST: ApplicationRule = { ...startingApplication, order: [...startingApplication.order] };

/** What is billed for the City is due to it once it is collected. */
export const WHEN_COLLECTED: Accounting = {
  ...ACCOUNTING,
  services: {
    ...ACCOUNTING.services,
    sewer: { owner: 'city', basis: 'collected', due: '2110', notCollected: '2115' },
    garbage: { owner: 'city', basis: 'collected', due: '2120', notCollected: '2125' },
  },
};

/** The chart that a database starts with, by these rules of accounting; those it starts with unless told. */
export function startingChart(accounting: readonly DatedAccounting[] = [from('2000-01-01', ACCOUNTING)]): Chart {
  return new Chart({
    accounts: startingAccounts.map(([ledgerAccount, name, kind, isControl, service, purpose]) => {
      return { ledgerAccount, name, kind, isControl: isControl === 1, service, purpose };
    }),
    chargeTypes: startingChargeTypes.map(([chargeType, name, service, nature, receivable]) => {
      return { chargeType, name, service, nature, receivable };
    }),
    accounting,
  });
}

export function from(effectiveFrom: string, value: Accounting): DatedAccounting {
  return { effectiveFrom: calendarDate(effectiveFrom), value };
}
