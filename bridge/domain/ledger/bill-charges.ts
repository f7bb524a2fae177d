import { cents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { Charge } from './charge-entry.js';
import type { Chart } from './chart.js';

/** A service's part of a bill; its lines add up to it. */
export interface BilledService {
  readonly service: ServiceName;
  readonly amountCents: Cents;
  readonly lines: readonly { readonly kind?: 'tax'; readonly amountCents: Cents }[];
}

/** What a bill charges by charge type: the lines that are tax stand by themselves, for tax is owed on to others. */
export function billCharges(services: readonly BilledService[], chart: Chart): Charge[] {
  return services.flatMap(({ service, amountCents, lines }) => {
    const charged: Charge = { chargeType: chart.chargeTypeOf(service, 'service'), amountCents };
    if (!lines.some(({ kind }) => kind === 'tax')) return [charged];
    const tax = lines.reduce((sum, line) => sum + (line.kind === 'tax' ? line.amountCents : 0), 0);
    return [
      { ...charged, amountCents: cents(amountCents - tax) },
      { chargeType: chart.chargeTypeOf(service, 'tax'), amountCents: cents(tax) },
    ];
  });
}
