import type { z } from 'zod';
import type { CalendarDate } from '../contract/calendar-date.js';
import type { Person, Role } from '../contract/person.js';
import type { Database } from '../store/database.js';
import type { WholeTable } from '../store/sealed-tables.js';

/** Who asks: the person, and the paired client they use; the bridge itself has no client. */
export interface Actor {
  readonly person: Person;
  readonly clientId: string | null;
}

/** What a command may use. Everything is read and written through the one transaction. */
export interface CommandContext {
  readonly trx: Database;
  /** The command's own number: its receipt, and the owner of every entry that it makes. */
  readonly commandNumber: number;
  readonly actor: Actor;
  /** Why, in the person's words; may be empty. */
  readonly reason: string;
  /** The instant of the command. */
  readonly now: Date;
  /** Today in the utility's time zone. */
  readonly today: CalendarDate;
}

/** applied: keep what was written. refused or unchanged: roll it back and answer the reply all the same. */
export interface CommandResult<Reply> {
  readonly outcome: 'applied' | 'refused' | 'unchanged';
  readonly reply: Reply;
  /** Small tables that this one changed besides those that its kind always changes. */
  readonly changes?: readonly WholeTable[];
}

/** One change of state: what it takes, who may ask for it, and what it does. */
export interface Command<Payload, Reply> {
  readonly kind: string;
  readonly roles: readonly Role[];
  readonly payload: z.ZodType<Payload>;
  /** It posts so much that the books are backed up before it. */
  readonly isPosting?: true;
  /** It is kept only with a reason; a preview needs none. */
  readonly needsReason?: true;
  /** It is taken also when the clock is behind the last receipt's. */
  readonly takesAnyClock?: true;
  /** What the ledger keeps of what it takes, where that holds more than is ever needed again, such as letters of customers, or is long. */
  kept?(payload: Payload): unknown;
  /** The small tables of the ledger that it changes; every other change of them is a finding of the proof. */
  readonly changes?: readonly WholeTable[];
  execute(context: CommandContext, payload: Payload): Promise<CommandResult<Reply>>;
}
