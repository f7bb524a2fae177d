import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { importPayments } from '../commands/import-payments.js';
import { PAYMENT_FILE_BYTES_MAX, type ImportPaymentsReply } from '../contract/commands/import-payments.js';
import { counted } from '../contract/counted.js';
import { centsToDollars, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface PaymentsImportOptions {
  readonly file: string;
  /** Null takes the layout whose columns the file's first line names. */
  readonly layout: string | null;
  /** What the person counted; null where the file totals itself. */
  readonly controlTotalCents: Cents | null;
  readonly setAsideClosed: boolean;
  /** Lines that look like payments that are posted, and are not. */
  readonly acceptDuplicates: readonly number[];
  readonly person: string;
  readonly preview: boolean;
}

/** Posts a payment file from the command line: the whole file or nothing. */
export async function paymentsImport(folder: DataFolder, options: PaymentsImportOptions): Promise<number> {
  const { file, layout, controlTotalCents, setAsideClosed, acceptDuplicates, person, preview } = options;
  return withUtility(folder, async (database) => {
    const contentBase64 = (await withFile(file, () => readPaymentFile(file))).toString('base64');
    const choices = { layout, controlTotalCents, setAsideClosed, acceptDuplicates };
    const payload = { fileName: path.basename(file), contentBase64, ...choices };
    const asked = { person, reason: 'Posted by command line', post: !preview };
    const { outcome, receiptNumber, reply } = await runCommand({ folder, database }, importPayments, payload, asked);
    if (outcome === 'refused') throw refusal(reply);
    report(reply);
    say(preview ? 'Nothing was changed: this was a preview.' : `Receipt ${receiptNumber ?? 'none'}.`);
  });
}

async function readPaymentFile(file: string): Promise<Buffer> {
  const { size } = await stat(file);
  if (size <= PAYMENT_FILE_BYTES_MAX) return readFile(file);
  throw new CurbstopError({
    code: 'payment-file-too-large',
    message: `${file} is larger than ${PAYMENT_FILE_BYTES_MAX / 1024 / 1024} MB, the most that a payment file may be.`,
    fix: 'Have the payments written by day, a file each.',
  });
}

function report(reply: ImportPaymentsReply): void {
  const { fileName, layout, records, totalCents, tiedTo, payments, unappliedCents, suspense, suspenseCents, late } =
    reply;
  say(`${fileName} (${layout}): ${counted(records, 'payment')}, ${centsToDollars(totalCents)} in all.`);
  say(`The total ties to ${tiedTo.map((what) => TIES[what]).join(' and ')}.`);
  say(`${payments} to accounts, ${late} of them late; ${suspense} in suspense, ${centsToDollars(suspenseCents)}.`);
  for (const { chargeType, amountCents } of reply.applied) say(`  ${chargeType} ${centsToDollars(amountCents)}`);
  if (unappliedCents !== 0) say(`  credit on accounts ${centsToDollars(unappliedCents)}`);
  reply.notices.forEach(say);
}

const TIES: Readonly<Record<ImportPaymentsReply['tiedTo'][number], string>> = {
  trailer: "the file's trailer",
  'control-total': 'the control total',
};

function refusal({ fileName, issues }: ImportPaymentsReply): CurbstopError {
  return new CurbstopError({
    code: 'payments-refused',
    message: `${fileName} was not posted; nothing was changed.`,
    fix: 'Mend what is listed and post the file again; --set-aside-closed and --accept-duplicate LINE say what is meant.',
    issues,
  });
}
