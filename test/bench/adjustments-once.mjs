// Previews and pushes adjustments of every account of a ledger with the bridge as it is built, and prints the seconds as JSON.
import { randomUUID } from 'node:crypto';
import { pushSheet } from '../../dist/bridge/commands/push-sheet/push-sheet.js';
import { CommandProcessor } from '../../dist/bridge/commands/processor.js';
import { adjustmentsSheet } from '../../dist/bridge/contract/sheets/adjustments.js';
import { sentColumns } from '../../dist/bridge/contract/sheets/sheet-kind.js';
import { openDatabase } from '../../dist/bridge/store/database.js';
import { keepPull } from '../../dist/bridge/store/sheet-pulls.js';

const [databaseFile, now] = process.argv.slice(2);
/** Half of the bills are wrong for water and half for garbage; each tenth is a gift. */
const KINDS = ['billing error', 'misread'];

const database = await openDatabase(databaseFile);
const [{ person_id: personId, name, role }] = await database('person').where({ role: 'supervisor' });
const accounts = await database('account').orderBy('account_id').pluck('account_id');
const processor = new CommandProcessor(database, () => new Date(now));
const pullId = randomUUID();
await keepPull(database, { pullId, kind: 'adjustments', parameters: {}, asOf: now, personId }, []);
const rows = accounts.map((account, index) => row(account, index));

const preview = await push(true);
const posted = await push(false);
const [{ entries, postings }] = await database.raw(
  `SELECT count(DISTINCT entry_number) AS entries, count(*) AS postings FROM posting
   JOIN journal_entry USING (entry_number) WHERE kind = 'adjustment'`,
);
const copying = await copied();
await database.destroy();
process.stdout.write(JSON.stringify({ rows: rows.length, entries, postings, preview, push: posted, copying }));

/** What plain SQL takes to write the same rows once more, into tables with nothing around them. */
async function copied() {
  const began = performance.now();
  await database.transaction(async (trx) => {
    const ofPush = `IN (SELECT entry_number FROM journal_entry WHERE kind = 'adjustment')`;
    for (const table of ['journal_entry', 'posting', 'allocation', 'adjustment']) {
      await trx.raw(`CREATE TABLE copy_of_${table} AS SELECT * FROM ${table} WHERE entry_number ${ofPush}`);
    }
  });
  return (performance.now() - began) / 1000;
}

function row(account, index) {
  const typed = {
    account,
    service: index % 2 === 0 ? 'water' : 'garbage',
    kind: index % 10 === 9 ? 'goodwill' : KINDS[index % 2],
    amount: '-1.25',
    reason: 'Benchmark',
    note: `Row ${index}`,
  };
  const cells = sentColumns(adjustmentsSheet).map(({ id }) => typed[id] ?? null);
  return { key: `A${index + 1}-BENCH`, sheetRow: index + 5, cells };
}

async function push(dryRun) {
  const payload = { pullId, mode: 'all', knownReceipts: [], rows };
  const request = { commandId: randomUUID(), dryRun, reason: 'Benchmark', payload };
  const began = performance.now();
  const { outcome, reply } = await processor.run(pushSheet, request, {
    person: { personId, name, role },
    clientId: null,
  });
  const seconds = (performance.now() - began) / 1000;
  if (outcome !== (dryRun ? 'previewed' : 'applied') || reply.applied !== rows.length) {
    throw new Error(`The push is ${outcome}: ${JSON.stringify(reply.issues.slice(0, 3))}`);
  }
  return seconds;
}
