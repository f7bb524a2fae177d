import { sha256Hex } from '../bytes/sha256.js';
import type { CommandReply, CommandRequest } from '../contract/command.js';
import { dateInTimeZone } from '../contract/calendar-date.js';
import type { Role } from '../contract/person.js';
import { CurbstopError } from '../contract/problem.js';
import { hasWholeTexts } from '../contract/whole-text.js';
import { utilitySettings } from '../queries/utility-settings.js';
import type { Database, Transaction } from '../store/database.js';
import { refuseUnsealed, sealCommand } from '../store/seals.js';
import { writeTransaction } from '../store/write-transaction.js';
import type { Actor, Command, CommandContext, CommandResult } from './command.js';

interface CommandRow {
  readonly command_number: number;
  readonly command_id: string;
  readonly kind: string;
  readonly person_id: string;
  readonly client_id: string | null;
  readonly reason: string;
  readonly applied_at: string;
  readonly payload_hash: string;
  readonly payload: string;
  readonly reply: string;
}

const CLOCK_CORRECTION_MS_MAX = 60_000;

export interface ProcessorOptions {
  /** Done before a command that posts is begun; when it fails, the command is refused. A preview and a repeat need none. */
  readonly beforePosting?: (kind: string) => Promise<void>;
}

/** Carries a reply out of a transaction that must not stay. */
class RolledBack<Reply> extends Error {
  constructor(readonly answer: CommandReply<Reply>) {
    super('rolled back as asked');
  }
}

/**
 * The one way to change anything. Begin, look the id up, execute, write the command with its reply, seal, commit. The same id
 * with the same payload answers the first reply; a preview is the same command rolled back.
 */
export class CommandProcessor {
  readonly #database: Database;
  readonly #clock: () => Date;
  readonly #beforePosting: (kind: string) => Promise<void>;

  constructor(
    database: Database,
    clock: () => Date,
    { beforePosting = () => Promise.resolve() }: ProcessorOptions = {},
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#beforePosting = beforePosting;
  }

