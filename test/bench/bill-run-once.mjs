// Previews and posts the open run of a ledger with the bridge as it is built, and prints what each took as JSON.
import { randomUUID } from 'node:crypto';
import { approveBillRun } from '../../dist/bridge/commands/approve-bill-run.js';
import { postBillRun } from '../../dist/bridge/commands/post-bill-run.js';
import { CommandProcessor } from '../../dist/bridge/commands/processor.js';
import { billRunProgress } from '../../dist/bridge/queries/run-steps.js';
import { CalculatedRuns } from '../../dist/bridge/queries/calculated-runs.js';
import { lookOf } from '../../dist/bridge/queries/run-look.js';
import { billsToPost, reviewedRun } from '../../dist/bridge/queries/bill-review.js';
import { totalsOfBills } from '../../dist/bridge/queries/run-totals.js';
import { billRun } from '../../dist/bridge/queries/run-facts.js';
import { keepLook } from '../../dist/bridge/store/bill-run-looks.js';
import { openDatabase } from '../../dist/bridge/store/database.js';
import { transaction } from '../../dist/bridge/store/transaction.js';

const [databaseFile, billRunId, now] = process.argv.slice(2);
const SAMPLE_EVERY_MS = 20;

const database = await openDatabase(databaseFile);
const [person] = await database('person').where({ role: 'supervisor' });
const processor = new CommandProcessor(database, () => new Date(now));

const preview = await measured(previewed);
const again = await measured(() =>
  transaction(database, (trx) => billRunProgress(trx, billRunId, actorOf(person), new CalculatedRuns())),
);
const { bills, totalCents } = again.result;
const confirmed = { billRunId, confirmedBills: bills, confirmedTotalCents: totalCents };
const approval = await measured(() => applied(approveBillRun, confirmed));
const post = await measured(() => applied(postBillRun, confirmed));
await database.destroy();
const told = { bills, preview, again, approval, post };
const figures = ([name, value]) => [name, typeof value === 'number' ? value : { ...value, result: undefined }];
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(told).map(figures))));

/** Every bill calculated, judged, added up by service, tariff, class and route, and kept as it was looked at. */
async function previewed() {
  const reviewed = await transaction(database, async (trx) => reviewedRun(trx, await billRun(trx, billRunId)));
  const totals = totalsOfBills(billsToPost(reviewed));
  const look = { billRunId, lookedAt: now, bills: lookOf(reviewed) };
  await keepLook(database, look, actorOf(person));
  return totals;
}

async function applied(command, payload) {
  const request = { commandId: randomUUID(), dryRun: false, reason: 'Benchmark', payload };
  const { outcome, reply } = await processor.run(command, request, { person: actorOf(person), clientId: null });
  if (outcome !== 'applied') throw new Error(`${command.kind} is ${outcome}: ${JSON.stringify(reply)}`);
  return reply;
}

function actorOf({ person_id: personId, name, role }) {
  return { personId, name, role };
}

/** The seconds that work takes, the most memory meanwhile, and how long the bridge would have kept others waiting at once. */
async function measured(work) {
  let [megabytes, waitMs, last] = [0, 0, performance.now()];
  const sample = () => {
    megabytes = Math.max(megabytes, process.memoryUsage.rss() / 2 ** 20);
    waitMs = Math.max(waitMs, performance.now() - last - SAMPLE_EVERY_MS);
    last = performance.now();
  };
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  sample();
  clearInterval(timer);
  return { seconds, megabytes, waitMs, result };
}
