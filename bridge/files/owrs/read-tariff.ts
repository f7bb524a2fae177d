import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { sha256Hex } from '../../bytes/sha256.js';
import { type TariffDocument, type TariffPosition, TariffError } from '../../contract/tariff-document.js';
import { parseTariffTree } from './parse-tariff-tree.js';

/** The largest rate file; the largest public one has 60 kB. */
export const TARIFF_BYTES_MAX = 1_000_000;

/**
 * Reads a rate file (Open Water Rate Specification, YAML 1.1 without types, so that numbers stay exact text).
 * Throws TariffError: tariff-too-large, not-utf8, yaml-syntax, duplicate-key and the like, with the line;
 * a file that cannot be opened throws as the file system does.
 */
export async function readTariffFile(file: string): Promise<TariffDocument> {
  return readTariffBytes(await tariffFileBytes(file), path.basename(file));
}

/**
 * A rate file's bytes, unless they are too many; no more are read than tell, also of a pipe, which has no size.
 * Throws `tariff-too-large`, or as the file system does.
 */
export async function tariffFileBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > TARIFF_BYTES_MAX) throw tooLarge(path.basename(file), String(size));
    const bytes = await firstBytes(handle, TARIFF_BYTES_MAX + 1);
    if (bytes.length > TARIFF_BYTES_MAX) throw tooLarge(path.basename(file), `more than ${TARIFF_BYTES_MAX}`);
    return bytes;
  } finally {
    await handle.close();
  }
}

async function firstBytes(handle: FileHandle, most: number): Promise<Buffer> {
  const bytes = Buffer.alloc(most);
  let length = 0;
  while (length < most) {
    const { bytesRead } = await handle.read(bytes, length, most - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Reads a rate file's bytes; `name` stands in errors and on bills. Throws as {@link readTariffFile}. */
export function readTariffBytes(bytes: Uint8Array, name: string): TariffDocument {
  if (bytes.byteLength > TARIFF_BYTES_MAX) throw tooLarge(name, String(bytes.byteLength));
  const sha256 = sha256Hex(bytes);
  return { name, sha256, root: parseTariffTree(decode(bytes, name), name) };
}

/** Reads a rate file's text. Throws as {@link readTariffFile}. */
export function readTariffText(text: string, name: string): TariffDocument {
  return readTariffBytes(new TextEncoder().encode(text), name);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TariffError({
      code: 'not-utf8',
      what: 'the file is not UTF-8 text',
      fix: 'Save the rate file as UTF-8.',
      at: start(name),
    });
  }
}

function tooLarge(name: string, size: string): TariffError {
  return new TariffError({
    code: 'tariff-too-large',
    what: `the file has ${size} bytes; the limit is ${TARIFF_BYTES_MAX}`,
    fix: 'Keep one utility and one effective date in a rate file.',
    at: start(name),
  });
}

function start(file: string): TariffPosition {
  return { file, line: 1, column: 1 };
}
