import { CurbstopError } from '../../../bridge/contract/problem.js';
import { RATE_FILE_LENGTH_MAX } from '../../../bridge/contract/sheets/rate-file.js';
import { words } from '../words.js';

/** What the file pickers offer. */
export const RATE_FILE_TYPES = '.owrs,.yaml,.yml';
export const CASE_FILE_TYPES = '.jsonl,.ndjson,.json,.txt';

/** Four bytes are the most that a character takes. */
const BYTES_MAX = RATE_FILE_LENGTH_MAX * 4;

/** Why a chosen file is refused before it is read, or null when it may be read. */
export function textFileTrouble(file: Pick<File, 'size'>): string | null {
  if (file.size === 0) return words.rates.fileEmpty;
  return file.size <= BYTES_MAX ? null : words.rates.fileTooLarge;
}

/** A file's text. Rejects with a CurbstopError when it cannot be read or is no UTF-8. */
export async function textOf(file: File): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    const { unreadable: message, unreadableFix: fix } = words.rates;
    throw new CurbstopError({ code: 'file-unreadable', message, fix });
  }
}
