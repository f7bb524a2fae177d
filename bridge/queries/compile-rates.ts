import { CurbstopError } from '../contract/problem.js';
import { TariffError } from '../contract/tariff-document.js';
import { compileTariff, type CompiledTariff } from '../domain/tariff/index.js';
import { readTariffText } from '../files/owrs/read-tariff.js';
import type { Tariff } from './tariffs.js';

/**
 * Compiles the text of a rate file for a tariff, every class of it. `name` stands in messages. Throws TariffError where
 * the file can't be read, `rates-do-not-compile` with an issue for each class at fault, or `wrong-service`.
 */
export function compileRates(text: string, name: string, { service, title }: Tariff): CompiledTariff {
  const compiled = compileTariff(readTariffText(text, name));
  const faults = compiled.classes.flatMap((className) => faultsOf(compiled, className));
  if (faults.length > 0) throw doesNotCompile(name, faults);
  const stated = compiled.settings.service;
  if (stated === null || stated === service) return compiled;
  throw new CurbstopError({
    code: 'wrong-service',
    message: `${name} has rates for ${stated}, and the tariff "${title}" is for ${service}.`,
    fix: `Choose the tariff for ${stated}, or correct the service in the rate file.`,
  });
}

function faultsOf(compiled: CompiledTariff, className: string): TariffError[] {
  try {
    compiled.plan(className);
    return [];
  } catch (error) {
    if (error instanceof TariffError) return [error];
    throw error;
  }
}

function doesNotCompile(name: string, faults: readonly TariffError[]): CurbstopError {
  return new CurbstopError({
    code: 'rates-do-not-compile',
    message: `${name} can't be used: ${faults
      .map(({ message }) => message)
      .slice(0, 1)
      .join('')}`,
    fix: faults[0]?.fix ?? 'Correct the rate file.',
    issues: faults.flatMap(({ issues }) => issues),
  });
}
