import { setAccountInput } from '../commands/set-account-input.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { outcomeLine, runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface AccountSetOptions {
  readonly accountId: string;
  readonly name: string;
  /** Null says that it no longer holds. */
  readonly value: string | null;
  readonly from: CalendarDate;
  /** Undefined for all services of the account. */
  readonly service?: string | undefined;
  readonly person: string;
  readonly reason: string;
  /** True keeps it; false only says what would change. */
  readonly post: boolean;
}

/** Says what an account has for its tariffs, or what saying it would change, as the pane does it. */
export async function accountSet(folder: DataFolder, options: AccountSetOptions): Promise<number> {
  const { accountId, name, value, from: effectiveFrom, service = null, person, reason, post } = options;
  return withUtility(folder, async (database) => {
    const payload = { accountId, service, name, value, effectiveFrom };
    const done = await runCommand({ folder, database }, setAccountInput, payload, { person, reason, post });
    const { reply } = done;
    const of = reply.service === null ? '' : ` for ${reply.service}`;
    const [before, now] = [reply.before ?? 'not said', reply.value ?? 'not said'];
    say(`Account ${accountId}, ${name}${of} from ${reply.effectiveFrom}: ${now}; until now ${before}.`);
    say(outcomeLine(done));
  });
}
