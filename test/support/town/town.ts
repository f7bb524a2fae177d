import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor, Command } from '../../../bridge/commands/command.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { Role } from '../../../bridge/contract/person.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { keepLook } from '../../../bridge/store/bill-run-looks.js';
import { writeSetting } from '../../../bridge/store/settings.js';
import { keepPull } from '../../../bridge/store/sheet-pulls.js';
import { NOW, townCopy } from './sample-town-file.js';

const NAMES: Readonly<Record<Role, string>> = {
  coordinator: 'Dana Whitlock',
  supervisor: 'Marcus Ellerbee',
  auditor: 'Priya Chandragiri',
  bridge: 'Curbstop',
};

/** The person of the town who has the role, without a client. */
export function actorOf(role: Role): Actor {
  return { person: { personId: role, name: NAMES[role], role }, clientId: null };
}

export interface RunOptions {
  readonly commandId?: string;
  readonly dryRun?: boolean;
  readonly reason?: string;
  readonly role?: Role;
}

export interface PulledSheet {
  readonly pullId: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

/** A town of its own for one test: a fresh copy of the sample town's database. */
export class TestTown {
  constructor(
    readonly file: string,
    readonly database: Database,
    readonly clock: () => Date = () => NOW,
  ) {}

  static async open(): Promise<TestTown> {
    const file = await townCopy();
    return new TestTown(file, await openDatabase(file));
  }

  /** Runs a command through the one processor; the coordinator asks unless told. */
  async run<Payload, Reply>(
    command: Command<Payload, Reply>,
    payload: unknown,
    { commandId = randomUUID(), dryRun = false, reason = '', role = 'coordinator' }: RunOptions = {},
  ): Promise<CommandReply<Reply>> {
    const processor = new CommandProcessor(this.database, this.clock);
    return processor.run(command, { commandId, dryRun, reason, payload }, actorOf(role));
  }

  /** A setting from a date on, sealed as a command that changes it seals it. */
  async writeSetting(name: string, effectiveFrom: string, value: unknown): Promise<void> {
    await this.run(
      {
        ...{ kind: 'write-setting', roles: ['coordinator'], payload: z.unknown(), changes: ['setting'] },
        execute: async ({ trx }) => {
          await writeSetting(trx, name, calendarDate(effectiveFrom), value);
          return { outcome: 'applied', reply: null };
        },
      },
      { name, effectiveFrom, value },
    );
  }

  /** Pulls a sheet and keeps it as the baseline, as the bridge does it; the coordinator asks unless told. */
  async pull(kind: SheetKindId, parameters: unknown, role: Role = 'coordinator'): Promise<PulledSheet> {
    const content = await pulls[kind](this.database, parameters, this.clock());
    const pullId = randomUUID();
    const { rows } = content;
    const pull = { pullId, kind, parameters, asOf: this.clock().toISOString(), personId: role };
    await keepPull(this.database, pull, rows);
    if (content.look) await keepLook(this.database, { ...content.look, lookedAt: pull.asOf }, actorOf(role).person);
    return { pullId, rows };
  }

  /** One value of the database. */
  async value<Value>(query: string, bindings: readonly (string | number)[] = []): Promise<Value> {
    const rows = await this.database.raw<Record<string, Value>[]>(query, [...bindings]);
    const [row] = rows;
    if (row === undefined) throw new Error(`No row: ${query}`);
    return Object.values(row)[0] as Value;
  }

  /** Every row of every table, to tell whether anything at all was changed. */
  async dump(): Promise<Record<string, unknown[]>> {
    const tables = await this.database.raw<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    );
    const dump: Record<string, unknown[]> = {};
    for (const { name } of tables) dump[name] = await this.database.raw<unknown[]>(`SELECT * FROM ${name}`);
    return dump;
  }

  async close(): Promise<void> {
    await this.database.destroy();
  }
}

/** Gives every test of the surrounding `describe` a fresh town. */
export function useTown(): () => TestTown {
  let town: TestTown | undefined;
  beforeEach(async () => {
    town = await TestTown.open();
  });
  afterEach(async () => {
    await town?.close();
    town = undefined;
  });
  return () => {
    if (town === undefined) throw new Error('The town is there only while a test runs.');
    return town;
  };
}
