import type { CalendarDate } from '../contract/calendar-date.js';
import type { SetTariffVersionReply } from '../contract/commands/set-tariff-version.js';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import type { CompiledTariff } from '../domain/tariff/index.js';
import { compileRatesToBill } from '../queries/compile-rates.js';
import { tariffImpact } from '../queries/tariff-impact.js';
import { billedPast, classesInUse, tariffById, type Tariff } from '../queries/tariffs.js';
import type { Database } from '../store/database.js';
import { writeTariffVersion } from '../store/tariff-versions.js';
import type { CommandContext } from './command.js';

export interface TariffVersionToAdd {
  readonly tariffId: string;
  /** The rate file's text, with the effective date in its metadata. */
  readonly source: string;
  /** How messages call the text: "The rates" unless told. */
  readonly fileName?: string;
}

/**
 * Adds a version to a tariff within any command, and gives what it changes in the bills of each cycle's last posted run.
 * Throws TariffError or `rates-do-not-compile` where the text is at fault, and `unknown-tariff`, `wrong-service`,
 * `no-effective-date`, `class-missing`, `version-exists`, `back-dated`, `amounts-too-large`.
 */
export async function addTariffVersion(
  { trx, commandNumber }: Pick<CommandContext, 'trx' | 'commandNumber'>,
  { tariffId, source, fileName = 'The rates' }: TariffVersionToAdd,
): Promise<SetTariffVersionReply> {
  const tariff = await tariffById(trx, tariffId);
  const rates = compileRatesToBill(source, fileName, tariff);
  const effectiveFrom = effectiveDateOf(rates);
  const tariffVersionId = `${tariffId}@${effectiveFrom}`;
  await refuseSecond(trx, tariff, effectiveFrom);
  await refuseMissingClasses(trx, tariff, { rates, effectiveFrom });
  await refuseBackDated(trx, tariff, effectiveFrom);
  const { sha256, settings } = rates;
  await writeTariffVersion(trx, {
    ...{ tariffVersionId, tariffId, effectiveFrom, source, commandNumber },
    ...{ isSample: settings.sample, sourceHash: sha256 },
  });
  const { service } = tariff;
  const impact = await tariffImpact(trx, tariff, rates);
  const { title, sample: isSample } = settings;
  return { tariffId, tariffVersionId, service, title, effectiveFrom, isSample, sha256, impact };
}

function effectiveDateOf({ name, metadata }: CompiledTariff): CalendarDate {
  if (metadata.effectiveDate !== null) return metadata.effectiveDate;
  throw new CurbstopError({
    code: 'no-effective-date',
    message: `${name} does not say from when its rates are in force.`,
    fix: 'Write effective_date: YYYY-MM-DD in the metadata of the rate file.',
  });
}

async function refuseSecond(trx: Database, { tariffId, title }: Tariff, effectiveFrom: CalendarDate): Promise<void> {
  const version = { tariff_id: tariffId, effective_from: effectiveFrom };
  if (!(await trx<{ tariff_id: string; effective_from: string }>('tariff_version').where(version).first())) return;
  throw new CurbstopError({
    code: 'version-exists',
    status: 409,
    message: `The tariff "${title}" has a version of ${effectiveFrom} already, and a version is never changed.`,
    fix: 'Give the new rates a later effective date.',
  });
}

interface DatedRates {
  readonly rates: CompiledTariff;
  readonly effectiveFrom: CalendarDate;
}

async function refuseMissingClasses(
  trx: Database,
  { tariffId, title }: Tariff,
  { rates, effectiveFrom }: DatedRates,
): Promise<void> {
  const classes = await classesInUse(trx, tariffId, effectiveFrom);
  const missing = classes.filter(({ rateClass }) => !rates.classes.includes(rateClass));
  if (missing.length === 0) return;
  const names = missing.map(({ rateClass }) => rateClass).join(', ');
  throw new CurbstopError({
    code: 'class-missing',
    message: `${rates.name} has no rates for ${names}, which accounts on the tariff "${title}" have.`,
    fix: 'Add the class to the rate file.',
    issues: missing.map(({ rateClass, accounts }) => ({
      code: 'class-missing',
      rowKey: rateClass,
      column: '',
      message: `${counted(accounts, 'account')} of class ${rateClass} could not be billed.`,
      fix: `Add ${rateClass} under rate_structure.`,
    })),
  });
}

async function refuseBackDated(trx: Database, { tariffId, title }: Tariff, effectiveFrom: CalendarDate): Promise<void> {
  const past = await billedPast(trx, tariffId, effectiveFrom);
  if (past === null) return;
  const { bills, lastPricedOn } = past;
  throw new CurbstopError({
    code: 'back-dated',
    status: 409,
    message: `Rates from ${effectiveFrom} would change what ${counted(bills, 'posted bill')} of the tariff "${title}" were priced by; the last of them by the rates in force on ${lastPricedOn}.`,
    fix: `Give the new rates an effective date after ${lastPricedOn}, and correct posted bills by adjustments.`,
  });
}
