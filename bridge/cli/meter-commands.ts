import { Option, type Command } from 'commander';
import { meterStates, type MetersParameters } from '../contract/sheets/meters.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { reportSheet } from './report-sheet.js';

interface ListFlags extends WithData {
  readonly state?: NonNullable<MetersParameters['state']>;
  readonly route?: string;
}

/** Adds `curbstop meters`: the inventory of meters, and the history of one. */
export function addMeters(curbstop: Command, ended: Ended): void {
  const meters = curbstop.command('meters').description('Tell of meters: where they are, and what was done with one.');
  meters
    .command('list')
    .description('Write the meters as CSV: all of them unless told.')
    .addOption(dataOption())
    .addOption(new Option('--state <state>', 'only those in this state').choices(meterStates))
    .addOption(new Option('--route <route>', 'only those in place on a route').conflicts('state'))
    .action(async ({ data, state, route: routeId }: ListFlags) =>
      ended(await reportSheet(dataFolder(data), 'meters', { state, routeId })),
    );
  meters
    .command('history <meter>')
    .description('Write as CSV where a meter was, its tests and its readings, the newest first.')
    .addOption(dataOption())
    .action(async (meterId: string, { data }: WithData) =>
      ended(await reportSheet(dataFolder(data), 'meter-history', { meterId })),
    );
}
