import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod';
import type { Command } from '../commands/command.js';
import { CommandProcessor } from '../commands/processor.js';
import { commandRequestSchema, type CommandReply } from '../contract/command.js';
import { CurbstopError } from '../contract/problem.js';
import { personById } from '../queries/people.js';
import type { Database } from '../store/database.js';
import { Backups } from './backups.js';
import { note } from './console.js';
import type { DataFolder } from './data-folder.js';

export interface AskedByCommandLine {
  /** Who asks, by id. */
  readonly person: string;
  readonly reason: string;
  /** True keeps it; false only says what would change. */
  readonly post: boolean;
}

/** Runs a command for a person at the command line, as the bridge does it; the books are backed up before a posting. */
export async function runCommand<Payload, Reply>(
  { folder, database }: { readonly folder: DataFolder; readonly database: Database },
  command: Command<Payload, Reply>,
  payload: unknown,
  { person, reason, post }: AskedByCommandLine,
): Promise<CommandReply<Reply>> {
  const actor = { person: await personById(database, person), clientId: null };
  const backups = new Backups(folder, { tell: note });
  const beforePosting = () => backups.beforePosting(database);
  const processor = new CommandProcessor(database, () => new Date(), { beforePosting });
  const request = asTyped(() => {
    command.payload.parse(payload);
    return commandRequestSchema.parse({ commandId: randomUUID(), dryRun: !post, reason, payload });
  });
  return processor.run(command, request, actor);
}

/** What does not parse here was typed; what does not parse later, such as a setting, is no fault of the person. */
function asTyped<Request>(parse: () => Request): Request {
  try {
    return parse();
  } catch (error) {
    throw error instanceof ZodError ? notAsDescribed(error) : error;
  }
}

function notAsDescribed({ issues }: ZodError): CurbstopError {
  const lines = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return new CurbstopError({
    code: 'request-invalid',
    message: `What was typed can't be taken: ${lines.join('; ')}.`,
    fix: 'Mend it and try again; --help says what each option takes.',
  });
}

/** What came of it, as the last line: the receipt, or that nothing was changed and why. */
export function outcomeLine({ outcome, receiptNumber }: CommandReply<unknown>): string {
  if (outcome === 'previewed') return 'Nothing was changed: this was a preview. Add --post to keep it.';
  return outcome === 'applied' ? `Receipt ${receiptNumber ?? 'none'}.` : 'Nothing was changed: it was so already.';
}
