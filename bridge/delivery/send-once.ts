import { CurbstopError } from '../contract/problem.js';
import type { KeptSend } from '../queries/mailing/mailing-files.js';
import type { SendState } from '../store/mailing.js';
import { deliverFile } from './deliver-file.js';
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
  readonly send: Pick<KeptSend, 'outcome'> | null;
}

export interface SendNotes {
  /** Notes what comes of it; before the file gets its name it may refuse. */
  readonly note: (outcome: SendState, target: string, detail: string) => Promise<unknown>;
  /** What was noted last. */
  readonly lastOutcome: () => Promise<SendState | null>;
}

const DETAIL_LENGTH_MAX = 1_000;

/**
 * Sends a file that was made, proves it and notes it, once; tells whether it was sent before. Throws what `deliverFile`
 * throws or `secret-missing`; what failed is noted too.
 */
export async function sendOnce(
  office: Office,
  recipient: Recipient,
  { fileName, file, bytes, sha256, send }: MadeFile,
  { note, lastOutcome }: SendNotes,
): Promise<{ readonly isSentBefore: boolean }> {
  if (send?.outcome === 'sent') return { isSentBefore: true };
  const target = await targetToday(office, recipient);
  try {
    const place = await deliverFile(
      { fileName, file, proof: { bytes, sha256 }, mayBeThere: send?.outcome === 'sending' },
      {
        service: recipient.service,
        connect: await connector(office, recipient, target),
        patience: office.patience,
        beforeNaming: async (name) => void (await note('sending', name, '')),
      },
    );
    await note('sent', place, `${bytes} bytes, SHA-256 ${sha256}, read back`);
  } catch (error) {
    const isUncertain = error instanceof CurbstopError && error.code === 'delivery-uncertain';
    if (!isUncertain && (await lastOutcome()) !== 'sending') {
      const why = error instanceof Error ? error.message : String(error);
      await note('failed', targetWords(target), why.slice(0, DETAIL_LENGTH_MAX));
    }
    throw error;
  }
  return { isSentBefore: false };
}
