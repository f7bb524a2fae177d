import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandProcessor } from '../commands/processor.js';
import { setPaymentLayouts } from '../commands/set-payment-layouts.js';
import { dateInTimeZone } from '../contract/calendar-date.js';
import type { SetPaymentLayoutsReply } from '../contract/commands/set-payment-layouts.js';
import { layoutsText, readLayouts } from '../files/payment-file/read-layouts.js';
import { paymentLayouts } from '../queries/payment-facts.js';
import { personById } from '../queries/people.js';
import { utilitySettings } from '../queries/utility-settings.js';
import { say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { withUtility } from './with-utility.js';

export interface SetLayoutsOptions {
  readonly file: string;
  readonly person: string;
  readonly reason: string;
  /** True keeps them; false only says what would change. */
  readonly post: boolean;
}

/** Writes the layouts of payment files that hold today, as `--set` takes them. */
export async function showLayouts(folder: DataFolder): Promise<number> {
  return withUtility(folder, async (database) => {
    const now = new Date();
    const { timeZone } = await utilitySettings(database, now);
    process.stdout.write(layoutsText(await paymentLayouts(database, dateInTimeZone(now, timeZone))));
  });
}

/** Sets all layouts of payment files from a file, or says what that would change. */
export async function setLayouts(folder: DataFolder, options: SetLayoutsOptions): Promise<number> {
  const { file, person, reason, post } = options;
  return withUtility(folder, async (database) => {
    const layouts = readLayouts(await withFile(file, () => readFile(file, 'utf8')), path.basename(file));
    const actor = { person: await personById(database, person), clientId: null };
    const request = { commandId: randomUUID(), dryRun: !post, reason, payload: { layouts } };
    const processor = new CommandProcessor(database, () => new Date());
    const { outcome, receiptNumber, reply } = await processor.run(setPaymentLayouts, request, actor);
    report(reply);
    if (!post) say('Nothing was changed: this was a preview. Add --post to keep it.');
    else say(outcome === 'applied' ? `Receipt ${receiptNumber ?? 'none'}.` : 'Nothing was changed: it was so already.');
  });
}

function report({ effectiveFrom, added, changed, removed }: SetPaymentLayoutsReply): void {
  say(`Payment layouts from ${effectiveFrom}:`);
  for (const [what, names] of Object.entries({ added, changed, removed })) {
    if (names.length > 0) say(`  ${what}: ${names.join(', ')}`);
  }
}
