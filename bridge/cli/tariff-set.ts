import path from 'node:path';
import { setTariffVersion } from '../commands/set-tariff-version.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { impactLines } from './impact-lines.js';
import { rateFileText } from './rate-file-text.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface TariffSetOptions {
  readonly file: string;
  readonly tariff: string;
  readonly person: string;
  readonly reason: string;
  /** True adds the version; false only shows what it changes. */
  readonly post: boolean;
}

/** Adds a rate file to a tariff as a new version, or shows what that would change, as the pane does it. */
export async function tariffSet(folder: DataFolder, options: TariffSetOptions): Promise<number> {
  const { file, tariff: tariffId, person, reason, post } = options;
  return withUtility(folder, async (database) => {
    const payload = { tariffId, fileName: path.basename(file), source: await rateFileText(file) };
    const asked = { person, reason, post };
    const { receiptNumber, reply } = await runCommand({ folder, database }, setTariffVersion, payload, asked);
    const sample = reply.isSample ? ', SAMPLE rates' : '';
    say(`${reply.title || payload.fileName}${sample}: ${reply.tariffVersionId}, in force from ${reply.effectiveFrom}.`);
    impactLines(reply.impact).forEach(say);
    say(
      post
        ? `The version was added. Receipt ${receiptNumber ?? 'none'}.`
        : 'Nothing was changed: this was a preview. Add --post to add the version.',
    );
  });
}
