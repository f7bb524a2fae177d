import type { Command } from 'commander';
import type { Month } from '../contract/month.js';
import { equalTotals } from '../domain/ledger/trial-balance.js';
import { generalLedgerCsv } from '../files/general-ledger/gl-csv.js';
import { postedTotals } from '../queries/trial-balance.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { reportSheet } from './report-sheet.js';
import { typedMonth } from './typed-month.js';
import { withUtility } from './with-utility.js';

interface PeriodFlags extends WithData {
  readonly from: Month;
  readonly to: Month;
}

/** Adds `curbstop gl` and `curbstop remittance`: the general ledger and what is due to the City, by month, as CSV. */
export function addGeneralLedger(curbstop: Command, ended: Ended): void {
  const gl = curbstop.command('gl').description('Work with the general ledger.');
  withPeriod(gl.command('export'))
    .description('Write as CSV what was posted, by month and account; the last row has the totals.')
    .action(async (flags: PeriodFlags) => ended(await exportLedger(dataFolder(flags.data), flags)));
  withPeriod(gl.command('trial-balance'))
    .description('Write as CSV what every account had before, what was posted, and what it has after.')
    .action(async (flags: PeriodFlags) => ended(await report('trial-balance', flags)));
  withPeriod(curbstop.command('remittance'))
    .description('Write as CSV what is due to the City of its services, by month, beside the ledger.')
    .action(async (flags: PeriodFlags) => ended(await report('remittance', flags)));
}

function withPeriod(command: Command): Command {
  return command
    .addOption(dataOption())
    .requiredOption('--from <month>', 'the first month, as 2027-01', typedMonth)
    .requiredOption('--to <month>', 'the last month', typedMonth);
}

function report(kind: 'trial-balance' | 'remittance', { data, from, to }: PeriodFlags): Promise<number> {
  return reportSheet(dataFolder(data), kind, { fromMonth: from, throughMonth: to });
}

async function exportLedger(folder: DataFolder, { from, to }: PeriodFlags): Promise<number> {
  return withUtility(folder, async (database) => {
    const rows = await postedTotals(database, from, to);
    process.stdout.write(generalLedgerCsv(rows, equalTotals(rows)));
  });
}
