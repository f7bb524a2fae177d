import { calendarDate } from '../contract/calendar-date.js';
import type { TariffImpact } from '../contract/tariff-impact.js';
import { ImpactTally } from '../domain/rate-study/impact-tally.js';
import { reprice } from '../domain/rate-study/reprice.js';
import type { CompiledTariff } from '../domain/tariff/index.js';
import type { Database } from '../store/database.js';
import { postedCharges } from './posted-charges.js';
import type { Tariff } from './tariffs.js';

/** What other rates would change in the bills of each cycle's last posted run. Throws `amounts-too-large`. */
export async function tariffImpact(
  database: Database,
  { tariffId, service }: Tariff,
  rates: CompiledTariff,
): Promise<TariffImpact> {
  const runs = await lastPostedRuns(database);
  const billRunIds = runs.map(({ billRunId }) => billRunId);
  const tally = new ImpactTally();
  for await (const charges of postedCharges(database, { tariffId, billRunIds, rates })) {
    for (const charge of charges) tally.add(reprice(charge, rates));
  }
  return { tariffId, service, runs, ...tally.impact() };
}

interface RunRow {
  readonly bill_run_id: string;
  readonly cycle_name: string;
  readonly period_to: string;
}

async function lastPostedRuns(database: Database): Promise<TariffImpact['runs']> {
  const rows = await database.raw<RunRow[]>(
    `SELECT bill_run_id, cycle.name AS cycle_name, max(period_to) AS period_to
     FROM standing_run JOIN cycle USING (cycle_id) GROUP BY cycle_id ORDER BY cycle_id`,
  );
  return rows.map((row) => ({
    billRunId: row.bill_run_id,
    cycleName: row.cycle_name,
    periodTo: calendarDate(row.period_to),
  }));
}
