import type { Command } from 'commander';
import { equalTotals } from '../domain/ledger/trial-balance.js';
import { generalLedgerCsv } from '../files/general-ledger/gl-csv.js';
import { postedTotals } from '../queries/trial-balance.js';
import { askedBy, withAsked, type AskedFlags } from './asked-options.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { addToChart, listChart } from './gl-chart.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { withPeriod, type PeriodFlags } from './period-options.js';
import { reportSheet } from './report-sheet.js';
import { withUtility } from './with-utility.js';

interface ExportFlags extends PeriodFlags {
  readonly detail: boolean;
}

interface ChartFlags extends WithData, AskedFlags {
  readonly add?: string;
}

/** Adds `curbstop gl`: the general ledger by month as CSV, and the chart of accounts. */
export function addGeneralLedger(curbstop: Command, ended: Ended): void {
  const gl = curbstop.command('gl').description('Work with the general ledger and the chart of accounts.');
  withPeriod(gl.command('export'))
    .description('Write as CSV what was posted, by month and account; the last row has the totals.')
    .option('--detail', 'a row per kind of entry too', false)
    .action(async (flags: ExportFlags) => ended(await exportLedger(dataFolder(flags.data), flags)));
  withPeriod(gl.command('trial-balance'))
    .description('Write as CSV what every account had before, what was posted, and what it has after.')
    .action(async ({ data, from: fromMonth, to: throughMonth }: PeriodFlags) =>
      ended(await reportSheet(dataFolder(data), 'trial-balance', { fromMonth, throughMonth })),
    );
  withAsked(gl.command('chart'), 'supervisor')
    .description('Write the chart of accounts as CSV, or add accounts to it. They are added only with --post.')
    .addOption(dataOption())
    .option('--add <file>', 'a CSV file with the columns account, name, kind and service')
    .action(async ({ data, add, ...flags }: ChartFlags) => {
      const folder = dataFolder(data);
      ended(add === undefined ? await listChart(folder) : await addToChart(folder, add, askedBy(flags)));
    });
}

async function exportLedger(folder: DataFolder, { from, to, detail }: ExportFlags): Promise<number> {
  return withUtility(folder, async (database) => {
    const rows = await postedTotals(database, from, to, { byKind: detail });
    process.stdout.write(generalLedgerCsv(rows, equalTotals(rows), { inDetail: detail }));
  });
}
