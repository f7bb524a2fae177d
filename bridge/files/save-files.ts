import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** A file to be written for another program. */
export interface NewFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes files into a folder, which is made where it is missing, and gives their paths. Each one is there whole or not at
 * all, and on the disk when this ends; one of the same name is replaced. Throws the file system's error.
 */
export async function saveFiles(folder: string, files: readonly NewFile[]): Promise<string[]> {
  const paths: string[] = [];
  for (const { fileName, bytes } of files) {
    const file = path.join(folder, path.basename(fileName));
    await saveWhole(file, (handle) => handle.writeFile(bytes));
    paths.push(file);
  }
  return paths;
}

/** What this program writes at this moment. */
const writing = new Set<string>();

/**
 * Writes a file by what is given its handle, and gives what that gives. The file is there whole or not at all, and on the
 * disk when this ends; its folder is made where it is missing. Throws the file system's error, or the writer's.
 */
export async function saveWhole<Result>(file: string, write: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}.${randomUUID()}.part`;
  writing.add(unfinished);
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    let result: Result;
    try {
      result = await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    return result;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    writing.delete(unfinished);
  }
}

/** A file on its way, by the name that it has until it is whole: it tells which program writes it. */
const UNFINISHED = /(?:\.(\d+))?\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;

/** Removes what programs that were stopped left unfinished in a folder and its folders. Throws the file system's error. */
export async function removeUnfinished(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of await leftUnfinished(folder)) await rm(file, { force: true });
}

/**
 * What programs that were stopped left unfinished in a folder and its folders, but for one of them; nothing where there is
 * no folder. What a program writes that runs is not among it. Throws the file system's error.
 */
export async function leftUnfinished(folder: string, except?: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(({ parentPath }) => except === undefined || parentPath !== path.join(folder, except))
    .flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))
    .filter(isLeft);
}

function isLeft(file: string): boolean {
  const found = UNFINISHED.exec(file);
  if (found === null) return false;
  const writer = Number(found[1] ?? 0);
  return writer === 0 || (writer === process.pid ? !writing.has(file) : !isRunning(writer));
}

/** Whether a program runs; one of somebody else does when it may not be asked. */
function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
