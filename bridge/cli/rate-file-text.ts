import path from 'node:path';
import { readTariffBytes, tariffFileBytes } from '../files/owrs/read-tariff.js';

/** A rate file's text; it is read once, so that it may come through a pipe. Throws as readTariffFile. */
export async function rateFileText(file: string): Promise<string> {
  const bytes = await tariffFileBytes(file);
  readTariffBytes(bytes, path.basename(file));
  return bytes.toString('utf8');
}
