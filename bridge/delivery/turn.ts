import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CurbstopError } from '../contract/problem.js';
import { holdFile, type HeldFile } from '../store/held-file.js';
import type { Office, OfficeFolders, Sender, Turn } from './office.js';

/** What leaves the office of a run. */
export type Sent = 'mailing' | 'ebill' | 'calls';

const WORDS: Readonly<Record<Sent, (billRunId: string) => string>> = {
  mailing: (billRunId) => `The file of the run ${billRunId} for the mailing service`,
  ebill: (billRunId) => `The e-mail of the run ${billRunId}`,
  calls: (billRunId) => `The file of calls of the run ${billRunId}`,
};

/**
 * Takes the turn to send, which one sender of the data folder has at a time: the bridge, or a command line. The turn of one
 * that was killed has ended. Throws `sending-under-way` while another one has it, or what `holdFile` throws.
 */
export async function takeTurn(folders: OfficeFolders, kind: Sent, billRunId: string): Promise<Turn> {
  const told = path.join(folders.sending, 'what.txt');
  const held = await holdTurn(folders);
  if (held === null) throw underWay(await readFile(told, 'utf8').catch(() => ''));
  // It only says what others wait for: a full disk keeps nobody from sending.
  const tell = (what: string) => writeFile(told, what).catch(() => undefined);
  await tell(WORDS[kind](billRunId));
  return {
    end: async () => {
      // Who is refused before the next sender tells what it sends must not be told of this one.
      await tell('');
      await held.release();
    },
  };
}

/** Holds what tells whose turn it is, without telling what is sent; null while something is. Throws what `holdFile` throws. */
export function holdTurn({ sending }: Pick<OfficeFolders, 'sending'>): Promise<HeldFile | null> {
  return holdFile(path.join(sending, 'turn.lock'));
}

/** Does work in a turn of its own. Throws what `takeTurn` or the work throws. */
export async function inTurn<Result>(
  office: Office,
  kind: Sent,
  billRunId: string,
  work: (sender: Sender) => Promise<Result>,
): Promise<Result> {
  const turn = await takeTurn(office.folders, kind, billRunId);
  try {
    return await work({ ...office, turn });
  } finally {
    await turn.end();
  }
}

function underWay(what: string): CurbstopError {
  return new CurbstopError({
    code: 'sending-under-way',
    status: 409,
    message: `${what === '' ? 'Something' : what} is being sent at this moment, by the bridge or by another command; nothing else is sent meanwhile.`,
    fix: 'Wait until that is done; then look how it stands.',
  });
}
