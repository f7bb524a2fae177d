import { groupBy } from '../../contract/group-by.js';
import { sumCents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { Charge } from '../ledger/charge-entry.js';
import type { Chart } from '../ledger/chart.js';

/** What an adjustment changes of one bill. The shares of an adjustment of bills add up to its charges. */
export interface BillShare {
  readonly billNumber: number;
  readonly charges: readonly Charge[];
}

/** The bills that an adjustment corrects. */
export function billNumbersOf(shares: readonly BillShare[]): number[] {
  return shares.map(({ billNumber }) => billNumber);
}

/** What is changed of a service of a bill, its tax apart. */
export interface ServiceChange {
  readonly service: ServiceName;
  readonly amountCents: Cents;
  readonly taxCents: Cents;
}

/** The services that charges change, each with its tax; other charges, as of fees, are left out. */
export function changesByService(charges: readonly Charge[], chart: Chart): ServiceChange[] {
  const natured = charges.flatMap(({ chargeType, amountCents }) => {
    const { service, nature } = chart.chargeType(chargeType);
    return service === null ? [] : [{ service, nature, amountCents }];
  });
  return [...groupBy(natured, ({ service }) => service)].map(([service, ofService]) => {
    const sumOf = (wanted: string) =>
      sumCents(ofService.filter(({ nature }) => nature === wanted).map(({ amountCents }) => amountCents));
    return { service, amountCents: sumOf('service'), taxCents: sumOf('tax') };
  });
}
