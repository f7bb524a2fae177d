import path from 'node:path';
import { readTariffBytes, tariffFileBytes } from '../files/owrs/read-tariff.js';
import { withFile } from './console.js';

/** A rate file's text; it is read once, so that it may come through a pipe. Throws as readTariffFile, or `file-trouble`. */
export async function rateFileText(file: string): Promise<string> {
  const bytes = await withFile(file, () => tariffFileBytes(file));
  readTariffBytes(bytes, path.basename(file));
  return bytes.toString('utf8');
}
