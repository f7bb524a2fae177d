import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { fullPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { BillableService, BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { TariffBook, type TariffVersion } from '../../../../bridge/domain/billing/tariff-book.js';
import { compileTariff } from '../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';

/** Rates in thousands of gallons from a date: the tariff's settings and the fields of its classes. */
export interface GivenRates {
  readonly tariffId: string;
  readonly from: string;
  readonly settings?: readonly string[];
  readonly classes: Readonly<Record<string, readonly string[]>>;
}

/** A book of the given rates. */
export function givenBook(...rates: readonly GivenRates[]): TariffBook {
  return new TariffBook(rates.map(givenVersion));
}

/** A version named TARIFF@DATE. */
export function givenVersion({ tariffId, from, settings = [], classes }: GivenRates): TariffVersion {
  const text = [
    'metadata:',
    `  effective_date: ${from}`,
    '  bill_unit: kgal',
    '  curbstop:',
    `    service: ${tariffId}`,
    ...settings.map((setting) => `    ${setting}`),
    'rate_structure:',
    ...Object.entries(classes).flatMap(([name, fields]) => [`  ${name}:`, ...fields.map((field) => `    ${field}`)]),
  ].join('\n');
  const compiled = compileTariff(readTariffText(`${text}\n`, `${tariffId}.owrs`));
  return { tariffVersionId: `${tariffId}@${from}`, tariffId, effectiveFrom: calendarDate(from), compiled };
}

/** A base charge and a price for a thousand gallons, shown as two lines. */
export function twoPart(base: number, perThousand: number): string[] {
  return [
    `service_charge: ${base}`,
    `commodity_charge: ${perThousand}*usage_ccf`,
    'bill: service_charge+commodity_charge',
  ];
}

export const TWO_LINES =
  'lines: [{component: service_charge, description: Base}, {component: commodity_charge, description: By use}]';

export function givenService(
  service: BillableService['service'],
  facts: Partial<BillableService> = {},
): BillableService {
  return { service, tariffId: service, carts: service === 'garbage' ? 1 : null, unmeteredGallons: null, ...facts };
}

/** The bill of a home for the 30 days from January 19 to February 18, 2026, other than as told. */
export function givenBill(facts: Partial<BillInput> = {}): BillInput {
  return {
    rateClass: 'RESIDENTIAL',
    period: fullPeriod(calendarDate('2026-01-19'), calendarDate('2026-02-18')),
    billedTo: facts.period?.from ?? calendarDate('2026-01-19'),
    billedOn: calendarDate('2026-02-21'),
    usageGallons: 9001,
    meterSize: '5/8"',
    registers: [],
    data: [],
    pastBills: [],
    services: [givenService('water')],
    ...facts,
  };
}
