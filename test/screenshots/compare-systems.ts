import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runBills } from '../../bridge/queries/run-bills.js';
import { billRun } from '../../bridge/queries/run-facts.js';
import type { Guide } from './guide.js';

/** The run of the first cycle beside a file of another system that has some charges otherwise. */
export async function compareSystems(guide: Guide, folder: string): Promise<void> {
  const { desk, camera } = guide;
  const file = path.join(folder, 'system-in-use.csv');
  await writeFile(file, await chargesOfAnotherSystem(guide));
  await guide.press('Compare systems');
  await desk.pane.locator('input[type=file]').setInputFiles(file);
  await guide.told(/ equal; \d+ lines to look at$/);
  await camera.pane('compare.png', 1_140);
  await guide.pull('comparison', 'Pull Comparison');
  await guide.photograph('comparison');
  await guide.home();
}

/** The preview's own charges, but for a few: other carts, a class, a read, a cent, a line too few and one too many. */
async function chargesOfAnotherSystem(guide: Guide): Promise<string> {
  const [billRunId = ''] = await guide.ask<string>(
    `SELECT bill_run_id FROM bill_run WHERE status = 'open' ORDER BY cycle_id LIMIT 1`,
  );
  const bills = await runBills(guide.database, await billRun(guide.database, billRunId));
  const lines = bills.flatMap(({ accountId, bill }) =>
    (bill?.charges ?? []).map(({ service, inputs, amountCents }) => {
      return { accountId, service, gallons: inputs['usage_gallons'] ?? '', charge: Number(amountCents) };
    }),
  );
  const nth = (service: string, place: number) => lines.filter((line) => line.service === service)[place];
  Object.assign(nth('garbage', 3) ?? {}, { charge: 3_000 });
  Object.assign(nth('garbage', 9) ?? {}, { charge: 4_003 });
  Object.assign(nth('water', 5) ?? {}, { gallons: '5000', charge: 3_500 });
  Object.assign(nth('water', 8) ?? {}, { charge: (nth('water', 8)?.charge ?? 0) + 1 });
  Object.assign(nth('water', 12) ?? {}, { charge: (nth('water', 12)?.charge ?? 0) + 1_450 });
  Object.assign(nth('sewer', 7) ?? {}, { charge: (nth('sewer', 7)?.charge ?? 0) - 2_292 });
  Object.assign(nth('sewer', 10) ?? {}, { charge: (nth('sewer', 10)?.charge ?? 0) + 777 });
  const rows = lines.slice(1).map(({ accountId, service, gallons, charge }) => {
    return `${accountId},${service},${gallons},${(charge / 100).toFixed(2)}`;
  });
  return ['Account,Service,Usage (gal),Charge', ...rows, '10-9999-01,WTR,4200,30.68'].join('\r\n');
}
