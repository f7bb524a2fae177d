import { randomUUID } from 'node:crypto';
import type { Database } from '../../bridge/store/database.js';
import { lockboxFile } from '../support/town/payment-files.js';
import { adjustmentRow, typedRow } from '../support/town/sheet-rows.js';
import type { SentCommand } from './client-journal.js';
import { nextOpenRun, readyRun } from './ready-run.js';

/** The pulls of the sheets that are pushed. */
export interface PullIds {
  readonly adjustments: string;
  readonly accountEntries: string;
}

const LINES_PER_FILE = 3;
const FILE_EVERY = 12;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What clients send: each command with a mark of its own, by which its effect is found, so that a doubled one shows. */
export class Work {
  #commands = 0;
  #entriesAndFiles = 0;
  #posting: SentCommand | null = null;
  /** The run whose posting was given to a client last. */
  #lastRunId = '';

  constructor(
    private readonly accountIds: readonly string[],
    private readonly pullIds: PullIds,
  ) {}

  payment(): SentCommand {
    const { commandId, accountId, cents } = this.#next();
    const receivedAt = new Date(Date.now() - 1000).toISOString();
    const payload = { accountId, amountCents: cents, receivedAt, source: 'Mail', reference: commandId };
    return { commandId, kind: 'post-payment', payload, mark: commandId, cents };
  }

  adjustment(): SentCommand {
    const { commandId, accountId, cents } = this.#next();
    const amount = this.#commands % 2 === 0 ? cents : -cents;
    const typed = { account: accountId, service: 'water', kind: 'goodwill', reason: `Crash test ${commandId}` };
    const rows = [adjustmentRow(commandId, 5, { ...typed, amount: (amount / 100).toFixed(2) })];
    const payload = { pullId: this.pullIds.adjustments, mode: 'all', knownReceipts: [], rows };
    return { commandId, kind: 'push-sheet', payload, mark: commandId, cents: amount };
  }

  /** A fee, through the Account Entries sheet. */
  accountEntry(): SentCommand {
    const { commandId, accountId, cents } = this.#next();
    const typed = {
      account: accountId,
      what: 'fee',
      amount: (cents / 100).toFixed(2),
      reason: `Crash test ${commandId}`,
    };
    const rows = [typedRow('account-entries', commandId, 5, typed)];
    const payload = { pullId: this.pullIds.accountEntries, mode: 'all', knownReceipts: [], rows };
    return { commandId, kind: 'push-sheet', payload, mark: commandId, cents };
  }

  /** A lockbox file of yesterday, its last payment for nobody; now and then, for a posting makes a backup first. */
  paymentFile(): SentCommand {
    const { commandId, cents } = this.#next();
    const fileName = `${commandId}.TXT`;
    const yesterday = new Date(Date.now() - DAY_MS).toISOString();
    const date = `${yesterday.slice(5, 7)}${yesterday.slice(8, 10)}${yesterday.slice(2, 4)}`;
    const lines = Array.from({ length: LINES_PER_FILE }, (_, line) => {
      const account = line === LINES_PER_FILE - 1 ? 'nobody' : this.#accountAt(this.#commands + line);
      return { account, cents: cents + line, date, time: '', reference: `${commandId} ${line}` };
    });
    const contentBase64 = Buffer.from(lockboxFile(lines), 'latin1').toString('base64');
    const payload = { fileName, contentBase64, layout: 'lockbox' };
    const total = lines.reduce((sum, line) => sum + line.cents, 0);
    return { commandId, kind: 'import-payments', payload, mark: fileName, cents: total };
  }

  /** An account entry, and every so often a file. */
  accountEntryOrFile(): SentCommand {
    this.#entriesAndFiles += 1;
    return this.#entriesAndFiles % FILE_EVERY === 0 ? this.paymentFile() : this.accountEntry();
  }

  /** The posting of a run where one is due, else a payment. */
  postingOrPayment(): SentCommand {
    const posting = this.#posting ?? this.payment();
    this.#posting = null;
    return posting;
  }

  /**
   * Makes an open run ready as its readings would, and has it posted next, unless the last one's posting is still under
   * way. The bridge is not running meanwhile.
   */
  async preparePosting(database: Database): Promise<void> {
    const billRunId = await nextOpenRun(database);
    if (billRunId === this.#lastRunId) return;
    this.#lastRunId = billRunId;
    const payload = await readyRun(database, billRunId);
    const { confirmedTotalCents: cents } = payload;
    this.#posting = { commandId: randomUUID(), kind: 'post-bill-run', payload: { ...payload }, mark: billRunId, cents };
  }

  #next() {
    this.#commands += 1;
    const accountId = this.#accountAt(this.#commands);
    return { commandId: randomUUID(), accountId, cents: 100 + (this.#commands % 4_000) };
  }

  #accountAt(place: number): string {
    return this.accountIds[place % this.accountIds.length] ?? '';
  }
}
