import { sha256Hex } from '../bytes/sha256.js';
import {
  importPaymentsPayloadSchema,
  type ImportPaymentsPayload,
  type ImportPaymentsReply,
} from '../contract/commands/import-payments.js';
import { groupBy } from '../contract/group-by.js';
import { cents, sumCents, type Cents } from '../contract/money.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import type { Issue } from '../contract/problem.js';
import type { PaymentLayout } from '../contract/settings/payment-layouts.js';
import { appliedCharges, unappliedCents } from '../domain/ledger/applied-charges.js';
import type { Chart } from '../domain/ledger/chart.js';
import { duplicateIssues, markOf } from '../domain/payments/duplicate-payments.js';
import { LocalClock } from '../domain/payments/local-clock.js';
import { receivedPayments, type ReceivedPayment, type ReceivedPayments } from '../domain/payments/received-payments.js';
import { layoutByHeader } from '../files/payment-file/layout-by-header.js';
import { parsePaymentFile } from '../files/payment-file/parse-payment-file.js';
import { chart as chartOf } from '../queries/chart.js';
import { closedThrough } from '../queries/ledger-settings.js';
import { paymentLayout, paymentLayouts, paymentsLike } from '../queries/payment-facts.js';
import { utilitySettings } from '../queries/utility-settings.js';
import type { Database } from '../store/database.js';
import { findPaymentImport, keepPaymentImport, type KeptPaymentFile } from '../store/payment-imports.js';
import type { Command, CommandContext } from './command.js';
import { postPaymentDay, type PostedDay } from './post-payment-day.js';

/** More issues than this help nobody. */
const ISSUES_SHOWN_MAX = 500;

/**
 * Posts a file of payments, the whole of it or nothing: each on the day on which it came, as `post-payment` does it.
 * Payments to accounts that there are not go into suspense. The same file again, a payment that looks like one that is
 * posted, one of a closed period or of the future, and one to a closed account that owes nothing refuse the file.
 * Throws what {@link parsePaymentFile} and {@link layoutByHeader} do, and `unknown-layout`.
 */
export const importPayments: Command<ImportPaymentsPayload, ImportPaymentsReply> = {
  kind: 'import-payments',
  roles: ['coordinator', 'supervisor'],
  payload: importPaymentsPayloadSchema,
  isPosting: true,
  async execute(context, payload) {
    const { trx, now, today } = context;
    const bytes = Buffer.from(payload.contentBase64, 'base64');
    const layout = await layoutOf(trx, payload, bytes, today);
    const fileHash = sha256Hex(bytes);
    const earlier = await findPaymentImport(trx, fileHash);
    if (earlier) return { outcome: 'refused', reply: alreadyImported(payload.fileName, layout, earlier) };
    const { timeZone } = await utilitySettings(trx, now);
    const records = parsePaymentFile(bytes, { ...payload, layout });
    const { defaultTime } = layout;
    const clock = new LocalClock(timeZone);
    const facts = { clock, defaultTime, now, today, closedThrough: await closedThrough(trx) };
    const received = receivedPayments(records, facts);
    const posted = await paymentsLike(trx, received.payments.map(markOf), timeZone);
    const duplicates = duplicateIssues(received.payments, posted, payload.acceptDuplicates);
    const refusals = [...received.issues, ...duplicates];
    const chart = await chartOf(trx);
    const days = await postDays(context, { ...payload, layout: layout.name }, fileHash, {
      chart,
      timeZone,
      payments: received.payments,
      refusals,
    });
    const reply = toReply(payload, layout, received, days, refusals);
    return {
      outcome: reply.issues.length > 0 ? 'refused' : 'applied',
      reply: { ...reply, ...paid(days, chart) },
    };
  },
};

async function layoutOf(
  trx: Database,
  { layout, fileName }: ImportPaymentsPayload,
  bytes: Buffer,
  today: CalendarDate,
): Promise<PaymentLayout> {
  if (layout !== null) return paymentLayout(trx, layout, today);
  return layoutByHeader(bytes, fileName, await paymentLayouts(trx, today));
}

/** The payload once its layout is known. */
type FileFacts = ImportPaymentsPayload & { readonly layout: string };

