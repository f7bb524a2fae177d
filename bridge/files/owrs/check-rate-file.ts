import { TariffError } from '../../contract/tariff-document.js';
import { type TariffProblem, checkTariff } from '../../domain/tariff/index.js';
import { readTariffBytes } from './read-tariff.js';

/** Lists every problem of a rate file's bytes; one that is no rate file at all has the one problem that keeps it so. */
export function checkRateFile(bytes: Uint8Array, name: string): readonly TariffProblem[] {
  try {
    return checkTariff(readTariffBytes(bytes, name));
  } catch (error) {
    if (!(error instanceof TariffError)) throw error;
    const { code, what, fix, line, column } = error;
    return [{ severity: 'error', code, what, fix, line: line ?? 1, column: column ?? 1 }];
  }
}
