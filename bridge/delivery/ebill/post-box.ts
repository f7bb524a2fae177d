import type { Notice } from './notice-mail.js';

/**
 * What came of handing a notice over. refused: for good, by the mailbox. unwanted: for good, for what is of the sender.
 * deferred: it was not taken, and may be later. uncertain: nothing told whether it was taken.
 */
export interface HandedOver {
  readonly state: 'sent' | 'refused' | 'unwanted' | 'deferred' | 'uncertain';
  readonly detail: string;
}

/** What takes notices: a server, or a folder. */
export interface PostBox {
  /** As the record names it. */
  readonly name: string;
  /** Throws `PassingTrouble` where nothing is taken at all now, or a CurbstopError that says what to set right. */
  hand(notice: Notice, message: Buffer): Promise<HandedOver>;
  /** Waits for nothing any more: what is on its way has broken off. */
  hangUp(): void;
  close(): Promise<void>;
}
