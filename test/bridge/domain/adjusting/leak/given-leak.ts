import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { addMonths, calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import type { CreditingPolicy, LeakPolicy } from '../../../../../bridge/contract/settings/leak-policy.js';
import { leakPolicySchema } from '../../../../../bridge/contract/settings/leak-policy.js';
import { billNumbersOf } from '../../../../../bridge/domain/adjusting/bill-share.js';
import {
  calculateLeakCredit,
  type LeakCredit,
  type LeakDecision,
} from '../../../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import type {
  BilledCharge,
  LeakAccount,
  LeakFacts,
  LeakRequest,
  PastUse,
} from '../../../../../bridge/domain/adjusting/leak/leak-facts.js';
import { fullPeriod } from '../../../../../bridge/domain/billing/billed-period.js';
import type { BillInput } from '../../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../../bridge/domain/billing/calculate-bill.js';
import { TariffBook, type TariffVersion } from '../../../../../bridge/domain/billing/tariff-book.js';
import { compileTariff } from '../../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../../bridge/files/owrs/read-tariff.js';
import { startingLeakPolicy } from '../../../../../migrations/starting-leak-policy.js';
import { startingChart } from '../../../../support/ledger/starting-chart.js';
import { givenBill, givenService } from '../../billing/given-book.js';

export const ACCOUNT = '10-0042-01';
const LAST_READ = calendarDate('2026-07-15');

/** A shipped rate file as the tariff of a name. */
export function shippedRates(file: string, tariffId: string): TariffVersion {
  const compiled = compileTariff(readTariffText(readFileSync(`bridge/tariffs/${file}`, 'utf8'), file));
  return { tariffVersionId: `${tariffId}@${file}`, tariffId, effectiveFrom: calendarDate('2000-01-01'), compiled };
}

/** Calera's published water: $22.58 with 2,000 gallons, 3,000 more at $5.57 a thousand, all above at $4.00, and 4% tax. */
export const CALERA = shippedRates('examples/calera-water.2023-01-01.owrs', 'water');
/** The sample water: $21.50 with 2,500 gallons, then blocks at $5.40, $6.10 and $7.25. */
export const SAMPLE_WATER = shippedRates('sample-water.owrs', 'water');
/** Alabaster's sewer: $22.92 and $3.19 a thousand gallons. */
export const SEWER = shippedRates('alabaster-sewer.2026-02-15.owrs', 'sewer');

/** The Board's own policy with changes; what is undefined is left out. */
export function policyWith(changes: Readonly<Record<string, unknown>> = {}): CreditingPolicy {
  const value = Object.entries({ ...startingLeakPolicy, ...changes }).filter(([, each]) => each !== undefined);
  const policy = leakPolicySchema.parse(Object.fromEntries(value));
  assert.ok(policy.method !== 'none');
  return policy;
}

export interface GivenLeak {
  /** The use of monthly bills, the last one read on July 15, 2026. Their numbers are 1, 2, 3 ... */
  readonly gallons: readonly number[];
  readonly policy?: LeakPolicy;
  readonly versions?: readonly TariffVersion[];
  readonly bill?: Partial<BillInput>;
  readonly estimated?: readonly number[];
  readonly earlier?: LeakAccount['earlier'];
}

/** The facts of an account in Calera's city limits, with sewer by Alabaster's rates, unless told. */
export function givenLeak(given: GivenLeak): LeakFacts {
  const { gallons, versions = [CALERA, SEWER], estimated = [], earlier = [] } = given;
  const bills = gallons.map((used, index): PastUse => {
    const readOn = addMonths(LAST_READ, index - gallons.length + 1);
    return {
      billNumber: index + 1,
      from: addMonths(readOn, -1),
      readOn,
      gallons: used,
      isEstimated: estimated.includes(index + 1),
    };
  });
  const charges = new Map(bills.map((use) => [use.billNumber, chargesOf(use, versions, given.bill)]));
  return {
    policyOn: () => given.policy ?? policyWith(),
    chargeTypeOf: (service, nature) => startingChart().chargeTypeOf(service, nature),
    accounts: new Map([[ACCOUNT, { bills, earlier }]]),
    namedBills: new Map(
      bills.map(({ billNumber, readOn }) => [billNumber, { accountId: ACCOUNT, readOn, reversedBy: null }]),
    ),
    billNumbers: bills.map(({ billNumber }) => billNumber),
    chargesOf: (billNumber) => charges.get(billNumber) ?? [],
  };
}

function chargesOf(
  { from, readOn, gallons }: PastUse,
  versions: readonly TariffVersion[],
  facts: Partial<BillInput> = {},
): BilledCharge[] {
  const services = (['water', 'sewer'] as const).filter((name) => versions.some(({ tariffId }) => tariffId === name));
  const input = givenBill({
    period: fullPeriod(from, readOn),
    billedOn: readOn,
    usageGallons: gallons,
    data: [{ service: null, name: 'city_limits', value: 'inside', effectiveFrom: calendarDate('2000-01-01') }],
    services: services.map((name) => givenService(name)),
    ...facts,
  });
  return billedChargesOf(input, versions);
}

/** The charges of a bill as the books keep them. */
export function billedChargesOf(input: BillInput, versions: readonly TariffVersion[]): BilledCharge[] {
  const versionOf = (id: string) => {
    const found = versions.find(({ tariffVersionId }) => tariffVersionId === id);
    assert.ok(found);
    return found;
  };
  const { charges } = calculateBill(input, new TariffBook(versions));
  return charges.map(({ service, amountCents, inputs, tariffVersionId, segments }) => {
    const part = { version: versionOf(tariffVersionId), rateClass: input.rateClass, inputs, days: null };
    let daysBefore = 0;
    const parts = segments.map((segment) => {
      const days = { daysBefore, days: segment.days, ofDays: segment.ofDays };
      daysBefore += segment.days;
      return { ...part, version: versionOf(segment.tariffVersionId), inputs: segment.inputs, days };
    });
    const gallons = Number(inputs['usage_gallons']);
    return { service, amountCents, gallons, parts: parts.length > 0 ? parts : [part] };
  });
}

/** A request for the highest bills, for a service line leak whose documents came in two weeks after the last read. */
export function givenRequest(changes: Partial<LeakRequest> = {}): LeakRequest {
  return {
    accountId: ACCOUNT,
    billNumber: null,
    cause: 'service line leak',
    documentsOn: calendarDate('2026-07-29'),
    leakOn: null,
    requestedOn: calendarDate('2026-08-03'),
    creditedOn: changes.requestedOn ?? calendarDate('2026-08-03'),
    ...changes,
  };
}

/** The credit of a request. Fails where it is not credited. */
export function credited(facts: LeakFacts, request: LeakRequest = givenRequest()): LeakCredit {
  const decision = calculateLeakCredit(request, facts);
  if ('issues' in decision) assert.fail(decision.issues.map(({ message }) => message).join(' '));
  return decision;
}

/** The bills that a credit is of. */
export function billsOf({ shares }: LeakCredit): number[] {
  return billNumbersOf(shares);
}

/** A credit as "water -50.36". */
export function chargesOfCredit({ charges }: LeakCredit): string[] {
  return charges.map(({ chargeType, amountCents }) => `${chargeType} ${(amountCents / 100).toFixed(2)}`);
}

/** What is wrong, as "cause cause-not-credited"; empty where it is credited. */
export function issuesOf(decision: LeakDecision): string[] {
  return 'issues' in decision ? decision.issues.map(({ column, code }) => `${column} ${code}`) : [];
}
