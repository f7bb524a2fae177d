import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TariffDocument } from '../../contract/tariff-document.js';
import { readTariffFile } from './read-tariff.js';

/** The folder of the rate files that ship with the product, from source and from dist alike. */
export function shippedTariffsFolder(): string {
  return path.join(packageRoot(path.dirname(fileURLToPath(import.meta.url))), 'bridge', 'tariffs');
}

/** Reads every rate file that ships with the product, in the order of their names. Throws as readTariffFile. */
export async function loadShippedTariffs(): Promise<TariffDocument[]> {
  const folder = shippedTariffsFolder();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.owrs')).sort();
  return Promise.all(names.map((name) => readTariffFile(path.join(folder, name))));
}

function packageRoot(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('There is no package.json above the program.');
  return packageRoot(parent);
}
