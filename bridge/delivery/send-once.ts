import { randomUUID } from 'node:crypto';
import { CurbstopError } from '../contract/problem.js';
import type { Edition } from '../queries/editions.js';
import type { SendState } from '../store/mailing.js';
import { deliverFile, isRefusal } from './deliver-file.js';
import type { Sender } from './office.js';
import { connector, targetToday, targetWords } from './open-target.js';
import type { Recipient } from './recipient.js';
import { refuseStopped } from './stop.js';

/** A file that lies in the data folder now. */
export interface MadeFile<Kept extends Edition> {
  readonly kept: Kept;
  readonly file: string;
}

/** What came of a sending. */
export interface NotedSend {
  readonly outcome: SendState;
  /** Tells this sender from others. */
  readonly attempt: string;
  readonly target: string;
  readonly detail: string;
}

/** The files of a run, of which one is sent. */
export interface Editions<Kept extends Edition> {
  /** As they stand now. */
  readonly files: () => Promise<readonly Kept[]>;
  readonly isReplaced: (file: Kept, files: readonly Kept[]) => boolean;
  /** Notes what comes of sending the one; before it gets its name it may refuse. */
  readonly note: (noted: NotedSend) => Promise<unknown>;
}

/** A file that is sent, by now or before. */
export interface SentFile<Kept extends Edition> {
  readonly kept: Kept;
  readonly isSentBefore: boolean;
}

const DETAIL_LENGTH_MAX = 1_000;

/**
 * Sends a file that was made, proves it and notes it, once. Throws what `deliverFile` and noting throw, `secret-missing`
 * or `sending-stopped`; what failed is noted too.
 */
export async function sendOnce<Kept extends Edition>(
  office: Sender,
  recipient: Recipient,
  { kept, file }: MadeFile<Kept>,
  { files, isReplaced, note }: Editions<Kept>,
): Promise<SentFile<Kept>> {
  const { edition, fileName, bytes, sha256, send } = kept;
  const now = async () => {
    const found = (await files()).find((each) => each.edition === edition);
    if (found === undefined) throw new RangeError(`The file ${fileName} is not kept.`);
    return found;
  };
  if (send?.outcome === 'sent') return { kept, isSentBefore: true };
  refuseStopped(office.stop);
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
    const all = await files();
    const isClosed = (each: Kept) =>
      each.edition !== edition && (each.send?.outcome === 'sent' || isReplaced(each, all));
    const closed = all.filter(isClosed).map((each) => each.fileName);
    const place = await deliverFile(
      { fileName, file, proof: { bytes, sha256 }, mayBeThere, attempt, closed },
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
    if (isTakenBack || isRefused || (await now()).send?.outcome !== 'sending')
      await noteIt('failed', targetWords(target), error instanceof Error ? error.message : String(error));
    throw error;
  }
  return { kept: await now(), isSentBefore: false };
}