interface FileToPost {
  readonly chart: Chart;
  readonly payments: readonly ReceivedPayment[];
  readonly timeZone: string;
  /** What is wrong with the file already: then nothing is written. */
  readonly refusals: readonly Issue[];
}

/** Day by day, for each day's payments are applied to what was open then. */
async function postDays(
  context: CommandContext,
  { fileName, layout, setAsideClosed }: FileFacts,
  fileHash: string,
  { chart, payments, timeZone, refusals }: FileToPost,
): Promise<PostedDay[]> {
  const { trx, commandNumber } = context;
  const counts = { recordCount: payments.length, totalCents: total(payments) };
  const facts = { fileName, fileHash, layout, ...counts, commandNumber };
  const importNumber = await keepPaymentImport(trx, facts);
  const days: PostedDay[] = [];
  let isSound = refusals.length === 0;
  for (const [receivedOn, ofDay] of groupBy(payments, ({ date }) => date)) {
    const day = { receivedOn, payments: ofDay, importNumber, setAsideClosed, chart, timeZone };
    const posted = await postPaymentDay(context, day, isSound);
    isSound &&= posted.issues.length === 0;
    days.push(posted);
  }
  return days;
}

function toReply(
  { fileName, controlTotalCents }: ImportPaymentsPayload,
  layout: PaymentLayout,
  { payments, notices }: ReceivedPayments,
  days: readonly PostedDay[],
  refusals: readonly Issue[],
): Omit<ImportPaymentsReply, 'applied' | 'unappliedCents'> {
  const decided = days.flatMap((day) => day.decided);
  const inSuspense = decided.filter(({ cause }) => cause !== null);
  const numbers = days.flatMap(({ entries }) => entries.map(({ entryNumber }) => entryNumber));
  return {
    fileName,
    layout: layout.name,
    alreadyImported: false,
    records: payments.length,
    totalCents: total(payments),
    tiedTo: [
      ...(layout.trailer === undefined ? [] : (['trailer'] as const)),
      ...(controlTotalCents === null ? [] : (['control-total'] as const)),
    ],
    payments: decided.length - inSuspense.length,
    suspense: inSuspense.length,
    suspenseCents: total(inSuspense.map(({ payment }) => payment)),
    late: days.reduce((sum, { late }) => sum + late, 0),
    issues: [...refusals, ...days.flatMap(({ issues }) => issues)].slice(0, ISSUES_SHOWN_MAX),
    notices: [...notices],
    firstEntryNumber: numbers[0] ?? null,
    lastEntryNumber: numbers.at(-1) ?? null,
  };
}

function total(payments: readonly ReceivedPayment[]): Cents {
  return sumCents(payments.map(({ amountCents }) => amountCents));
}

/** What the file paid, credit that accounts had before included; nothing where it is refused. */
function paid(days: readonly PostedDay[], chart: Chart): Pick<ImportPaymentsReply, 'applied' | 'unappliedCents'> {
  const entries = days.flatMap((day) => day.entries.map(({ entry }) => entry));
  return { applied: appliedCharges(entries, chart), unappliedCents: unappliedCents(entries, chart) };
}

function alreadyImported(
  fileName: string,
  { name: layout }: PaymentLayout,
  earlier: KeptPaymentFile,
): ImportPaymentsReply {
  const { receipt } = earlier;
  const asWhat = earlier.fileName === fileName ? '' : `, as ${earlier.fileName}`;
  const issue: Issue = {
    code: 'file-already-posted',
    rowKey: '',
    column: '',
    message: `${fileName} was posted with receipt ${receipt}${asWhat}.`,
    fix: 'Choose the file that is meant; nothing is to do for this one.',
  };
  return {
    ...{ fileName, layout, alreadyImported: true, tiedTo: [], issues: [issue], notices: [] },
    ...{ records: 0, totalCents: NOTHING, payments: 0, applied: [], unappliedCents: NOTHING },
    ...{ suspense: 0, suspenseCents: NOTHING, late: 0, firstEntryNumber: null, lastEntryNumber: null },
  };
}

const NOTHING = cents(0);
