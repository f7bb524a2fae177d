import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { pushSheet } from '../commands/push-sheet/push-sheet.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import type { PushRow, PushSheetReply, SheetCell } from '../contract/commands/push-sheet.js';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import { lateChargesSheet } from '../contract/sheets/late-charges.js';
import { sentColumns } from '../contract/sheets/sheet-kind.js';
import { pulls } from '../queries/sheets/index.js';
import type { Database } from '../store/database.js';
import { keepPull } from '../store/sheet-pulls.js';
import { transaction } from '../store/transaction.js';
import { askedBy, withAsked, type AskedFlags } from './asked-options.js';
import { note, say } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { outcomeLine, runCommand } from './run-command.js';
import { tableCsv } from './table-csv.js';
import { typedDate } from './typed-date.js';
import { withUtility } from './with-utility.js';

/** Adds `curbstop late-charges`: who is late for a due date, as CSV; with --post they are charged. */
export function addLateCharges(curbstop: Command, ended: Ended): void {
  withAsked(curbstop.command('late-charges'), 'coordinator')
    .argument('<date>', 'the due date, as 2027-01-31', typedDate)
    .description('Write as CSV who is late for a due date; charge all that nothing was decided on yet with --post.')
    .addOption(dataOption())
    .action(async (dueOn: CalendarDate, { data, ...flags }: WithData & AskedFlags) =>
      ended(await lateCharges(dataFolder(data), dueOn, flags)),
    );
}

/** The push of a sheet in which every undecided row says "charge"; what was reversed is left to a person who says why. */
async function lateCharges(folder: DataFolder, dueOn: CalendarDate, flags: AskedFlags): Promise<number> {
  return withUtility(folder, async (database) => {
    const { subject, rows, totals } = await pulled(database, dueOn);
    process.stdout.write(
      tableCsv(
        lateChargesSheet.columns.map(({ header }) => header),
        rows,
      ),
    );
    note(
      [`${lateChargesSheet.title}: ${subject}`, ...totals.map(({ label, value }) => `${label}: ${value}`)].join('. '),
    );
    const undecided = rows.flatMap((row, index) => (cellOf(row, 'todo') === 'decide' ? [chargedRow(row, index)] : []));
    if (undecided.length === 0 || flags.post !== true) return;
    const pullId = randomUUID();
    const pull = {
      pullId,
      kind: 'late-charges',
      parameters: { dueOn },
      asOf: new Date().toISOString(),
      personId: flags.person,
    };
    await keepPull(database, pull, rows);
    const payload = { pullId, mode: 'all', knownReceipts: [], rows: undecided };
    const answer = await runCommand({ folder, database }, pushSheet, payload, askedBy(flags));
    if (answer.outcome === 'refused') throw refused(answer.reply);
    say(`Charged: ${counted(answer.reply.applied, 'account')}. ${outcomeLine(answer)}`);
  });
}

/** The sheet as a pull brings it, at one moment. */
function pulled(database: Database, dueOn: CalendarDate): ReturnType<(typeof pulls)['late-charges']> {
  return transaction(database, (trx) => pulls['late-charges'](trx, { dueOn }, new Date()));
}

const FIRST_ROW = 5;

function chargedRow(row: readonly SheetCell[], index: number): PushRow {
  const cells = sentColumns(lateChargesSheet).map(({ id }) => (id === 'decision' ? 'charge' : cellOf(row, id)));
  return { key: String(row[0]), sheetRow: FIRST_ROW + index, cells };
}

function cellOf(row: readonly SheetCell[], column: string): SheetCell {
  return row[lateChargesSheet.columns.findIndex(({ id }) => id === column)] ?? null;
}

function refused({ issues }: PushSheetReply): CurbstopError {
  return new CurbstopError({
    code: 'late-charges-refused',
    message: 'Nobody was charged.',
    fix: 'Run it again; what is listed was changed meanwhile.',
    issues,
  });
}
