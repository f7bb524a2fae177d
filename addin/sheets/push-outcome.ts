import type { CommandReply } from '../../bridge/contract/command.js';
import type { PushSheetReply } from '../../bridge/contract/commands/push-sheet.js';
import type { Issue } from '../../bridge/contract/problem.js';

export interface PushOutcome {
  readonly reply: CommandReply<PushSheetReply>;
  readonly sheetName: string;
  /** Found before anything was sent; the outcome is then 'refused' and the bridge has not seen the rows. */
  readonly localIssues: readonly Issue[];
}

const NOTHING_DONE = { totals: [], bills: [], journal: [], effect: null, ifApproved: null, impact: null, moves: [] };

/** The outcome of a push that was not sent, because the sheet cannot be read as it is. */
export function notSent(pullId: string, sheetName: string, localIssues: readonly Issue[]): PushOutcome {
  const nothing = { applied: 0, refused: 0, unchanged: 0, rows: [], issues: [], conflicts: [], notices: [] };
  return {
    reply: {
      outcome: 'refused',
      receiptNumber: null,
      appliedAt: null,
      reply: { pullId, ...nothing, ...NOTHING_DONE },
    },
    sheetName,
    localIssues,
  };
}
