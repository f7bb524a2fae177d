import { createHash } from 'node:crypto';
import type { Database } from '../../bridge/store/database.js';

export const WATER_TARIFF = 'water-model';

/** Rates with a tax; without a base, so that no use makes a bill of nothing; and a class whose small bills are credits. */
const SOURCE = `metadata:
  effective_date: 2000-01-01
  utility_name: Model
  bill_frequency: monthly
  bill_unit: kgal
  curbstop:
    service: water
    title: Water (model)
    sample: true
    source: Invented for the model
    rounding: {at: line, how: half_up}
    lines:
      - {component: commodity_charge, description: Water}
    taxes:
      - {component: utility_tax, description: Utility tax 4%, rate: 4%, on: [commodity_charge]}
    classes:
      BUSINESS:
        lines:
          - {component: commodity_charge, description: Water}
          - {component: conservation_credit, description: Conservation credit}
rate_structure:
  RESIDENTIAL:
    flat_rate: 3.17
    commodity_charge: flat_rate*usage_ccf
    bill: commodity_charge
  BUSINESS:
    flat_rate: 2.03
    conservation_credit: -15.00
    commodity_charge: flat_rate*usage_ccf
    bill: commodity_charge+conservation_credit
`;

export async function writeWaterTariff(trx: Database): Promise<void> {
  const tariff = { tariff_id: WATER_TARIFF };
  await trx('tariff').insert({ ...tariff, service: 'water', title: 'Water (model)' });
  await trx('tariff_version').insert({
    ...tariff,
    tariff_version_id: `${WATER_TARIFF}@2000-01-01`,
    effective_from: '2000-01-01',
    is_sample: 1,
    source: SOURCE,
    source_hash: createHash('sha256').update(SOURCE).digest('hex'),
  });
}
