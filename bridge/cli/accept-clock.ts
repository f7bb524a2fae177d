import type { Command } from 'commander';
import { acceptClock } from '../commands/accept-clock.js';
import { say } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

interface AcceptFlags extends WithData {
  readonly reason: string;
  readonly person: string;
}

/** Adds `curbstop accept-clock`: the way on when the last receipt was made by a clock that was ahead. */
export function addAcceptClock(curbstop: Command, ended: Ended): void {
  curbstop
    .command('accept-clock')
    .description("Say that this computer's clock is right now, and was ahead when the last receipt was made.")
    .addOption(dataOption())
    .requiredOption('--reason <text>', 'why, for the receipt')
    .option('--person <id>', 'who says it', 'supervisor')
    .action(async ({ data, ...flags }: AcceptFlags) => ended(await accept(dataFolder(data), flags)));
}

async function accept(folder: DataFolder, { reason, person }: Omit<AcceptFlags, 'data'>): Promise<number> {
  return withUtility(folder, async (database) => {
    const asked = { person, reason, post: true };
    const { outcome, receiptNumber, reply } = await runCommand({ folder, database }, acceptClock, {}, asked);
    say(
      outcome === 'applied'
        ? `Receipts go on from ${reply.now}; the last one was of ${reply.lastAppliedAt ?? 'none'}. Receipt ${receiptNumber ?? 'none'}.`
        : `The clock, ${reply.now}, is not behind the last receipt. Nothing was changed.`,
    );
  });
}
