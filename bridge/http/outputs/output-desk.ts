import { randomUUID } from 'node:crypto';
import type { Actor } from '../../commands/command.js';
import type { CommandProcessor } from '../../commands/processor.js';
import type {
  CallFileState,
  MailingFileState,
  RunOutputsReply,
  SendCallsRequest,
  SendMailingRequest,
  SendNoticesRequest,
} from '../../contract/outputs.js';
import { CurbstopError } from '../../contract/problem.js';
import { makeCalls } from '../../delivery/calls/make-calls.js';
import { sendCalls } from '../../delivery/calls/send-calls.js';
import { giveUpNotices } from '../../delivery/ebill/give-up-notices.js';
import { ebillState, sendNotices } from '../../delivery/ebill/send-notices.js';
import { makeMailing } from '../../delivery/mailing/make-mailing.js';
import { sendMailing } from '../../delivery/mailing/send-mailing.js';
import type { Office, OfficeFolders, Sender, Turn } from '../../delivery/office.js';
import { patienceUntil } from '../../delivery/patience.js';
import { StopSwitch } from '../../delivery/stop.js';
import { takeTurn } from '../../delivery/turn.js';
import { callCounts } from '../../domain/calls/call-list.js';
import { callFiles, isReplaced as isCallFileReplaced, type KeptCallFile } from '../../queries/calls/call-files.js';
import { callsToTakeBack } from '../../queries/calls/calls-to-take-back.js';
import { runCalls } from '../../queries/calls/run-calls.js';
import { fallenBackAccounts } from '../../queries/mailing/fallen-back.js';
import type { KeptSend } from '../../queries/editions.js';
import { isReplaced, mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import { statementRun } from '../../queries/statement/statement-run.js';
import type { Database } from '../../store/database.js';

type Job = RunOutputsReply['job'];
type JobKind = Job['kind'];

const NO_JOB: Job = { state: 'none', kind: 'mailing', done: 0, failure: null };
const SHOWN_MAX = 50;

const NOT_ENDED: Job['failure'] = {
  message: 'What was being sent did not come to an end in time.',
  fix: 'Send again: what may have been sent is proven or told then, and not sent twice.',
  issues: [],
};

export interface OutputDeskParts {
  readonly reader: Database;
  readonly processor: CommandProcessor;
  readonly folders: OfficeFolders;
  readonly clock: () => Date;
}

/** Sends what leaves the office for whoever asks, one thing at a time, and tells how far it is. */
export class OutputDesk {
  readonly #jobs = new Map<string, Job>();
  readonly #calls = new Map<string, { readonly asOf: string; readonly state: RunOutputsReply['calls'] }>();

  readonly #stop = new StopSwitch();
  /** Gives, once nothing is being sent, why what was being sent when a stop was asked for was not done; else null. */
  #underWay: Promise<Job['failure']> = Promise.resolve(null);

  constructor(private readonly parts: OutputDeskParts) {}

  /** Whether something is being sent at this moment. */
  get isSending(): boolean {
    return [...this.#jobs.values()].some(({ state }) => state === 'working');
  }

  /** Tells what is being sent to come to an end; nothing more is begun. */
  stop(): void {
    this.#stop.ask();
  }

  /**
   * Gives, once what was being sent has come to an end or was waited for long enough, why it was not done; null where
   * nothing was, or all of it is.
   */
  async ended(): Promise<Job['failure']> {
    const { givenUp } = this.#stop;
    const left = new Promise<Job['failure']>((resolve) => {
      givenUp.addEventListener('abort', () => resolve(NOT_ENDED));
    });
    const failure = await Promise.race([this.#underWay, left]);
    this.#stop.done();
    return failure;
  }

  /** What left the office of a posted run, also of one that was reversed since. Throws what `statementRun` throws. */
  async state(billRunId: string): Promise<RunOutputsReply> {
    const { reader: database } = this.parts;
    // First: what is read after a job has ended is what came of it.
    const job = this.#jobs.get(billRunId) ?? NO_JOB;
    const { accounts, isReversed, notices } = await ebillState({ database }, billRunId);
    const files = await mailingFiles(database, billRunId);
    const inFiles = new Set(files.flatMap(({ accountIds }) => accountIds ?? []));
    const fallenBack = await fallenBackAccounts(database, billRunId);
    const count = (...states: string[]) => notices.filter(({ state }) => states.includes(state)).length;
    const troubled = notices.flatMap(({ accountId, email, state, detail }) =>
      state === 'sent' ? [] : [{ accountId, email, state, detail }],
    );
    return {
      isReversed,
      mailing: files.map((file) => toState(file, files)),
      ebill: {
        ...{ accounts: accounts.length, sent: count('sent'), untold: count('sending') },
        waiting: accounts.length - notices.length + count('not-sent'),
        refused: notices.filter(({ accountId, state }) => state === 'refused' && !inFiles.has(accountId)).length,
        failed: count('refused', 'bounced', 'given-up'),
        toMail: fallenBack.filter((accountId) => !inFiles.has(accountId)).length,
        troubled: troubled.slice(0, SHOWN_MAX),
      },
      calls: await this.#callState(billRunId, isReversed),
      job,
    };
  }

  /** Begins to make and send a file. Throws `outputs-busy` or `sending-under-way` while something else is sent. */
  async mail(billRunId: string, { purpose, reason = '' }: SendMailingRequest, actor: Actor): Promise<RunOutputsReply> {
    return this.#begin(billRunId, 'mailing', actor, async (sender, onDone) => {
      const isAllPaper = purpose === 'paper-again';
      const wanted = { billRunId, purpose: isAllPaper ? 'paper' : purpose, isAllPaper, reason } as const;
      const made = await makeMailing(sender, { ...wanted, onWritten: onDone });
      await sendMailing(sender, billRunId, made);
    });
  }

  /** Begins to send the notices that were not sent, or to give up on them. Throws `outputs-busy` or `sending-under-way` while something else is sent. */
  async notify(billRunId: string, { action, reason = '' }: SendNoticesRequest, actor: Actor): Promise<RunOutputsReply> {
    return this.#begin(billRunId, 'ebill', actor, async (sender, onDone) => {
      if (action === 'give-up') await giveUpNotices(sender, { billRunId, reason });
      else {
        const chosen = { again: action === 'untold', refused: action === 'refused' };
        await sendNotices(sender, { billRunId, ...chosen, reason, onHanded: onDone });
      }
    });
  }

  /** Begins to make and send a file of calls. Throws `outputs-busy` or `sending-under-way` while something is sent. */
  async call(billRunId: string, { who, reason = '' }: SendCallsRequest, actor: Actor): Promise<RunOutputsReply> {
    return this.#begin(billRunId, 'calls', actor, async (sender) => {
      const made = await makeCalls(sender, { billRunId, who, reason });
      await sendCalls(sender, billRunId, made);
    });
  }

  /** It is worked out once for what the books and the time have it rest on: it is asked for again and again. */
  async #callState(billRunId: string, isReversed: boolean): Promise<RunOutputsReply['calls']> {
    const { reader: database, clock } = this.parts;
    const now = clock();
    const [row] = await database.raw<{ last: number }[]>('SELECT max(command_number) AS last FROM command');
    const asOf = `${row?.last ?? 0} ${now.toISOString().slice(0, 15)}`;
    const known = this.#calls.get(billRunId);
    if (known?.asOf === asOf) return known.state;
    // Of a run that was reversed nobody is called any more; its files tell who was.
    const rows = isReversed ? [] : (await runCalls(database, billRunId, now)).rows;
    const files = await callFiles(database, billRunId);
    const states: CallFileState[] = [];
    for (const file of files) states.push(toCallState(file, files, await callsToTakeBack(database, file, now)));
    const state = { ...callCounts(rows), files: states };
    this.#calls.set(billRunId, { asOf, state });
    return state;
  }

  async #begin(
    billRunId: string,
    kind: JobKind,
    actor: Actor,
    work: (sender: Sender, onDone: (done: number) => void) => Promise<void>,
  ): Promise<RunOutputsReply> {
    const office = this.#office(actor);
    const working = [...this.#jobs].find(([, { state }]) => state === 'working');
    if (working !== undefined) throw busy(working[0]);
    const note = (job: Partial<Job>) => void this.#jobs.set(billRunId, { ...NO_JOB, kind, ...job });
    const before = this.#jobs.get(billRunId) ?? NO_JOB;
    // At once, before anything is waited for, so that two who ask at once do not both begin.
    note({ state: 'working' });
    const turn = await this.#turn(kind, billRunId).catch((error: unknown) => {
      note(before);
      throw error;
    });
    this.#underWay = work({ ...office, turn }, (done) => note({ state: 'working', done }))
      .finally(turn.end)
      .then(
        () => {
          this.#jobs.delete(billRunId);
          return null;
        },
        (error: unknown) => {
          const failure = failureOf(error);
          note({ state: 'failed', failure });
          return this.#stop.asked.aborted ? failure : null;
        },
      );
    return this.state(billRunId);
  }

  async #turn(kind: JobKind, billRunId: string): Promise<Turn> {
    const { reader, folders } = this.parts;
    await statementRun(reader, billRunId);
    return takeTurn(folders, kind, billRunId);
  }

  #office(actor: Actor): Office {
    const { reader: database, processor, folders, clock } = this.parts;
    return {
      ...{ database, folders, clock, askedAt: clock(), patience: patienceUntil(this.#stop), stop: this.#stop },
      run: (command, payload, reason) =>
        processor.run(command, { commandId: randomUUID(), dryRun: false, reason, payload }, actor),
    };
  }
}

