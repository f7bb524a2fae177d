import { readFile } from 'node:fs/promises';
import { readTariffFile } from '../files/owrs/read-tariff.js';

/** A rate file's text, after its size and its YAML were found good. Throws as readTariffFile. */
export async function rateFileText(file: string): Promise<string> {
  await readTariffFile(file);
  return readFile(file, 'utf8');
}
