import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import { lastDayOf, monthOf, monthsBetween, type Month } from '../../contract/month.js';
import type { ServiceName } from '../../contract/services.js';
import type { Chart } from './chart.js';

/** What was charged, as the bills, late charges and adjustments say; an adjustment may be negative. */
export interface ChargedRow {
  readonly on: CalendarDate;
  /** By the rules of which day it is the City's: of its own, or of the charge that it takes back. */
  readonly ruledOn: CalendarDate;
  readonly column: 'billed' | 'lateCharges' | 'adjusted';
  readonly chargeType: string;
  readonly amountCents: number;
}

/** What was applied to charges that go by the rules of a day: money, a write-off, or a credit of another kind. */
export interface AppliedRow {
  readonly on: CalendarDate;
  readonly ruledOn: CalendarDate;
  readonly column: 'collected' | 'writtenOff' | null;
  readonly chargeType: string;
  readonly amountCents: number;
}

/** The journal and the documents behind it, summed by day. */
export interface RemittanceFacts {
  readonly charged: readonly ChargedRow[];
  /** Debits on receivables, by which items came to be. */
  readonly items: readonly {
    readonly on: CalendarDate;
    readonly ruledOn: CalendarDate;
    readonly chargeType: string;
    readonly amountCents: number;
  }[];
  readonly applied: readonly AppliedRow[];
  readonly remitted: readonly { readonly on: CalendarDate; readonly service: string; readonly amountCents: number }[];
  /** Postings on ledger accounts; a credit is negative. */
  readonly ledger: readonly {
    readonly on: CalendarDate;
    readonly ledgerAccount: string;
    readonly amountCents: number;
  }[];
}

/** The City's share of a service in a month. */
export interface RemittanceMonth {
  readonly service: ServiceName;
  readonly month: Month;
  /** As agreed on the last day of the month; null where the service is the City's no longer, or not yet. */
  readonly basis: 'billed' | 'collected' | null;
  /** Due and not collected together, at the end of the month before. */
  readonly beforeCents: Cents;
  readonly billedCents: Cents;
  readonly lateChargesCents: Cents;
  readonly adjustedCents: Cents;
  /** What the City bears, less what was recovered of it. */
  readonly writtenOffCents: Cents;
  readonly remittedCents: Cents;
  /** Money applied to the City's charges, whatever the basis; what was returned is taken off. */
  readonly collectedCents: Cents;
  /** Open at the end of the month of what becomes due only when it is collected. */
  readonly notCollectedCents: Cents;
  readonly dueCents: Cents;
  readonly ledgerDueCents: Cents;
  readonly ledgerNotCollectedCents: Cents;
  /** How far the report is from the ledger, in both together: zero. */
  readonly differenceCents: Cents;
}

/**
 * What is due to the City of each of its services, month by month. It is reckoned from bills, documents and open items,
 * and put beside the ledger. Always: before + billed + late charges + adjusted - written off - remitted
 * = not collected + due.
 */
export function remittanceReport(facts: RemittanceFacts, chart: Chart, from: Month, through: Month): RemittanceMonth[] {
  return chart.cityServices().flatMap((city) => {
    const share = cityShare(facts, chart, city.service);
    const balanceOf = (accounts: Set<string>, last: CalendarDate) =>
      -sum(facts.ledger.filter(({ on, ledgerAccount }) => on <= last && accounts.has(ledgerAccount)));
    return monthsBetween(from, through).map((month) => {
      const last = lastDayOf(month);
      const ledgerDue = balanceOf(city.due, last);
      const ledgerNotCollected = balanceOf(city.notCollected, last);
      return monthRow(share, { service: city.service, month, ledgerDue, ledgerNotCollected }, chart);
    });
  });
}

/** What is due of a service for a month and those before, less all that was remitted since; no more than is due today. */
export function dueThrough(
  facts: RemittanceFacts,
  chart: Chart,
  service: ServiceName,
  throughMonth: Month,
  today: CalendarDate,
): Cents {
  const months = remittanceReport(facts, chart, throughMonth, monthOf(today)).filter((row) => row.service === service);
  const [first, ...later] = months;
  const remittedSince = later.reduce((total, { remittedCents }) => total + remittedCents, 0);
  return cents(Math.min((first?.dueCents ?? 0) - remittedSince, months.at(-1)?.dueCents ?? 0));
}

