import { Command, InvalidArgumentError, Option } from 'commander';
import { NOTED_DIGITS_MIN } from '../queries/proof/noted-head.js';
import { packageVersion } from '../files/package-root.js';
import { addAcceptClock } from './accept-clock.js';
import { addAccount } from './account-commands.js';
import { addGeneralLedger } from './gl-command.js';
import { addAging } from './aging-command.js';
import { backup } from './backup.js';
import { certificate } from './certificate.js';
import { EXIT_DONE } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { addCalls } from './calls-commands.js';
import { addCompare } from './compare-command.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { addEbill } from './ebill-commands.js';
import { addLateCharges } from './late-charges-command.js';
import { addLoad } from './load-commands.js';
import { addMailing } from './mailing-commands.js';
import { addMeters } from './meter-commands.js';
import { addPeriod } from './period-commands.js';
import { addRemittance } from './remittance-commands.js';
import { addSetting } from './setting-commands.js';
import { explain } from './explain.js';
import { addPayments } from './payments-commands.js';
import { ACCOUNTS_DEFAULT, SEED_DEFAULT, sampleTown } from './sample-town.js';
import { restore } from './restore.js';
import { addRoutes } from './routes-commands.js';
import { addPush } from './push-commands.js';
import { addRun } from './run-commands.js';
import { addLetters } from './letters-commands.js';
import { addStatements } from './statements-commands.js';
import { start } from './start.js';
import { addTariffCommands } from './tariff-commands.js';
import { tariffCheck } from './tariff-check.js';
import { tariffPrice } from './tariff-price.js';
import { unload } from './unload.js';
import { verify } from './verify.js';
import { wholeNumber } from './whole-number.js';

export const PORT_DEFAULT = 3910;

/** The command line, `curbstop`. Each command's exit code is 0 when done, 1 when refused, 2 when called wrongly. */
export function program(ended: Ended): Command {
  const curbstop = new Command('curbstop')
    .description('Utility billing inside Excel: the bridge and its tools.')
    .version(packageVersion())
    // Else --version of a command would be the program's.
    .enablePositionalOptions()
    .showHelpAfterError('Add --help for how to use it.');
  for (const add of [
    addStart,
    addSampleTown,
    addLoad,
    addUnload,
    addPayments,
    addRoutes,
    addPush,
    addRun,
    addStatements,
    addLetters,
    addMailing,
    addEbill,
    addCalls,
    addCompare,
    addTariff,
    addAccount,
    addAging,
    addLateCharges,
    addGeneralLedger,
    addRemittance,
    addPeriod,
    addMeters,
    addSetting,
    addExplain,
    addVerify,
    addAcceptClock,
    addBackup,
    addRestore,
    addCertificate,
  ])
    add(curbstop, ended);
  return curbstop;
}

function folderOf({ data }: WithData): DataFolder {
  return dataFolder(data);
}

interface StartFlags extends WithData {
  readonly port: number;
  readonly person: string;
  readonly open: boolean;
  readonly workbench: boolean;
}

function addStart(curbstop: Command): void {
  curbstop
    .command('start')
    .description('Start the bridge; makes a sample town when there is no data yet.')
    .addOption(dataOption())
    .addOption(
      new Option('--port <number>', 'the port on this computer')
        .env('CURBSTOP_PORT')
        .default(PORT_DEFAULT)
        .argParser(wholeNumber(1, 65_535)),
    )
    .option('--person <id>', 'whom the pairing code is for', 'coordinator')
    .option('--open', 'open Excel with the add-in, or the workbench', false)
    .option('--workbench', 'open the workbench also where Excel is', false)
    .action(async (flags: StartFlags) => start(folderOf(flags), { ...flags, open: flags.open || flags.workbench }));
}

interface SampleTownFlags extends WithData {
  readonly accounts: number;
  readonly seed: number;
  readonly asOf?: string;
}

function addSampleTown(curbstop: Command, ended: Ended): void {
  curbstop
    .command('sample-town')
    .description('Make a town of invented customers with 13 months of history, to try Curbstop with.')
    .addOption(dataOption())
    .option('--accounts <number>', 'how many accounts', wholeNumber(1, 200_000), ACCOUNTS_DEFAULT)
    .option('--seed <number>', 'the same seed makes the same town', wholeNumber(0, 2 ** 31), SEED_DEFAULT)
    .option('--as-of <date>', 'the day up to which the town has lived (today)')
    .action(async (flags: SampleTownFlags) => ended(await sampleTown(folderOf(flags), flags)));
}

/** Gathers a flag that may be given several times. */
function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

interface UnloadFlags extends WithData {
  readonly layout?: string;
  readonly person: string;
  readonly preview: boolean;
  readonly setAsideUnknown: boolean;
  readonly addReads: boolean;
  readonly replaceReads: boolean;
  readonly addRoute: readonly string[];
  readonly replaceRoute: readonly string[];
}

