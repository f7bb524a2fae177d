import type { BillChange } from '../../contract/commands/bill-change.js';
import { sumCents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { BillCharge } from '../billing/calculated-bill.js';
import type { PostedPeriod } from './posted-period.js';

interface Charged {
  readonly charges: readonly Pick<BillCharge, 'service' | 'amountCents'>[];
}

/** A bill by what it charged and by what it charges when it is made again. */
export interface ChangedBill {
  readonly posted: Charged & Pick<PostedPeriod, 'billNumber' | 'period'>;
  readonly bill: Charged;
}

/** What bills that are made again charged and charge, service by service; one whose charge is new or gone is there too. */
export function billChanges(bills: readonly ChangedBill[]): BillChange[] {
  return bills.flatMap(({ posted, bill }) => {
    const { billNumber, period } = posted;
    const services = new Set([...posted.charges, ...bill.charges].map(({ service }) => service));
    return [...services].map((service) => ({
      ...{ billNumber, periodFrom: period.from, periodTo: period.to, service },
      ...{ wasCents: chargedFor(service, posted), nowCents: chargedFor(service, bill) },
    }));
  });
}

function chargedFor(wanted: ServiceName, { charges }: Charged): Cents {
  return sumCents(charges.filter(({ service }) => service === wanted).map(({ amountCents }) => amountCents));
}
