import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import type { StopChoice } from '../contract/commands/load-route-books.js';
import { readingFormatSchema, VENDOR_FORMATS, type ReadingFormat } from '../contract/reading-file.js';
import { dataFolder } from './data-folder.js';
import { load } from './load.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface LoadFlags extends WithData {
  readonly out: string;
  readonly route: readonly string[];
  readonly stops?: StopRange;
  readonly account: readonly string[];
  readonly rereads: boolean;
  readonly onlyUnread: boolean;
  readonly leaveOutMisfits: boolean;
  readonly format?: ReadingFormat;
  readonly person: string;
  readonly preview: boolean;
}

interface StopRange {
  readonly fromStop: number;
  readonly toStop: number;
}

/** Adds `curbstop load`: the route books of a run for handhelds, laptops and networks. */
export function addLoad(curbstop: Command, ended: Ended): void {
  curbstop
    .command('load')
    .addArgument(new Argument('<run>', 'the open bill run, such as 1-2026-11'))
    .description('Write the route books of a run for its devices: the whole cycle, or the stops that are named.')
    .addOption(dataOption())
    .requiredOption('--out <folder>', 'where the files are written')
    .addOption(new Option('--route <id>', 'stops of this route; may be repeated').argParser(more).default([], 'all'))
    .option('--stops <from-to>', 'a part of the one route, by stop numbers such as 10-250', stopRange)
    .addOption(
      new Option('--account <number>', 'stops of this account; may be repeated').argParser(more).default([], 'all'),
    )
    .option('--rereads', 'only stops that wait for a reread', false)
    .option('--only-unread', 'leave out what was read already', false)
    .option('--leave-out-misfits', 'leave out accounts that do not fit the file, and say which', false)
    .option('--format <name>', "the kind of device, or layout:NAME of the utility's own (the cycle's)", formatName)
    .option('--person <id>', 'who loads them', 'coordinator')
    .option('--preview', 'only say what would be written', false)
    .action(async (billRunId: string, { data, format, ...flags }: LoadFlags) => {
      const choice = choiceOf(flags);
      const { onlyUnread, leaveOutMisfits, out, person, preview } = flags;
      const how = { onlyUnread, leaveOutMisfits, out, person, preview };
      ended(await load(dataFolder(data), { ...how, billRunId, choice, format: format ?? null }));
    });
}

function choiceOf({ route, stops, account, rereads }: Omit<LoadFlags, 'data'>): StopChoice {
  const named = [route.length > 0, account.length > 0, rereads].filter(Boolean).length;
  if (named > 1) throw new InvalidArgumentError('Name routes, accounts or rereads, not two of them.');
  if (stops !== undefined) {
    const [routeId, ...others] = route;
    if (routeId !== undefined && others.length === 0) return { by: 'range', routeId, ...stops };
    throw new InvalidArgumentError('--stops is a part of one route: name it with --route.');
  }
  if (rereads) return { by: 'rereads' };
  if (account.length > 0) return { by: 'accounts', accountIds: [...account] };
  return route.length > 0 ? { by: 'routes', routeIds: [...route] } : { by: 'cycle' };
}

function formatName(text: string): ReadingFormat {
  const format = readingFormatSchema.safeParse(text);
  if (format.success) return format.data;
  throw new InvalidArgumentError(`It must be ${VENDOR_FORMATS.join(', ')} or layout:NAME.`);
}

function more(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function stopRange(text: string): StopRange {
  const [, from, to] = /^([1-9]\d{0,8})-([1-9]\d{0,8})$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return { fromStop: Number(from), toStop: Number(to) };
  throw new InvalidArgumentError('It must be two stop numbers, such as 10-250.');
}
