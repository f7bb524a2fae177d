import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText } from '../../contract/money.js';
import { ebillFailuresSheet } from '../../contract/sheets/ebill-failures.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import type { Database } from '../../store/database.js';
import type { NoticeState } from '../../store/ebill-notices.js';
import { theseAccounts } from '../account-facts.js';
import { contacts, type ListedContact } from '../contacts.js';
import { runNotices, type KeptNotice } from '../ebill/notices.js';
import { localClock, type LocalTime } from '../local-clock.js';
import { isReplaced, mailingFiles, type KeptMailingFile } from '../mailing/mailing-files.js';
import { statementRun } from '../statement/statement-run.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** What did not arrive of a run's e-bill notices, or may not have; what is left to do first. */
export const ebillFailuresSource: SheetSource<BillRunParameters> = {
  kind: ebillFailuresSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const { run, isReversed } = await statementRun(database, billRunId, { takesReversed: true });
    const { timeZone } = await utilitySettings(database, now);
    const notices = await runNotices(database, billRunId);
    const failures = await failuresOf(database, notices, { billRunId, isReversed, timeZone });
    const count = (label: string, of: readonly unknown[]) => ({ label, value: of.length.toLocaleString('en-US') });
    const inState = (...states: NoticeState[]) => notices.filter(({ state }) => states.includes(state));
    return {
      subject: `${run.cycleName}, ${run.periodFrom} to ${run.periodTo}${isReversed ? ', reversed' : ''}`,
      rows: failures.map((failure) => toRow(failure, localClock(timeZone))),
      totals: [
        count('Sent', inState('sent')),
        count('Came back', inState('bounced')),
        count('Refused', inState('refused')),
        count('Given up', inState('given-up')),
        count('Not sent', inState('not-sent')),
        count('May have been sent', inState('sending')),
        count(
          'To do',
          failures.filter(({ toDo }) => toDo !== ''),
        ),
      ],
    };
  },
};

interface Failure {
  readonly notice: KeptNotice;
  readonly listed: ListedContact | undefined;
  readonly toDo: string;
  readonly became: string;
}

interface OfRun {
  readonly billRunId: string;
  readonly isReversed: boolean;
  readonly timeZone: string;
}

async function failuresOf(
  database: Database,
  notices: readonly KeptNotice[],
  { billRunId, isReversed, timeZone }: OfRun,
): Promise<Failure[]> {
  const failed = notices.filter(({ state }) => state !== 'sent');
  const accountIds = failed.map(({ accountId }) => accountId);
  const listed = await contacts(database, theseAccounts(accountIds), { timeZone });
  const listedOf = new Map(listed.map((each) => [each.accountId, each]));
  const paperOf = newestPaper(await mailingFiles(database, billRunId));
  const failures = failed.map((notice) => {
    const paper = paperOf.get(notice.accountId);
    const toDo = isReversed ? '' : leftToDo(notice.state, paper);
    return { notice, listed: listedOf.get(notice.accountId), toDo, became: becameOf(paper) };
  });
  return failures.toSorted((one, other) => Number(one.toDo === '') - Number(other.toDo === ''));
}

/** The last file on paper that each account's bill is in, without those that are never sent any more. */
function newestPaper(files: readonly KeptMailingFile[]): ReadonlyMap<string, KeptMailingFile> {
  const paper = files.filter((file) => file.purpose === 'paper' && !isReplaced(file, files));
  return new Map(paper.flatMap((file) => (file.accountIds ?? []).map((accountId) => [accountId, file] as const)));
}

function leftToDo(state: NoticeState, paper: KeptMailingFile | undefined): string {
  if (state === 'sending') return 'Send again, or give up';
  if (state === 'not-sent') return 'Send, or give up';
  return paper?.send?.outcome === 'sent' ? '' : 'Mail on paper';
}

function becameOf(paper: KeptMailingFile | undefined): string {
  if (paper === undefined) return '';
  const outcome = paper.send?.outcome ?? null;
  const sent = outcome === 'sent' ? 'sent' : outcome === 'sending' ? 'may have been sent' : 'not sent yet';
  return `On paper in ${paper.fileName}, ${sent}`;
}

const HAPPENED: Readonly<Record<NoticeState, string>> = {
  sending: 'may have been sent',
  sent: 'sent',
  'not-sent': 'not sent',
  refused: 'refused',
  bounced: 'came back',
  'given-up': 'given up',
};

function toRow({ notice, listed, toDo, became }: Failure, clock: (instant: string) => LocalTime): SheetCell[] {
  const { accountId, email, state, detail, at, by, amountCents } = notice;
  const { date, time } = clock(at);
  return [
    ...[accountId, listed?.customerName ?? null, toDo || null, HAPPENED[state], detail || null, became || null],
    ...[email, date, time, by, centsToDecimalText(amountCents)],
    ...[listed?.contact.phone || null, listed?.contact.email || null],
  ];
}
