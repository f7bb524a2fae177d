import path from 'node:path';
import { fileDiffers, keepMailingFile } from '../../commands/outputs/keep-mailing-file.js';
import { cents } from '../../contract/money.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import { mailingLayoutSchema, type MailingLayout } from '../../contract/settings/mailing-layout.js';
import { writeMailing, type WrittenMailing } from '../../files/mailing/write-mailing.js';
import { saveWhole } from '../../files/save-files.js';
import { fallenBackAccounts } from '../../queries/mailing/fallen-back.js';
import { mailedStatements } from '../../queries/mailing/mailed-statements.js';
import { mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import { statementRun, type StatementRun } from '../../queries/statement/statement-run.js';
import { settingOn, utilityDate } from '../../queries/utility-settings.js';
import type { MailingPurpose } from '../../store/mailing.js';
import type { Office } from '../office.js';

/** Which file of a run: its own, a new one of the whole run, or one of the accounts whose e-mail came back. */
export interface MailingWanted {
  readonly billRunId: string;
  readonly purpose: MailingPurpose;
  /** For the receipt; a new file of the whole run needs one. */
  readonly reason: string;
  readonly onWritten?: (accounts: number) => void;
}

/** A file that lies in the data folder now. */
export interface MadeMailing {
  readonly kept: KeptMailingFile;
  readonly file: string;
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
 * byte. Throws what `statementRun` and `writeMailing` throw, `nothing-sent-yet`, `reason-missing`, `nobody-fell-back` or
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

async function planned(office: Office, { billRunId, purpose, reason }: MailingWanted): Promise<Plan> {
  const files = await mailingFiles(office.database, billRunId);
  const before = files.findLast((each) => each.purpose === purpose && (purpose === 'run' || isOpen(each)));
  if (before !== undefined) return before;
  const edition = (files.at(-1)?.edition ?? 0) + 1;
  const fresh = {
    edition: purpose === 'run' ? 1 : Math.max(2, edition),
    purpose,
    layout: await layoutToday(office),
    sha256: null,
  };
  if (purpose === 'paper') return { ...fresh, accountIds: await fallenBack(office, billRunId, files) };
  if (purpose === 'again') {
    if (!files.some((each) => each.purpose !== 'paper' && each.send !== null && each.send.outcome !== 'failed'))
      throw nothingSent(billRunId);
    if (reason.trim() === '') throw reasonMissing();
  }
  return { ...fresh, accountIds: null };
}

/** Another file of the kind is made only when nothing is to be done with this one any more. */
function isOpen({ purpose, send }: KeptMailingFile): boolean {
  return send === null || send.outcome === 'failed' || (purpose === 'paper' && send.outcome === 'sending');
}

async function fallenBack(office: Office, billRunId: string, files: readonly KeptMailingFile[]): Promise<string[]> {
  const onPaper = new Set(files.flatMap(({ accountIds }) => accountIds ?? []));
  const accountIds = (await fallenBackAccounts(office.database, billRunId)).filter((each) => !onPaper.has(each));
  if (accountIds.length === 0) throw nobodyFellBack(billRunId);
  return accountIds;
}

async function layoutToday({ database, clock }: Office): Promise<MailingLayout> {
  const today = await utilityDate(database, clock());
  return mailingLayoutSchema.parse(await settingOn(database, 'mailing-layout', today));
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

function nothingSent(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'nothing-sent-yet',
    status: 409,
    message: `Nothing of the run ${billRunId} was sent to the mailing service yet, so that nothing is to be sent again.`,
    fix: 'Send it first.',
  });
}

function reasonMissing(): CurbstopError {
  return new CurbstopError({
    code: 'reason-missing',
    message: 'A run is sent again only with a reason.',
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
