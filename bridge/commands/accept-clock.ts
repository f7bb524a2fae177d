import {
  acceptClockPayloadSchema,
  type AcceptClockPayload,
  type AcceptClockReply,
} from '../contract/commands/accept-clock.js';
import type { Command } from './command.js';

/** Lets work go on with a clock that is behind the last receipt, since it was that receipt's clock which was wrong. */
export const acceptClock: Command<AcceptClockPayload, AcceptClockReply> = {
  kind: 'accept-clock',
  roles: ['supervisor'],
  payload: acceptClockPayloadSchema,
  needsReason: true,
  takesAnyClock: true,
  async execute({ trx, now }) {
    const last = await trx<{ command_number: number; applied_at: string }>('command')
      .orderBy('command_number', 'desc')
      .first('applied_at');
    const lastAppliedAt = last?.applied_at ?? null;
    const reply = { lastAppliedAt, now: now.toISOString() };
    const isBehind = lastAppliedAt !== null && reply.now < lastAppliedAt;
    return { outcome: isBehind ? 'applied' : 'unchanged', reply };
  },
};
