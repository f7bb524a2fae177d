import type { Command } from 'commander';
import { addRoute } from '../commands/add-route.js';
import { counted } from '../contract/counted.js';
import { cycleRoutes } from '../queries/route-stops.js';
import { askedBy, withAsked, type AskedFlags } from './asked-options.js';
import { say } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { reportSheet } from './report-sheet.js';
import { outcomeLine, runCommand, type AskedByCommandLine } from './run-command.js';
import { withUtility } from './with-utility.js';

interface ExportFlags extends WithData {
  readonly route: string[];
}

interface AddFlags extends WithData, AskedFlags {
  readonly cycle: string;
  readonly name: string;
}

/** Adds `curbstop routes`: the routes and their stops. */
export function addRoutes(curbstop: Command, ended: Ended): void {
  const routes = curbstop.command('routes').description('Work with routes and their walking order.');
  routes
    .command('list')
    .description('List the cycles with their routes, and how many stops each has.')
    .addOption(dataOption())
    .action(async ({ data }: WithData) => ended(await list(dataFolder(data))));
  routes
    .command('export')
    .description('Write the stops of routes as CSV, in walking order.')
    .addOption(dataOption())
    .requiredOption('--route <name...>', 'the routes')
    .action(async ({ data, route: routeIds }: ExportFlags) =>
      ended(await reportSheet(dataFolder(data), 'route-book', { routeIds })),
    );
  withAsked(routes.command('add <route>'), 'coordinator')
    .description('Make a route without stops; they are moved to it in a Route Book sheet.')
    .addOption(dataOption())
    .requiredOption('--cycle <name>', 'its cycle, as curbstop routes list names it')
    .requiredOption('--name <text>', 'where it is')
    .action(async (routeId: string, { data, cycle: cycleId, name, ...flags }: AddFlags) =>
      ended(await add(dataFolder(data), { routeId, cycleId, name }, askedBy(flags))),
    );
}

async function list(folder: DataFolder): Promise<number> {
  return withUtility(folder, async (database) => {
    for (const cycle of await cycleRoutes(database)) {
      say(`${cycle.cycleId}: ${cycle.name}`);
      cycle.routes.forEach(({ routeId, name, stops }) => say(`  ${routeId}  ${name}; ${counted(stops, 'stop')}`));
    }
  });
}

async function add(
  folder: DataFolder,
  route: { readonly routeId: string; readonly cycleId: string; readonly name: string },
  asked: AskedByCommandLine,
): Promise<number> {
  return withUtility(folder, async (database) => {
    const done = await runCommand({ folder, database }, addRoute, route, asked);
    say(`Route ${done.reply.routeId}, ${done.reply.name}, in ${done.reply.cycleName}.`);
    say(outcomeLine(done));
  });
}
