import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Command } from '../../bridge/commands/command.js';
import { CommandProcessor } from '../../bridge/commands/processor.js';
import { dateInTimeZone, type CalendarDate } from '../../bridge/contract/calendar-date.js';
import type { CommandReply, CommandRequest } from '../../bridge/contract/command.js';
import type { Role } from '../../bridge/contract/person.js';
import { actorOf } from '../support/town/town.js';
import { writeAccounts, type AccountKind } from './accounts.js';
import { TIME_ZONE } from './local-clock.js';
import { LedgerModel, type ModelEntry } from './ledger-model.js';
import { DUE_TO_CITY } from './model-chart.js';
import type { World } from './world.js';

/** Of the accounts of a sequence, in their order. */
export const SERVICES = [['water', 'sewer', 'garbage'], ['water', 'garbage'], ['garbage']] as const;
const MINUTE_MS = 60_000;

/** A request that was applied, to be sent again. */
interface Sent {
  readonly again: () => Promise<CommandReply<unknown>>;
  readonly otherwise: () => Promise<unknown>;
  readonly first: CommandReply<unknown>;
}

interface Asked {
  /** A change of the payload that makes it another one. */
  readonly otherwise: object;
  readonly preview?: boolean;
  readonly role?: Role;
}

/** A run that was posted and may be reversed. */
export interface PostedRun {
  readonly confirmed: {
    readonly billRunId: string;
    readonly confirmedBills: number;
    readonly confirmedTotalCents: number;
  };
  readonly on: string;
  readonly dueOn: string;
  readonly bills: readonly ModelEntry[];
}

/** One sequence being played: the same operations are done to the ledger in the database and to the model. */
export class Play {
  readonly sent: Sent[] = [];
  /** Rows of pushed adjustments that stand, with the receipt of their push. */
  readonly adjustments: { readonly receipt: number; readonly key: string; readonly entry: ModelEntry }[] = [];
  /** The last run, until it is reversed. */
  lastRun: PostedRun | null = null;
  /** What stands in suspense, by its reference. */
  readonly suspense = new Map<string, { readonly cents: number; readonly day: string }>();
  readonly #processor: CommandProcessor;

  private constructor(
    readonly world: World,
    readonly model: LedgerModel,
    readonly accountIds: readonly string[],
    /** The run that is open in the accounts' cycle. */
    public billRunId: string,
    /** The last entry that was there before. */
    readonly lastEntryBefore: number,
  ) {
    this.#processor = new CommandProcessor(world.database, () => world.now);
  }

  static async begin(world: World, kinds?: readonly AccountKind[]): Promise<Play> {
    world.sequences += 1;
    const { accountIds, billRunId } = await writeAccounts(world, dateInTimeZone(world.now, TIME_ZONE), kinds);
    const [last] = await world.database.raw<{ last: number | null }[]>(
      'SELECT max(entry_number) AS last FROM journal_entry',
    );
    return new Play(world, new LedgerModel(world.rules, accountIds), accountIds, billRunId, last?.last ?? 0);
  }

  /** Lets the sequences that follow know what this one left due to the City. */
  end(): void {
    const due = Object.values(DUE_TO_CITY);
    this.world.dueToCity.push(...this.model.postings.filter(({ ledgerAccount }) => due.includes(ledgerAccount)));
  }

  get today(): CalendarDate {
    return dateInTimeZone(this.world.now, TIME_ZONE);
  }

  accountAt(place: number): string {
    return this.accountIds[place % this.accountIds.length] ?? '';
  }

  /** Lets time pass. */
  wait(minutes: number): void {
    this.world.now = new Date(this.world.now.getTime() + minutes * MINUTE_MS);
  }

  /** Lets time pass up to a day, if it is still to come. */
  waitFor(day: string): void {
    const morning = new Date(`${day}T15:00:00Z`);
    if (morning > this.world.now) this.world.now = morning;
  }

  /** Runs a command that must be applied; first as a preview, where asked, which must say the same and change nothing. */
  async apply<Payload, Reply>(
    command: Command<Payload, Reply>,
    payload: object,
    { otherwise, preview = false, role = 'coordinator' }: Asked,
  ): Promise<CommandReply<Reply>> {
    const request = { commandId: randomUUID(), dryRun: false, reason: 'Model', payload };
    const run = (changes: Partial<CommandRequest> = {}) =>
      this.#processor.run(command, { ...request, ...changes }, actorOf(role));
    const seen = preview ? await this.unchanged(() => run({ dryRun: true, commandId: randomUUID() })) : null;
    const reply = await run();
    assert.equal(reply.outcome, 'applied');
    if (seen) assert.deepEqual(reply.reply, seen.reply, 'the preview said otherwise');
    this.sent.push({
      again: () => run(),
      first: reply,
      otherwise: () => run({ payload: { ...payload, ...otherwise } }),
    });
    return reply;
  }

  /** Runs a command that may be refused. */
  async attempt(
    command: Command<unknown, unknown>,
    payload: unknown,
    role: Role = 'coordinator',
  ): Promise<CommandReply<unknown>> {
    return this.#processor.run(
      command,
      { commandId: randomUUID(), dryRun: false, reason: 'Model', payload },
      actorOf(role),
    );
  }

  /** Does what must leave the ledger as it was. */
  async unchanged<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = await this.#counts();
    const result = await work();
    assert.deepEqual(await this.#counts(), before, 'it changed the ledger');
    return result;
  }

  async #counts(): Promise<unknown> {
    const tables = [
      ...['command', 'journal_entry', 'posting', 'allocation', 'payment', 'adjustment', 'bill', 'bill_run'],
      ...[
        'ledger_document',
        'suspense_item',
        'suspense_resolution',
        'payment_import',
        'bill_run_reversal',
        'remittance',
      ],
    ];
    const counts = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
    const [row] = await this.world.database.raw<Record<string, number>[]>(
      `SELECT ${counts.join(', ')}, (SELECT sum(status = 'open') FROM bill_run) AS open_runs`,
    );
    return row;
  }
}
