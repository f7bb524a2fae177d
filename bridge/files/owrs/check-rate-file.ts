import type { TariffProblem } from '../../contract/tariff-check.js';
import { type TariffDocument, TariffError } from '../../contract/tariff-document.js';
import { checkTariff } from '../../domain/tariff/index.js';
import { readTariffBytes, readTariffText } from './read-tariff.js';

/** Lists every problem of a rate file's bytes; one that is no rate file at all has the one problem that keeps it so. */
export function checkRateFile(bytes: Uint8Array, name: string): readonly TariffProblem[] {
  return checked(() => readTariffBytes(bytes, name));
}

/** Lists every problem of a rate file's text, as {@link checkRateFile}. */
export function checkRateText(text: string, name: string): readonly TariffProblem[] {
  return checked(() => readTariffText(text, name));
}

function checked(read: () => TariffDocument): readonly TariffProblem[] {
  try {
    return checkTariff(read());
  } catch (error) {
    if (!(error instanceof TariffError)) throw error;
    const { code, what, fix, line, column } = error;
    return [{ severity: 'error', code, message: `${what}.`, fix, line: line ?? 1, column: column ?? 1 }];
  }
}
