import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { TariffDocument } from '../../contract/tariff-document.js';
import { packageRoot } from '../package-root.js';
import { readTariffFile } from './read-tariff.js';

/** The folder of the rate files that ship with the product, from source and from dist alike. */
export function shippedTariffsFolder(): string {
  return path.join(packageRoot(), 'bridge', 'tariffs');
}

/** Reads every rate file that ships with the product, in the order of their names. Throws as readTariffFile. */
export async function loadShippedTariffs(): Promise<TariffDocument[]> {
  const folder = shippedTariffsFolder();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.owrs')).sort();
  return Promise.all(names.map((name) => readTariffFile(path.join(folder, name))));
}
