import { readFile } from 'node:fs/promises';
import { addLedgerAccounts } from '../commands/add-ledger-accounts.js';
import { counted } from '../contract/counted.js';
import { readChartCsv } from '../files/general-ledger/chart-csv.js';
import type { Chart, LedgerAccount } from '../domain/ledger/chart.js';
import { chart as chartOf } from '../queries/chart.js';
import { say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { outcomeLine, runCommand, type AskedByCommandLine } from './run-command.js';
import { tableCsv } from './table-csv.js';
import { withUtility } from './with-utility.js';

/** Writes the chart of accounts as CSV. */
export async function listChart(folder: DataFolder): Promise<number> {
  return withUtility(folder, async (database) => {
    const chart = await chartOf(database);
    const rows = chart.accounts.map((account) => {
      const { ledgerAccount, name, kind, service } = account;
      return [ledgerAccount, name, kind, service ?? '', useOf(account, chart)];
    });
    process.stdout.write(tableCsv(['account', 'name', 'kind', 'service', 'use'], rows));
  });
}

/** What the rules use an account for, whatever the settings say. */
function useOf({ ledgerAccount, purpose }: LedgerAccount, chart: Chart): string {
  return purpose ?? chart.byReceivable(ledgerAccount)?.chargeType ?? '';
}

/** Adds the accounts of a CSV file to the chart, or says which it would add. */
export async function addToChart(folder: DataFolder, file: string, asked: AskedByCommandLine): Promise<number> {
  return withUtility(folder, async (database) => {
    const accounts = readChartCsv(await withFile(file, () => readFile(file, 'utf8')));
    const done = await runCommand({ folder, database }, addLedgerAccounts, { accounts }, asked);
    const { added, thereAlready } = done.reply;
    say(`${counted(added.length, 'new account')}${added.length === 0 ? '' : `: ${added.join(', ')}`}.`);
    if (thereAlready.length > 0) say(`There already: ${thereAlready.join(', ')}.`);
    say(outcomeLine(done));
  });
}