  /**
   * Runs a command once. Throws `role-not-allowed`, `reason-missing`, `command-id-reused`, `clock-set-back`, `text-broken`, a ZodError for a payload of the
   * wrong shape, what `beforePosting` throws, or the command's own CurbstopError; nothing stays then.
   */
  async run<Payload, Reply>(
    command: Command<Payload, Reply>,
    request: CommandRequest,
    actor: Actor,
  ): Promise<CommandReply<Reply>> {
    assertAllowed(command, actor);
    assertReasoned(command, request);
    const payload = command.payload.parse(request.payload);
    const payloadText = JSON.stringify(payload);
    refuseHalfCharacters(payloadText, request.reason);
    const payloadHash = sha256Hex(`${command.kind}\n${payloadText}`);
    if (command.isPosting && !request.dryRun && !(await findCommand(this.#database, request.commandId))) {
      await this.#beforePosting(command.kind);
    }
    try {
      return await writeTransaction(this.#database, async (trx) => {
        const earlier = await findCommand(trx, request.commandId);
        if (earlier) return repeatReply<Reply>(earlier, payloadHash);
        const context = await this.#context(trx, command, request, actor);
        await refuseUnsealed(trx, command.changes ?? []);
        const result = await command.execute(context, payload);
        if (request.dryRun || result.outcome !== 'applied') throw new RolledBack(withoutEffect(result, request.dryRun));
        const keptText = command.kept ? JSON.stringify(command.kept(payload)) : payloadText;
        const kept = { payloadText: keptText, payloadHash, reply: result.reply };
        const answer = await keep(context, command.kind, request, kept);
        await sealCommand(trx, context.commandNumber, [...(command.changes ?? []), ...(result.changes ?? [])]);
        return answer;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.answer as CommandReply<Reply>;
      throw error;
    }
  }

  async #context(
    trx: Transaction,
    { takesAnyClock = false }: { readonly takesAnyClock?: boolean },
    { reason }: CommandRequest,
    actor: Actor,
  ): Promise<CommandContext> {
    const [last] = await trx.raw<{ command_number: number; applied_at: string }[]>(
      'SELECT command_number, applied_at FROM command ORDER BY command_number DESC LIMIT 1',
    );
    const now = takesAnyClock ? this.#clock() : instantAfter(last?.applied_at ?? '', this.#clock());
    const { timeZone } = await utilitySettings(trx, now);
    const commandNumber = (last?.command_number ?? 0) + 1;
    return { trx, actor, reason, now, today: dateInTimeZone(now, timeZone), commandNumber };
  }
}

function refuseHalfCharacters(payloadText: string, reason: string): void {
  if (hasWholeTexts(payloadText) && hasWholeTexts(JSON.stringify(reason))) return;
  throw new CurbstopError({
    code: 'text-broken',
    message: 'A text holds half of a character, as LEFT or MID leave it in Excel when they cut an emoji in two.',
    fix: 'Type the text again without it.',
  });
}

/**
 * The instant of a command is never before the last one's, or a report of a past day would change. Clocks are corrected by
 * seconds now and then: so much is passed over.
 */
function instantAfter(lastAppliedAt: string, now: Date): Date {
  const behind = Date.parse(lastAppliedAt) - now.getTime();
  if (!(behind > 0)) return now;
  if (behind <= CLOCK_CORRECTION_MS_MAX) return new Date(lastAppliedAt);
  throw new CurbstopError({
    code: 'clock-set-back',
    status: 409,
    message: `This computer's clock says ${now.toISOString()}, and the last receipt is of ${lastAppliedAt}.`,
    fix: "Set this computer's date, time and time zone right, and do it again. If the clock is right now and was ahead before, a supervisor says so: curbstop accept-clock --reason TEXT.",
  });
}

function assertAllowed(command: { readonly kind: string; readonly roles: readonly Role[] }, actor: Actor): void {
  if (command.roles.includes(actor.person.role)) return;
  throw new CurbstopError({
    code: 'role-not-allowed',
    status: 403,
    message: `${actor.person.name} is paired as ${actor.person.role}, who can't do this (${command.kind}).`,
    fix: `Ask someone who is ${command.roles.join(' or ')}.`,
  });
}

function assertReasoned(
  command: { readonly kind: string; readonly needsReason?: true },
  request: CommandRequest,
): void {
  if (!command.needsReason || request.dryRun || request.reason.trim() !== '') return;
  throw new CurbstopError({
    code: 'reason-missing',
    message: `This is done only with a reason (${command.kind}).`,
    fix: 'Say why, for the receipt.',
  });
}

async function findCommand(trx: Database, commandId: string): Promise<CommandRow | undefined> {
  return trx<CommandRow>('command').where({ command_id: commandId }).first();
}

function repeatReply<Reply>(earlier: CommandRow, payloadHash: string): CommandReply<Reply> {
  if (earlier.payload_hash !== payloadHash) {
    throw new CurbstopError({
      code: 'command-id-reused',
      status: 409,
      message: `This request's id was already used for receipt ${earlier.command_number}, with other content.`,
      fix: 'Look at that receipt; if this is new work, push again: it gets a new id.',
    });
  }
  return {
    outcome: 'already-applied',
    receiptNumber: earlier.command_number,
    appliedAt: earlier.applied_at,
    reply: JSON.parse(earlier.reply) as Reply,
  };
}

function withoutEffect<Reply>(result: CommandResult<Reply>, dryRun: boolean): CommandReply<Reply> {
  const outcome = result.outcome === 'refused' ? 'refused' : dryRun ? 'previewed' : 'already-applied';
  return { outcome, receiptNumber: null, appliedAt: null, reply: result.reply };
}

interface Kept<Reply> {
  readonly payloadText: string;
  readonly payloadHash: string;
  readonly reply: Reply;
}

async function keep<Reply>(
  context: CommandContext,
  kind: string,
  request: CommandRequest,
  { payloadText, payloadHash, reply }: Kept<Reply>,
): Promise<CommandReply<Reply>> {
  const appliedAt = context.now.toISOString();
  await context.trx<CommandRow>('command').insert({
    command_number: context.commandNumber,
    command_id: request.commandId,
    kind,
    person_id: context.actor.person.personId,
    client_id: context.actor.clientId,
    reason: request.reason,
    applied_at: appliedAt,
    payload_hash: payloadHash,
    payload: payloadText,
    reply: JSON.stringify(reply),
  });
  return { outcome: 'applied', receiptNumber: context.commandNumber, appliedAt, reply };
}
