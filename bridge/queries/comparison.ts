import { setImmediate as turn } from 'node:timers/promises';
import type { ComparisonReply, UsageUnit } from '../contract/comparison.js';
import { counted } from '../contract/counted.js';
import { centsToDollars, sumCents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import type { ServiceName } from '../contract/services.js';
import { comparisonServicesSchema } from '../contract/settings/comparison-services.js';
import { compareLine, onlyOurs, onlyTheirs, type ComparedLine } from '../domain/comparison/compare-line.js';
import { tallyComparison, worstFirst } from '../domain/comparison/comparison-tally.js';
import { matchAccounts, type AccountMatches } from '../domain/comparison/match-accounts.js';
import type { TheirLine } from '../domain/comparison/their-line.js';
import type { Finding } from '../domain/comparison/usage-reason.js';
import { parseComparisonFile, type ComparisonFile } from '../files/comparison-file/parse-comparison-file.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { comparedRun, type ComparedRun } from './compared-run.js';
import { otherAccounts, type OtherAccounts } from './other-accounts.js';
import { billRun, runName, type BillRun } from './run-facts.js';
import { settingOn, utilityDate } from './utility-settings.js';

/** The file of the system in use now, as it was chosen. */
export interface TheirFile {
  readonly fileName: string;
  readonly content: Buffer;
  readonly usageUnit: UsageUnit | null;
}

/** An open run beside what the system in use now charges. */
export interface RunComparison {
  readonly summary: ComparisonReply;
  /** The worst first. */
  readonly lines: readonly ComparedLine[];
}

/**
 * Compares an open run's bills with a file, account by account and service by service. Nothing is written. Throws
 * `unknown-bill-run`, `run-posted` or `comparison-file-invalid`.
 */
export async function compareRun(
  database: Database,
  billRunId: string,
  file: TheirFile,
  now: Date,
): Promise<RunComparison> {
  const run = await billRun(database, billRunId);
  if (run.status === 'posted') throw runPosted(run);
  const read = await readTheirFile(database, file, now);
  const ours = await comparedRun(database, run);
  const matches = await accountMatches(database, read.lines, ours);
  const theirs = { ...read, lines: withAccounts(read.lines, matches) };
  const others = await otherAccounts(database, run, unknownHere(theirs.lines, ours), matches.likely);
  const lines = worstFirst(await comparedLines(theirs, ours, others));
  const { fileName } = file;
  const notices = [...matchNotices(read, matches), ...noticesOf(theirs, others), ...heldNotices(ours)];
  return { summary: { billRunId, fileName, ...tallyComparison(lines), notices }, lines };
}

/** Reads a file by the names of services that are in force today. Throws `comparison-file-invalid`. */
export async function readTheirFile(database: Database, file: TheirFile, now: Date): Promise<ComparisonFile> {
  const today = await utilityDate(database, now);
  const names = comparisonServicesSchema.parse(await settingOn(database, 'comparison-services', today));
  return parseComparisonFile(file.content, { ...file, names });
}

/** What accounts that there are not here may be: looked for only where there are any, among all accounts. */
async function accountMatches(
  database: Database,
  lines: readonly TheirLine[],
  run: ComparedRun,
): Promise<AccountMatches> {
  const unknown = unknownHere(lines, run);
  if (unknown.length === 0) return { matched: new Map(), likely: new Map() };
  const rows = await bulkRead<[string]>(database, ['account_id'], 'SELECT account_id FROM account');
  const known = rows.map(([accountId]) => accountId);
  const ids = new Set(known);
  const inFile = new Set(lines.map(({ accountId }) => accountId));
  return matchAccounts(
    unknown.filter((accountId) => !ids.has(accountId)),
    { known, inFile },
  );
}

function withAccounts(lines: readonly TheirLine[], { matched }: AccountMatches): TheirLine[] {
  return lines.map((line) => ({ ...line, accountId: matched.get(line.accountId) ?? line.accountId }));
}

function matchNotices({ lines }: ComparisonFile, { matched }: AccountMatches): string[] {
  const [first] = matched;
  if (first === undefined) return [];
  const count = lines.filter(({ accountId }) => matched.has(accountId)).length;
  const how = 'lack zeros, hyphens or capitals of the accounts here, or have signs that these lack';
  return [
    `The accounts of ${counted(count, 'line')} ${how}, such as ${first[0]} for ${first[1]}; each is compared with the only account that fits.`,
  ];
}

function heldNotices({ lines, held }: ComparedRun): string[] {
  if (held.size === 0) return [];
  const charged = sumCents(lines.filter(({ isHeld }) => isHeld).map(({ charge }) => charge.amountCents));
  return [
    `Held out of the run, and compared all the same: ${counted(held.size, 'account')}, ${centsToDollars(charged)}.`,
  ];
}

function unknownHere(lines: readonly TheirLine[], { bills }: ComparedRun): string[] {
  return [...new Set(lines.map(({ accountId }) => accountId))].filter((accountId) => !bills.has(accountId));
}

/** So many lines are compared before others have their turn. */
const LINES_AT_ONCE = 500;

async function comparedLines(
  { lines }: ComparisonFile,
  run: ComparedRun,
  others: OtherAccounts,
): Promise<ComparedLine[]> {
  const ours = new Map(run.lines.map((line) => [keyOf(line.accountId, line.charge.service), line]));
  const inFile = new Set<string>();
  const accountsInFile = new Set(lines.map(({ accountId }) => accountId));
  const compared: ComparedLine[] = [];
  for (const theirs of lines) {
    if (others.ofOtherCycles.has(theirs.accountId)) continue;
    const key = keyOf(theirs.accountId, theirs.service);
    inFile.add(key);
    const line = ours.get(key);
    // Looking for reasons takes a while where all lines differ, and others are answered meanwhile.
    if (compared.length % LINES_AT_ONCE === 0) await turn();
    compared.push(line ? compareLine(line, theirs, run.rates) : onlyTheirs(theirs, whyNotBilled(theirs, run, others)));
  }
  const missing = run.lines.filter((line) => !inFile.has(keyOf(line.accountId, line.charge.service)));
  return [...compared, ...missing.map((line) => onlyOurs(line, accountsInFile.has(line.accountId)))];
}

function keyOf(accountId: string, service: ServiceName): string {
  return `${service}/${accountId}`;
}

function whyNotBilled({ accountId, service }: TheirLine, { bills }: ComparedRun, others: OtherAccounts): Finding {
  const item = bills.get(accountId);
  if (item === undefined) return others.whyNotBilled(accountId);
  if (item.bill === null)
    return { reason: 'not-ready', sentence: item.obstacle?.sentence ?? 'The account has no bill yet.' };
  return { reason: 'no-service', sentence: `The account has no ${service} here in the period.` };
}

function noticesOf(
  { hasUsage, addedUp, repeated, leftOut, lines }: ComparisonFile,
  { ofOtherCycles }: OtherAccounts,
): string[] {
  const ofOthers = lines.filter(({ accountId }) => ofOtherCycles.has(accountId)).length;
  return [
    ...(hasUsage ? [] : ['The file has no column of usage, so that usage is not compared.']),
    ...(addedUp === 0
      ? []
      : [
          `${counted(addedUp, 'line')} of the file ${addedUp === 1 ? 'was' : 'were'} added to others of the same account and service.`,
        ]),
    ...(repeated === 0
      ? []
      : [
          `${counted(repeated, 'line')} of the file ${repeated === 1 ? 'is' : 'are'} the same as one above: was something exported or joined twice?`,
        ]),
    ...(ofOthers === 0 ? [] : [`Of accounts of other cycles: ${counted(ofOthers, 'line')}, not compared.`]),
    ...(leftOut === 0 ? [] : [`Of services that are left out: ${counted(leftOut, 'line')}, not compared.`]),
  ];
}

function runPosted(run: BillRun): CurbstopError {
  return new CurbstopError({
    code: 'run-posted',
    status: 409,
    message: `${runName(run)}, is posted; what is compared is the preview of an open run.`,
    fix: 'Choose the run that is open.',
  });
}