function toState(file: KeptMailingFile, files: readonly KeptMailingFile[]): MailingFileState {
  const { edition, purpose, fileName, accounts, totalCents, send, madeAt } = file;
  const sending = sendingOf(send, madeAt);
  const state = isReplaced(file, files) ? 'replaced' : sending.state;
  return { ...{ edition, purpose, fileName, accounts, totalCents }, ...sending, state };
}

function toCallState(
  file: KeptCallFile,
  files: readonly KeptCallFile[],
  toTakeBack: CallFileState['toTakeBack'],
): CallFileState {
  const { edition, purpose, fileName, calls, window, send, madeAt } = file;
  const sending = sendingOf(send, madeAt);
  const state = isCallFileReplaced(file, files) ? 'replaced' : sending.state;
  return { ...{ edition, purpose, fileName, calls, window, toTakeBack }, ...sending, state };
}

function sendingOf(send: KeptSend | null, madeAt: string): Pick<CallFileState, 'state' | 'target' | 'at' | 'by'> {
  if (send === null) return { state: 'made', target: '', at: madeAt, by: '' };
  const { outcome, target, at, by } = send;
  return { state: outcome === 'sending' ? 'untold' : outcome, target, at, by };
}

function failureOf(error: unknown): Job['failure'] {
  if (error instanceof CurbstopError) {
    const issues = error.issues.slice(0, SHOWN_MAX).map(({ message }) => message);
    return { message: error.message, fix: error.fix, issues };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `The sending broke off (${message}).`,
    fix: 'Look whether the disk of the data folder is full or may not be written. What may have been sent is told as that, and proven by sending it again.',
    issues: [],
  };
}

function busy(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'outputs-busy',
    status: 409,
    message: `Something of run ${billRunId} is being sent.`,
    fix: 'Wait until that is done.',
  });
}