function addUnload(curbstop: Command, ended: Ended): void {
  curbstop
    .command('unload <file>')
    .description(
      'Unload a reading file (Badger BEACON, Itron MV-RS, Neptune, Sensus AutoRead, or by a layout): the whole file or nothing.',
    )
    .addOption(dataOption())
    .option('--person <id>', 'who unloads it', 'coordinator')
    .option('--layout <name>', 'how the file is laid out (by its content); see setting show reading-layouts')
    .option('--preview', 'only say what would happen', false)
    .option('--set-aside-unknown', 'keep reads of unknown meters on a list of their own', false)
    .addOption(
      new Option('--add-reads', 'of stops that were read before, keep what was read, and take the rest of the file')
        .default(false)
        .conflicts('replaceReads'),
    )
    .option('--replace-reads', 'of stops that were read before, replace what was read and is not billed yet', false)
    .option('--add-route <route>', 'as --add-reads, for this route; as often as there are routes', collected, [])
    .option('--replace-route <route>', 'as --replace-reads, for this route', collected, [])
    .action(async (file: string, flags: UnloadFlags) => ended(await unload(folderOf(flags), { ...flags, file })));
}

function addTariff(curbstop: Command, ended: Ended): void {
  const tariff = curbstop.command('tariff').description('Work with rate files (Open Water Rate Specification).');
  tariff
    .command('price <file>')
    .description('Price cases, one JSON object a line, from standard input or a file; one answer a line.')
    .option('--cases <file>', 'the cases, instead of standard input')
    .action(async (file: string, { cases }: { readonly cases?: string }) => {
      await tariffPrice({ file, casesFile: cases, input: process.stdin, output: process.stdout });
      ended(EXIT_DONE);
    });
  tariff
    .command('check <files...>')
    .description('List every problem of rate files. Exit code 1 when one would keep a bill from being priced.')
    .option('--json', 'a JSON object a problem', false)
    .action(async (files: string[], { json }: { readonly json: boolean }) => ended(await tariffCheck({ files, json })));
  addTariffCommands(tariff, ended);
}

interface ExplainFlags extends WithData {
  readonly bill?: number;
}

function addExplain(curbstop: Command, ended: Ended): void {
  curbstop
    .command('explain <account>')
    .description("Tell how an account's bill came about: rates, use, every step and every rounding.")
    .addOption(dataOption())
    .option('--bill <number>', "the bill's number; the newest unless told", wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(async (accountId: string, flags: ExplainFlags) =>
      ended(await explain(folderOf(flags), { accountId, billNumber: flags.bill })),
    );
}

interface VerifyFlags extends WithData {
  readonly json: boolean;
  readonly since?: string;
}

function addVerify(curbstop: Command, ended: Ended): void {
  curbstop
    .command('verify')
    .description('Prove the books: entries, hash chain, bills, control accounts. Exit code 1 when something is wrong.')
    .addOption(dataOption())
    .option('--json', 'tell all of it as a JSON object', false)
    .option('--since <head>', 'a head that was noted earlier, which must still be in the chain', headDigits)
    .action(async (flags: VerifyFlags) => ended(await verify(folderOf(flags), flags)));
}

function addBackup(curbstop: Command, ended: Ended): void {
  curbstop
    .command('backup')
    .description('Write a proven copy of the database.')
    .addOption(dataOption())
    .option('--to <folder>', "another folder than the data folder's backups")
    .action(async (flags: WithData & { readonly to?: string }) => ended(await backup(folderOf(flags), flags.to)));
}

function addRestore(curbstop: Command, ended: Ended): void {
  curbstop
    .command('restore <backup>')
    .description('Make a new data folder of a backup, and prove the books in it. Nothing is ever written over.')
    .requiredOption('--to <folder>', 'the new data folder: it must not be there, or be empty')
    .action(async (backupFile: string, { to }: { readonly to: string }) => ended(await restore(backupFile, to)));
}

function addCertificate(curbstop: Command, ended: Ended): void {
  curbstop
    .command('certificate')
    .description('Tell how the certificate for localhost stands, or take it off this computer.')
    .addOption(dataOption())
    .option('--remove', "take it out of the computer's trust and off the disk", false)
    .action(async (flags: WithData & { readonly remove: boolean }) =>
      ended(await certificate(folderOf(flags), flags.remove)),
    );
}

function headDigits(text: string): string {
  if (/^[0-9a-fA-F]+$/.test(text) && text.length >= NOTED_DIGITS_MIN && text.length <= 64) return text;
  throw new InvalidArgumentError(`It must be at least ${NOTED_DIGITS_MIN} digits of a head, as verify prints it.`);
}