/** The City's part of the facts of a service. */
interface CityShare {
  readonly charged: readonly ChargedRow[];
  readonly applied: readonly AppliedRow[];
  readonly remitted: RemittanceFacts['remitted'];
  /** What becomes due when it is collected: items, and less what was applied to them. */
  readonly waiting: readonly { readonly on: CalendarDate; readonly amountCents: number }[];
}

function cityShare(facts: RemittanceFacts, chart: Chart, service: ServiceName): CityShare {
  const ofCity = (chargeType: string, on: CalendarDate) => {
    if (chart.chargeType(chargeType).service !== service || !chart.isOfCity(chargeType, on)) return null;
    const { credited, whenCollected, writtenOffTo } = chart.creditedFor(chargeType, on);
    return { waits: whenCollected !== null, bearsWriteOff: writtenOffTo === credited };
  };
  const applied = facts.applied.filter(({ chargeType, ruledOn }) => ofCity(chargeType, ruledOn) !== null);
  const items = facts.items.filter(({ chargeType, ruledOn }) => ofCity(chargeType, ruledOn)?.waits);
  const settled = applied.filter(({ chargeType, ruledOn }) => ofCity(chargeType, ruledOn)?.waits);
  return {
    charged: facts.charged.filter(({ chargeType, ruledOn }) => ofCity(chargeType, ruledOn) !== null),
    applied: applied.filter(
      ({ column, chargeType, ruledOn }) => column !== 'writtenOff' || ofCity(chargeType, ruledOn)?.bearsWriteOff,
    ),
    remitted: facts.remitted.filter((row) => row.service === service),
    waiting: [...items, ...settled.map(({ on, amountCents }) => ({ on, amountCents: -amountCents }))],
  };
}

interface MonthFacts {
  readonly service: ServiceName;
  readonly month: Month;
  readonly ledgerDue: number;
  readonly ledgerNotCollected: number;
}

function monthRow(
  share: CityShare,
  { service, month, ledgerDue, ledgerNotCollected }: MonthFacts,
  chart: Chart,
): RemittanceMonth {
  const owner = chart.ownerOf(service, lastDayOf(month));
  const within = <Row extends { readonly on: CalendarDate }>(rows: readonly Row[]) =>
    rows.filter(({ on }) => monthOf(on) === month);
  const charged = (column: ChargedRow['column']) => sum(within(share.charged).filter((row) => row.column === column));
  const applied = (column: AppliedRow['column']) => sum(within(share.applied).filter((row) => row.column === column));
  const before = shareOf(share, (on) => monthOf(on) < month);
  const notCollected = sum(share.waiting.filter(({ on }) => monthOf(on) <= month));
  const due = shareOf(share, (on) => monthOf(on) <= month) - notCollected;
  return {
    service,
    month,
    basis: owner.owner === 'city' ? owner.basis : null,
    beforeCents: cents(before),
    billedCents: cents(charged('billed')),
    lateChargesCents: cents(charged('lateCharges')),
    adjustedCents: cents(charged('adjusted')),
    writtenOffCents: cents(applied('writtenOff')),
    remittedCents: cents(sum(within(share.remitted))),
    collectedCents: cents(applied('collected')),
    notCollectedCents: cents(notCollected),
    dueCents: cents(due),
    ledgerDueCents: cents(ledgerDue),
    ledgerNotCollectedCents: cents(ledgerNotCollected),
    differenceCents: cents(Math.abs(due - ledgerDue) + Math.abs(notCollected - ledgerNotCollected)),
  };
}

/** What the City has a claim to of these days, collected or not: charges, less what it bears and was paid. */
function shareOf({ charged, applied, remitted }: CityShare, isWanted: (on: CalendarDate) => boolean): number {
  const writtenOff = applied.filter(({ column }) => column === 'writtenOff');
  const [charges = 0, borne = 0, paid = 0] = [charged, writtenOff, remitted].map((rows) =>
    sum(rows.filter(({ on }) => isWanted(on))),
  );
  return charges - borne - paid;
}

function sum(rows: readonly { readonly amountCents: number }[]): number {
  return rows.reduce((total, { amountCents }) => total + amountCents, 0);
}
