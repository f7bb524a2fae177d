import path from 'node:path';
import { fileDiffers, keepMailingFile } from '../../commands/outputs/keep-mailing-file.js';
import { refuseSentAgainMeanwhile } from '../../commands/outputs/sent-again-meanwhile.js';
import { cents } from '../../contract/money.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import type { MailingLayout } from '../../contract/settings/mailing-layout.js';
import { writeMailing, type WrittenMailing } from '../../files/mailing/write-mailing.js';
import { saveWhole } from '../../files/save-files.js';
import { fallenBackAccounts } from '../../queries/mailing/fallen-back.js';
import { mailedStatements } from '../../queries/mailing/mailed-statements.js';
import { currentFile, isReplaced, mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import { statementRun, type StatementRun } from '../../queries/statement/statement-run.js';
import { keptSetting, utilityDate } from '../../queries/utility-settings.js';
import type { MailingPurpose } from '../../store/mailing.js';
import type { Office } from '../office.js';
import type { MadeFile } from '../send-once.js';

/**
 * Which file of a run: the one of the whole run that counts, a new one of it by today's layout, or one of the accounts
 * whose e-mail came back.
 */
export interface MailingWanted {
  readonly billRunId: string;
  readonly purpose: MailingPurpose;
  /** On paper, all accounts whose e-mail came back, also those of earlier files; needs a reason. */
  readonly isAllPaper?: boolean;
  /** Only makes again the file of this edition, whatever it was for. */
  readonly edition?: number;
  /** For the receipt; a new file of what has one needs one. */
  readonly reason: string;
  readonly onWritten?: (accounts: number) => void;
}

/** A file that lies in the data folder now, with the names and addresses that were shortened for it. */
export interface MadeMailing extends MadeFile<KeptMailingFile> {
  readonly shortened: readonly Issue[];
}

interface Plan {
  readonly edition: number;
  readonly purpose: MailingPurpose;
  readonly layout: MailingLayout;
  readonly accountIds: readonly string[] | null;
  /** Of a file that was made before. */
  readonly sha256: string | null;
}

/**
 * Makes a file of a posted run in the data folder and keeps what it is. One that was made before is made again byte for
 * byte. Throws what `statementRun` and `writeMailing` throw, `nothing-made-yet`, `no-such-edition`, `reason-missing`, `nobody-fell-back` or
 * `mailing-file-differs`.
 */
export async function makeMailing(office: Office, wanted: MailingWanted): Promise<MadeMailing> {
  const { billRunId, reason, onWritten } = wanted;
  const of = await statementRun(office.database, billRunId);
  const plan = await planned(office, wanted);
  const fileName = `mailing-${safe(billRunId)}-${plan.edition}.txt`;
  const file = path.join(office.folders.mailing, safe(billRunId), fileName);
  const written = await saveWhole(file, async (handle) => {
    const content = { layout: plan.layout, run: runOf(of, plan), statements: chosen(office, of, plan), onWritten };
    const done = await writeMailing(handle, content);
    if (plan.sha256 !== null && plan.sha256 !== done.sha256) throw fileDiffers(fileName);
    return done;
  });
  if (plan.sha256 === null) await keep(office, { billRunId, fileName, reason }, plan, written);
  const kept = (await mailingFiles(office.database, billRunId)).find(({ edition }) => edition === plan.edition);
  if (kept === undefined) throw new RangeError(`The file ${fileName} was not kept.`);
  return { kept, file, shortened: written.shortened };
}

async function planned(office: Office, wanted: MailingWanted): Promise<Plan> {
  const { billRunId, purpose, reason, edition } = wanted;
  const files = await mailingFiles(office.database, billRunId);
  if (edition !== undefined) return ofEdition(billRunId, edition, files);
  const current = currentFile(files);
  if (purpose === 'run' && current !== undefined) return current;
  const next = Math.max(2, (files.at(-1)?.edition ?? 0) + 1);
  const fresh = { edition: purpose === 'run' ? 1 : next, purpose, layout: await layoutToday(office), sha256: null };
  if (purpose === 'paper') return paperPlan(office, wanted, fresh, files);
  if (purpose === 'again') {
    if (current === undefined) throw nothingMade(billRunId);
    if (reason.trim() === '') throw reasonMissing();
    const again = files.filter((file) => file.purpose === 'again');
    refuseSentAgainMeanwhile(again, office.askedAt);
  }
  return { ...fresh, accountIds: null };
}

function ofEdition(billRunId: string, edition: number, files: readonly KeptMailingFile[]): Plan {
  const file = files.find((each) => each.edition === edition);
  if (file === undefined) throw noEdition(billRunId, edition, files);
  return file;
}

/** The file on paper that is not sent yet, or one of those that no file has, or all of them. */
async function paperPlan(
  { database, askedAt }: Office,
  { billRunId, isAllPaper = false, reason }: MailingWanted,
  fresh: Omit<Plan, 'accountIds'>,
  files: readonly KeptMailingFile[],
): Promise<Plan> {
  const paper = files.filter(({ purpose }) => purpose === 'paper');
  const open = paper.findLast((each) => each.send?.outcome !== 'sent' && !isReplaced(each, files));
  if (open !== undefined && !isAllPaper) return open;
  if (isAllPaper) {
    if (reason.trim() === '') throw reasonMissing();
    refuseSentAgainMeanwhile(paper, askedAt);
  }
  const onPaper = new Set(paper.flatMap(({ accountIds }) => accountIds ?? []));
  const fallenBack = await fallenBackAccounts(database, billRunId);
  const accountIds = isAllPaper
    ? [...new Set([...onPaper, ...fallenBack])].sort()
    : fallenBack.filter((each) => !onPaper.has(each));
  if (accountIds.length === 0) throw nobodyFellBack(billRunId);
  return { ...fresh, accountIds };
}

async function layoutToday({ database, clock }: Office): Promise<MailingLayout> {
  const today = await utilityDate(database, clock());
  return keptSetting(database, 'mailing-layout', today);
}

function chosen({ database }: Office, of: StatementRun, { layout, accountIds }: Plan) {
  return mailedStatements(database, of, { accountIds, leavesOutEBill: layout.eBill === 'left-out' });
}

function runOf({ run, utility }: StatementRun, { edition }: Plan) {
  const { billRunId, cycleName, periodFrom, periodTo, billedOn, dueOn } = run;
  const fileId = `${billRunId}-${edition}`;
  return { fileId, billRunId, cycleName, periodFrom, periodTo, billedOn, dueOn, utilityName: utility.name };
}

async function keep(
  office: Office,
  { billRunId, fileName, reason }: { readonly billRunId: string; readonly fileName: string; readonly reason: string },
  { edition, purpose, layout, accountIds }: Plan,
  { bytes, sha256, accounts, lines, dueCents }: WrittenMailing,
): Promise<void> {
  const made = { bytes, sha256, accounts, lines, totalCents: cents(dueCents) };
  const ids = accountIds === null ? null : [...accountIds];
  await office.run(
    keepMailingFile,
    { billRunId, edition, purpose, layout, accountIds: ids, fileName, ...made },
    reason,
  );
}

/** A run's name as part of a file's name on any system. */
function safe(billRunId: string): string {
  return billRunId.replace(/[^A-Za-z0-9-]/gu, '_');
}

function nothingMade(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'nothing-made-yet',
    status: 409,
    message: `No file of the run ${billRunId} was made for the mailing service yet, so that none is made anew.`,
    fix: 'Make it and send it first.',
  });
}

function noEdition(billRunId: string, edition: number, files: readonly KeptMailingFile[]): CurbstopError {
  const made = files.map((file) => file.edition).join(', ');
  return new CurbstopError({
    code: 'no-such-edition',
    status: 404,
    message: `The run ${billRunId} has no file ${edition} for the mailing service; made were ${made === '' ? 'none' : made}.`,
    fix: 'Choose one of those.',
  });
}

function reasonMissing(): CurbstopError {
  return new CurbstopError({
    code: 'reason-missing',
    message: 'A file of the run is made anew only with a reason.',
    fix: 'Say why, for the receipt.',
  });
}

function nobodyFellBack(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'nobody-fell-back',
    status: 409,
    message: `No e-bill of the run ${billRunId} came back that is not in a file for the mailing service already.`,
    fix: 'Read bounces first, or go on: there is nothing to mail.',
  });
}
