import { randomUUID } from 'node:crypto';
import { CurbstopError } from '../contract/problem.js';
import type { KeptSend } from '../queries/mailing/mailing-files.js';
import type { SendState } from '../store/mailing.js';
import { deliverFile, isRefusal } from './deliver-file.js';
import type { Office } from './office.js';
import { connector, targetToday, targetWords } from './open-target.js';
import type { Recipient } from './recipient.js';

/** A file that lies in the data folder, and what is known of its sending. */
export interface MadeFile {
  readonly fileName: string;
  readonly file: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly send: Pick<KeptSend, 'outcome' | 'attempt'> | null;
}

/** What came of a sending. */
export interface NotedSend {
  readonly outcome: SendState;
  /** Tells this sender from others. */
  readonly attempt: string;
  readonly target: string;
  readonly detail: string;
}

export interface SendNotes {
  /** Notes what comes of it; before the file gets its name it may refuse. */
  readonly note: (noted: NotedSend) => Promise<unknown>;
  /** What was noted last. */
  readonly lastOutcome: () => Promise<SendState | null>;
  /** What sendings before this one may have left unfinished at the place. */
  readonly leftBehind: (attempt: string) => Promise<readonly string[]>;
}

const DETAIL_LENGTH_MAX = 1_000;

/**
 * Sends a file that was made, proves it and notes it, once; tells whether it was sent before. Throws what `deliverFile`
 * and noting throw or `secret-missing`; what failed is noted too.
 */
export async function sendOnce(
  office: Office,
  recipient: Recipient,
  { fileName, file, bytes, sha256, send }: MadeFile,
  { note, lastOutcome, leftBehind }: SendNotes,
): Promise<{ readonly isSentBefore: boolean }> {
  if (send?.outcome === 'sent') return { isSentBefore: true };
  // One that broke off while it got its name is gone on with: its unfinished file may lie there.
  const mayBeThere = send?.outcome === 'sending';
  const attempt = mayBeThere ? send.attempt : randomUUID();
  const noteIt = (outcome: SendState, target: string, detail = '') =>
    note({ outcome, attempt, target, detail: detail.slice(0, DETAIL_LENGTH_MAX) });
  const target = await targetToday(office, recipient);
  let refusal: unknown = null;
  const beforeNaming = async (place: string) => {
    await noteIt('sending', place).catch((error: unknown) => {
      refusal = error;
      throw error;
    });
  };
  try {
    const parcel = { fileName, file, proof: { bytes, sha256 }, mayBeThere, attempt };
    const place = await deliverFile(
      { ...parcel, leftBehind: await leftBehind(attempt) },
      {
        service: recipient.service,
        connect: await connector(office, recipient, target),
        patience: office.patience,
        beforeNaming,
      },
    );
    await noteIt('sent', place, `${bytes} bytes, SHA-256 ${sha256}, read back`);
  } catch (error) {
    const isTakenBack = error instanceof CurbstopError && error.code === 'delivery-failed';
    const isRefused = error === refusal && isRefusal(error);
    if (isTakenBack || isRefused || (await lastOutcome()) !== 'sending')
      await noteIt('failed', targetWords(target), error instanceof Error ? error.message : String(error));
    throw error;
  }
  return { isSentBefore: false };
}
