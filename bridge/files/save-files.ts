import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
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
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const paths: string[] = [];
  for (const { fileName, bytes } of files) {
    const file = path.join(folder, path.basename(fileName));
    await saveWhole(file, bytes);
    paths.push(file);
  }
  return paths;
}

async function saveWhole(file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
