import type { ServiceName } from '../contract/services.js';
import type { BillFacts, ServiceFacts } from '../domain/billing/bill-input.js';
import { anyClassNeeds } from '../domain/billing/class-billing.js';
import type { CompiledTariff } from '../domain/tariff/index.js';
import type { Database } from '../store/database.js';
import { accountFacts, type AccountsMeant } from './account-facts.js';
import { billedReads, type BilledRead } from './billed-reads.js';
import { billedServices } from './billed-services.js';
import type { BillRun } from './run-facts.js';

/** What a bill run would give a charge beyond its class, days and use. */
export type StudiedFacts = Pick<BillFacts, 'meterSize' | 'registers' | 'data' | 'pastBills'> &
  Pick<ServiceFacts, 'carts' | 'unmeteredGallons'>;

export interface FactsAsked {
  readonly run: BillRun;
  readonly accounts: AccountsMeant;
  /** The service whose charges are studied, on the tariff. */
  readonly tariffId: string;
  /** The rates that are studied: only what they ask for is read. */
  readonly rates: CompiledTariff;
}

/**
 * Reads what the bill run of a posted run would give other rates, as it reads it itself, and gives what is of one account.
 */
export async function studiedFacts(
  database: Database,
  { run, accounts, tariffId, rates }: FactsAsked,
): Promise<(accountId: string, service: ServiceName) => StudiedFacts> {
  const needs = (name: string) => anyClassNeeds(rates, name);
  const factsOf = await accountFacts(database, accounts, { needs }, run.billedOn);
  const servicesOf = asksForService(needs)
    ? await billedServices(database, accounts, { from: run.periodFrom, to: run.periodTo })
    : () => [];
  const readsOf =
    needs('current_reading') || needs('meter_size')
      ? await billedReads(database, run.billRunId, accounts)
      : (): readonly BilledRead[] => [];
  return (accountId, name) => {
    const service = servicesOf(accountId).find((one) => one.service === name && one.tariffId === tariffId);
    const reads = readsOf(accountId);
    return {
      ...factsOf(accountId),
      meterSize: reads[0]?.meterSize ?? null,
      registers: needs('current_reading') ? reads.map(({ readings }) => readings()) : [],
      carts: service?.carts ?? null,
      unmeteredGallons: service?.unmeteredGallons ?? null,
    };
  };
}

/** Where no meter measures, there are no readings, and the agreed gallons are their own average. */
function asksForService(needs: (name: string) => boolean): boolean {
  return needs('carts') || needs('winter_average') || needs('current_reading');
}
