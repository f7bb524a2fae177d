import type { CommandReply } from '../../bridge/contract/command.js';
import type { PushSheetReply } from '../../bridge/contract/commands/push-sheet.js';
import { counted } from '../../bridge/contract/counted.js';
import { number } from './wording.js';

/** What a preview or a push came to, in one sentence. */
export function outcomeSentence({ outcome, receiptNumber, reply }: CommandReply<PushSheetReply>): string {
  const refused = reply.refused > 0 ? `, ${number(reply.refused)} refused` : '';
  const rest = `${refused}, ${number(reply.unchanged)} unchanged`;
  const isUntouched = reply.applied + reply.refused === 0;
  switch (outcome) {
    case 'previewed':
      if (isUntouched) return 'Preview: nothing in this sheet was changed, so there is nothing to push.';
      return `Preview: ${counted(reply.applied, 'row')} to push${rest}. Nothing has been pushed yet.`;
    case 'applied':
      return `Pushed: ${counted(reply.applied, 'row')}${rest}.`;
    case 'already-applied':
      if (receiptNumber === null) return 'Nothing in this sheet was changed, so nothing was pushed.';
      return `This push was already received: ${counted(reply.applied, 'row')}${rest}. Nothing was applied twice.`;
    case 'refused':
      if (reply.refused === 0) return 'Nothing was pushed. The issues below say why.';
      return `Nothing was pushed: ${counted(reply.refused, 'row')} refused, ${number(reply.applied)} valid.`;
  }
}
