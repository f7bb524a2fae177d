import path from 'node:path';
import type { Command } from 'commander';
import { counted } from '../contract/counted.js';
import { saveLetters } from '../files/adjustment-letter/save-letters.js';
import { adjustmentLetters, type LettersAsked } from '../queries/adjusting/adjustment-letters.js';
import { say, withFile } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { wholeNumber } from './whole-number.js';
import { withUtility } from './with-utility.js';

const RECEIPT_MAX = 999_999_999;

interface LettersFlags extends WithData {
  readonly out: string;
  readonly account?: string;
}

/** Adds `curbstop letters`: what customers are written about adjustments. */
export function addLetters(curbstop: Command, ended: Ended): void {
  curbstop
    .command('letters')
    .argument('<receipt>', 'the receipt of a push of Adjustments or Pending Approvals', wholeNumber(1, RECEIPT_MAX))
    .description(
      'Write the letters to customers about the adjustments of a receipt as one PDF; made again it is the same.',
    )
    .addOption(dataOption())
    .requiredOption('--out <folder>', 'where the PDF is written')
    .option('--account <number>', 'only to this account')
    .action(async (receipt: number, { data, out, account }: LettersFlags) =>
      ended(await writeLetters(dataFolder(data), out, { receipt, accountId: account })),
    );
}

function writeLetters(folder: DataFolder, out: string, asked: LettersAsked): Promise<number> {
  return withUtility(folder, async (database) => {
    const made = await adjustmentLetters(database, asked);
    const fileName = await withFile(out, () => saveLetters(out, { ...made, accountId: asked.accountId }));
    say(`Written: ${path.join(out, fileName)}, ${counted(made.letters.length, 'letter')}`);
  });
}
