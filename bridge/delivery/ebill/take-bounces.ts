import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { importBounces } from '../../commands/import-bounces.js';
import {
  BOUNCE_FILES_MAX,
  BOUNCES_BYTES_MAX,
  type ImportBouncesPayload,
  type ImportBouncesReply,
} from '../../contract/commands/import-bounces.js';
import { messagesOf } from '../../files/bounces/read-bounce.js';
import type { Office } from '../office.js';

export const FILE_BYTES_MAX = 64 * 1024 * 1024;

/** What was in a folder of messages that came back. */
export interface BouncesTaken extends ImportBouncesReply {
  /** Files, or mailboxes with a message, that are too large to be read. */
  readonly tooLarge: readonly string[];
}

/**
 * Reads the messages of a folder that came back, .eml files and mailboxes of any size up to a limit, and notes which
 * notices they are of. Throws the file system's error.
 */
export async function takeBounces({ run }: Office, folder: string): Promise<BouncesTaken> {
  const { files, tooLarge } = await messageFiles(folder);
  const taken = { messages: 0, bounced: [] as ImportBouncesReply['bounced'], known: 0, delayed: 0 };
  const others = new Set<string>();
  const large = new Set(tooLarge);
  for await (const batch of batchesOf(files, large)) {
    const { reply } = await run(importBounces, { files: batch }, '');
    taken.messages += reply.messages;
    taken.known += reply.known;
    taken.delayed += reply.delayed;
    taken.bounced.push(...reply.bounced);
    reply.others.forEach((name) => others.add(name));
  }
  return { ...taken, others: [...others], tooLarge: [...large] };
}

type Batch = ImportBouncesPayload['files'];

/** The messages of files, as many as are read at once; those that are too large for that are told of. */
async function* batchesOf(files: readonly string[], tooLarge: Set<string>): AsyncGenerator<Batch, void, undefined> {
  let [batch, bytes]: [Batch, number] = [[], 0];
  for (const file of files) {
    for (const message of messagesOf(await readFile(file, 'latin1'))) {
      const content = Buffer.from(message, 'latin1');
      if (content.length > BOUNCES_BYTES_MAX) {
        tooLarge.add(file);
        continue;
      }
      if (batch.length === BOUNCE_FILES_MAX || bytes + content.length > BOUNCES_BYTES_MAX) {
        yield batch;
        [batch, bytes] = [[], 0];
      }
      batch.push({ fileName: path.basename(file).slice(0, 200), contentBase64: content.toString('base64') });
      bytes += content.length;
    }
  }
  if (batch.length > 0) yield batch;
}

/** Files that a mail program leaves: every file of the folder, but for hidden ones and what is too large for messages. */
async function messageFiles(folder: string): Promise<{ readonly files: string[]; readonly tooLarge: string[] }> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const files: string[] = [];
  const tooLarge: string[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const facts = await stat(file);
    if (facts.isFile()) (facts.size <= FILE_BYTES_MAX ? files : tooLarge).push(file);
  }
  return { files, tooLarge };
}
