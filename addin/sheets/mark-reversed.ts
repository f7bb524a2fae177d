import { reversedText } from '../../bridge/contract/commands/reverse-push.js';
import type { BridgeClient } from '../client/bridge-client.js';
import { readBoundWorkbook, withColumns } from './bound-sheet.js';
import { writeRowStatuses } from './status-writer.js';
import { inWorkbook } from './workbook-session.js';

/**
 * Lets the Status of rows say so that were pushed from this workbook and are reversed, so that no open sheet claims
 * otherwise: those of one pull, or of every pull unless told. Throws a BridgeFailure.
 */
export async function markReversed(client: BridgeClient, pullId?: string): Promise<void> {
  const pushed = await inWorkbook(async (context) => {
    const { bound } = await readBoundWorkbook(context);
    return bound
      .filter(({ binding }) => binding.receipts.length > 0 && (pullId ?? binding.pullId) === binding.pullId)
      .map(({ binding }) => binding.pullId);
  });
  for (const each of pushed) {
    const reversed = await client.pullReversals(each);
    const texts = new Map(reversed.map(({ key, receiptNumber }) => [key, reversedText(receiptNumber)]));
    if (texts.size > 0) await inWorkbook((context) => markRows(context, each, texts));
  }
}

async function markRows(
  context: Excel.RequestContext,
  pullId: string,
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  const { bound } = await readBoundWorkbook(context);
  const found = bound.find(({ binding }) => binding.pullId === pullId);
  if (found !== undefined) await writeRowStatuses(context, await withColumns(context, found), texts);
}
