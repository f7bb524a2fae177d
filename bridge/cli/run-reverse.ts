import { reverseBillRun } from '../commands/reverse-bill-run.js';
import type { ReverseBillRunPayload, ReverseBillRunReply } from '../contract/commands/reverse-bill-run.js';
import { counted } from '../contract/counted.js';
import { centsToDollars, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { postedTotals } from '../queries/posted-run.js';
import type { Database } from '../store/database.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface RunReverseOptions {
  readonly billRunId: string;
  /** What the person typed to confirm it; null only tells what would be done. */
  readonly totalCents: Cents | null;
  readonly person: string;
  readonly reason: string;
}

/** Reverses a posted bill run, or tells what that would do. */
export async function runReverse(folder: DataFolder, options: RunReverseOptions): Promise<number> {
  const { billRunId, totalCents, person, reason } = options;
  return withUtility(folder, async (database) => {
    const truth = await confirmed(database, billRunId);
    const dryRun = totalCents === null;
    const payload = { ...truth, confirmedTotalCents: totalCents ?? truth.confirmedTotalCents };
    const asked = { person, reason, post: !dryRun };
    const { outcome, receiptNumber, reply } = await runCommand({ folder, database }, reverseBillRun, payload, asked);
    if (outcome === 'refused') throw wrongTotal(reply);
    report(reply);
    say(
      dryRun
        ? 'Nothing was changed: this was a preview. Type its total with --total to do it.'
        : `Receipt ${receiptNumber ?? 'none'}.`,
    );
  });
}

async function confirmed(database: Database, billRunId: string): Promise<ReverseBillRunPayload> {
  const { bills, totalCents } = await postedTotals(database, billRunId);
  return { billRunId, confirmedBills: bills, confirmedTotalCents: totalCents };
}

function report(reply: ReverseBillRunReply): void {
  const { billRunId, bills, totalCents, services, releasedCents, reappliedCents, openRunId, billedOn, dueOn } = reply;
  say(`Run ${billRunId}: ${counted(bills, 'bill')}, ${centsToDollars(totalCents)}, taken off the accounts.`);
  for (const { service, amountCents } of services) say(`  ${service} ${centsToDollars(amountCents)}`);
  say(
    `${centsToDollars(releasedCents)} had paid them; ${centsToDollars(reappliedCents)} of credit pays older charges now.`,
  );
  say(`The period is open again as run ${openRunId}, billed ${billedOn} and due ${dueOn}.`);
  if (reply.decisionsFallen > 0) {
    say(`Taken back on bills of the next run: ${counted(reply.decisionsFallen, 'decision')}.`);
  }
}

function wrongTotal({ billRunId, totalCents }: ReverseBillRunReply): CurbstopError {
  return new CurbstopError({
    code: 'wrong-total',
    message: `That is not the total of the run ${billRunId}: it is ${centsToDollars(totalCents)}. Nothing was changed.`,
    fix: 'Look whether it is the run that you mean, and type its total.',
  });
}
