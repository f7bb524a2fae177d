import type { Database } from '../../bridge/store/database.js';
import type { ClientJournal, SentCommand } from './client-journal.js';

type Written = ReturnType<ClientJournal['read']>;

/** What is wrong in a database that a killed bridge left behind, by a look at the whole that takes little time. */
export async function quickProof(database: Database): Promise<string[]> {
  const faults: string[] = [];
  const expect = async (what: string, query: string, wanted: unknown) => {
    const [row] = await database.raw<Record<string, unknown>[]>(query);
    const found = row === undefined ? undefined : Object.values(row)[0];
    if (found !== wanted) faults.push(`${what}: ${String(found)}, not ${String(wanted)}`);
  };
  await expect('the file', 'PRAGMA quick_check', 'ok');
  await expect('a key without its row', 'PRAGMA foreign_key_check', undefined);
  await expect('the sum of all postings', 'SELECT coalesce(sum(amount_cents), 0) FROM posting', 0);
  await expect(
    'postings that the entries count',
    'SELECT (SELECT count(*) FROM posting) - (SELECT sum(posting_count) FROM journal_entry)',
    0,
  );
  return faults;
}

/** Every acknowledged command is there once, with the receipt that the client was told. */
export async function acknowledgedAreThere(database: Database, written: Written): Promise<string[]> {
  const rows = await database.raw<{ command_id: string; command_number: number }[]>(
    'SELECT command_id, command_number FROM command',
  );
  const numbers = new Map(rows.map((row) => [row.command_id, row.command_number]));
  return written.flatMap(({ command, receipt }) =>
    receipt === null || numbers.get(command.commandId) === receipt
      ? []
      : [
          `${command.kind} ${command.commandId} was acknowledged as receipt ${receipt} and is ${numbers.get(command.commandId) ?? 'not there'}`,
        ],
  );
}

/** Every command that is there had its effect once, and one that is not there had none. */
export async function effectsAreThereOnce(database: Database, written: Written): Promise<string[]> {
  const kept = new Set(
    (await database.raw<{ id: string }[]>('SELECT command_id AS id FROM command')).map(({ id }) => id),
  );
  const effects = await database.raw<{ mark: string; cents: number; times: number }[]>(
    `SELECT reference AS mark, sum(amount_cents) AS cents, count(*) AS times FROM payment
     WHERE reference <> '' AND import_number IS NULL GROUP BY reference
     UNION ALL
     SELECT file_name, sum(amount_cents), count(*) / count(DISTINCT line_number) FROM payment_import JOIN (
       SELECT import_number, line_number, amount_cents FROM payment
       UNION ALL SELECT import_number, line_number, amount_cents FROM suspense_item) USING (import_number)
     GROUP BY file_name
     UNION ALL SELECT row_key, sum(amount_cents), count(*) FROM ledger_document WHERE row_key IS NOT NULL GROUP BY row_key
     UNION ALL SELECT row_key, sum(amount_cents), count(*) FROM adjustment GROUP BY row_key
     UNION ALL SELECT bill_run_id, sum(total_cents), 1 FROM bill GROUP BY bill_run_id`,
  );
  const byMark = new Map(effects.map((effect) => [effect.mark, effect]));
  return written.flatMap(({ command }) => faultOf(command, kept.has(command.commandId), byMark.get(command.mark)));
}

function faultOf(
  { kind, mark, cents }: SentCommand,
  isKept: boolean,
  effect: { readonly cents: number; readonly times: number } | undefined,
): string[] {
  if (isKept && effect?.times === 1 && effect.cents === cents) return [];
  if (!isKept && effect === undefined) return [];
  const found = effect === undefined ? 'no effect' : `${effect.cents} cents, ${effect.times} times`;
  return [`${kind} ${mark} of ${cents} cents, ${isKept ? 'in' : 'not in'} the list of commands, has ${found}`];
}
