import { counted } from '../contract/counted.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import { TARIFF_PROBLEMS_SHOWN_MAX } from '../contract/tariff-check.js';
import { type TariffDocument, TariffError } from '../contract/tariff-document.js';
import { checkTariff, compileTariff, type CompiledTariff } from '../domain/tariff/index.js';
import { readTariffText } from '../files/owrs/read-tariff.js';
import type { Tariff } from './tariffs.js';

/**
 * Compiles the text of a rate file to study it beside a tariff, every class of it. `name` stands in messages. Throws
 * TariffError where the file can't be read, `rates-do-not-compile` with an issue for each class at fault, or
 * `wrong-service`.
 */
export function compileRates(text: string, name: string, tariff: Tariff): CompiledTariff {
  const compiled = compileTariff(readTariffText(text, name));
  refuseFaults(
    name,
    compiled.classes.flatMap((className) => faultsOf(compiled, className)),
  );
  return ofService(compiled, tariff);
}

/**
 * Compiles the text of a rate file to bill by it. It must be without any error that checkTariff finds, also where no
 * account has the class yet. Throws as {@link compileRates}, with an issue for each error.
 */
export function compileRatesToBill(text: string, name: string, tariff: Tariff): CompiledTariff {
  const document = readTariffText(text, name);
  refuseFaults(name, errorsOf(document));
  return ofService(compileTariff(document), tariff);
}

function ofService(compiled: CompiledTariff, { service, title }: Tariff): CompiledTariff {
  const stated = compiled.settings.service;
  if (stated === null || stated === service) return compiled;
  throw new CurbstopError({
    code: 'wrong-service',
    message: `${compiled.name} has rates for ${stated}, and the tariff "${title}" is for ${service}.`,
    fix: `Choose the tariff for ${stated}, or correct the service in the rate file.`,
  });
}

function faultsOf(compiled: CompiledTariff, className: string): readonly Issue[] {
  try {
    compiled.plan(className);
    return [];
  } catch (error) {
    if (error instanceof TariffError) return error.issues;
    throw error;
  }
}

function errorsOf(document: TariffDocument): readonly Issue[] {
  return checkTariff(document)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, fix, line, column }) => ({
      ...{ code, rowKey: `line ${line}`, column: '', fix },
      message: `${document.name}, line ${line}, column ${column}: ${message}`,
    }));
}

function refuseFaults(name: string, faults: readonly Issue[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new CurbstopError({
    code: 'rates-do-not-compile',
    message: `${name} can't be used: ${first.message}${faults.length === 1 ? '' : ` It has ${counted(faults.length, 'error')} in all.`}`,
    fix: first.fix,
    issues: faults.slice(0, TARIFF_PROBLEMS_SHOWN_MAX),
  });
}
