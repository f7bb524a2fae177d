import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  distrustChanges,
  type StoreChange,
  trustChanges,
  type TrustCommand,
  type TrustPlace,
} from './trust-commands.js';

/** A system's own question is answered in this time or taken as a no. */
const COMMAND_SECONDS_MAX = 60;

/** Runs one program without a terminal; tells whether it ended well. */
export type RunCommand = (command: TrustCommand) => Promise<boolean>;

export interface TrustOptions {
  /** Where the certificate lies; what is trusted is noted there. */
  readonly folder: string;
  readonly thumbprint: string;
  readonly place: TrustPlace;
  readonly run: RunCommand;
}

/** This computer and the person at it. */
export function thisPlace(): TrustPlace {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    interactive: process.stdin.isTTY && process.env['CI'] === undefined,
    home: os.homedir(),
  };
}

/** Tells whether every store that can be changed here was told to trust the authority. */
export async function isTrusted({ folder, thumbprint, place }: Omit<TrustOptions, 'run'>): Promise<boolean> {
  const told = await storesTold(folder, thumbprint);
  // On a run without a person the answer must be the same, so the stores are counted as if there were one.
  const stores = trustChanges({ ...place, interactive: true }, '').map(({ store }) => store);
  return stores.length > 0 && stores.every((store) => told.has(store));
}

/** Tells the stores that were not told yet. Failures are no errors: {@link isTrusted} says what came of it. */
export async function installTrust(options: TrustOptions & { readonly authority: string }): Promise<void> {
  const { folder, thumbprint, place, run, authority } = options;
  const told = await storesTold(folder, thumbprint);
  for (const change of trustChanges(place, authority)) {
    if (!told.has(change.store) && (await apply(change, run))) told.add(change.store);
  }
  await writeFile(noteFile(folder), JSON.stringify({ thumbprint, stores: [...told] }), { mode: 0o600 });
}

/** Takes the authority back out of the stores. */
export async function removeTrust({ folder, thumbprint, place, run }: TrustOptions): Promise<void> {
  const told = await storesTold(folder, thumbprint);
  for (const change of distrustChanges(place, thumbprint)) if (told.has(change.store)) await apply(change, run);
  await rm(noteFile(folder), { force: true });
}

/** Runs a program with no terminal to ask on, and ends it when it takes too long. */
export function runCommand({ program, args }: TrustCommand): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', windowsHide: true, timeout: COMMAND_SECONDS_MAX * 1000 });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function apply(change: StoreChange, run: RunCommand): Promise<boolean> {
  for (const command of change.commands) if (!(await run(command)) && !command.mayFail) return false;
  return true;
}

async function storesTold(folder: string, thumbprint: string): Promise<Set<string>> {
  try {
    const note = JSON.parse(await readFile(noteFile(folder), 'utf8')) as { thumbprint?: unknown; stores?: unknown };
    const known = note.thumbprint === thumbprint && Array.isArray(note.stores);
    return new Set(known ? (note.stores as unknown[]).map(String) : []);
  } catch {
    // No note, or one that cannot be read: nothing is known to be trusted.
    return new Set();
  }
}

function noteFile(folder: string): string {
  return path.join(folder, 'trust.json');
}
