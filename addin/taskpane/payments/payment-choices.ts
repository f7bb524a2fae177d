import { PAYMENT_FILE_BYTES_MAX } from '../../../bridge/contract/commands/import-payments.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import { uploadTrouble } from '../parts/file-upload.js';
import { words } from '../words.js';

/** What the file picker offers. */
export const PAYMENT_FILE_TYPES = '.csv,.txt,.dat';

/** Why a file is refused before it is read, or null when it may be sent. */
export function paymentFileTrouble(file: Pick<File, 'size'>): string | null {
  const { fileEmpty: empty, fileTooLarge: tooLarge } = words.payments;
  return uploadTrouble(file, { bytesMax: PAYMENT_FILE_BYTES_MAX, empty, tooLarge });
}

export interface PaymentChoices {
  /** Null takes the layout whose columns the file's first line names. */
  readonly layout: string | null;
  /** As the person typed it; empty where they counted nothing. */
  readonly controlTotal: string;
  readonly setAsideClosed: boolean;
  /** Lines that look posted already, and are to be posted all the same. */
  readonly acceptDuplicates: readonly number[];
}

export const NO_CHOICES: PaymentChoices = {
  layout: null,
  controlTotal: '',
  setAsideClosed: false,
  acceptDuplicates: [],
};

/** A line of the file that looks like a payment that is posted. */
export interface Duplicate {
  readonly line: number;
  readonly message: string;
}

/** The duplicates that were found in a file. */
export interface FileDuplicates {
  readonly file: File | null;
  readonly found: readonly Duplicate[];
}

export const NO_DUPLICATES: FileDuplicates = { file: null, found: [] };

/**
 * The duplicates that are known of a file, and those among new issues of it, by line: one that was accepted is no issue
 * any more. What is known of another file says nothing of this one.
 */
export function duplicatesWith(known: FileDuplicates, file: File, issues: readonly Issue[]): FileDuplicates {
  const found = issues.flatMap(({ code, rowKey, message }): Duplicate[] => {
    const [, line] = /^line (\d+)$/.exec(rowKey) ?? [];
    return code === 'duplicate-payment' && line !== undefined ? [{ line: Number(line), message }] : [];
  });
  const all = [...(known.file === file ? known.found : []), ...found];
  const byLine = [...new Map(all.map((each) => [each.line, each])).values()].toSorted((a, b) => a.line - b.line);
  return { file, found: byLine };
}

/** The accepted lines with one more, or one less. */
export function acceptedWith(accepted: readonly number[], line: number, isAccepted: boolean): number[] {
  const others = accepted.filter((each) => each !== line);
  return isAccepted ? [...others, line].toSorted((a, b) => a - b) : others;
}
