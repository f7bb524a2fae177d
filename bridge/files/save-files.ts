import { randomUUID } from 'node:crypto';
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

/**
 * Writes a file by what is given its handle, and gives what that gives. The file is there whole or not at all, and on the
 * disk when this ends; its folder is made where it is missing. Throws the file system's error, or the writer's.
 */
export async function saveWhole<Result>(file: string, write: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomUUID()}.part`;
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
  }
}

/** A file on its way, by the name that it has until it is whole. */
const UNFINISHED = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;

/** Removes what a program that was stopped left unfinished in a folder and its folders. Throws the file system's error. */
export async function removeUnfinished(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const unfinished = entries.filter((entry) => entry.isFile() && UNFINISHED.test(entry.name));
  for (const { parentPath, name } of unfinished) await rm(path.join(parentPath, name), { force: true });
}
