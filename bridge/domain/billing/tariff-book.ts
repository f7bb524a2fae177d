import type { CalendarDate } from '../../contract/calendar-date.js';
import { CurbstopError } from '../../contract/problem.js';
import type { CompiledTariff } from '../tariff/index.js';

/** One version of a tariff, ready to price. */
export interface TariffVersion {
  readonly tariffVersionId: string;
  readonly tariffId: string;
  readonly effectiveFrom: CalendarDate;
  readonly compiled: CompiledTariff;
}

/** Every version of every tariff; finds the one in force on a date. */
export class TariffBook {
  readonly #versions: ReadonlyMap<string, readonly TariffVersion[]>;

  constructor(versions: readonly TariffVersion[]) {
    const byTariff = new Map<string, TariffVersion[]>();
    for (const version of versions) {
      byTariff.set(version.tariffId, [...(byTariff.get(version.tariffId) ?? []), version]);
    }
    for (const list of byTariff.values()) list.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
    this.#versions = byTariff;
  }

  /** The version in force on the date. Throws `no-tariff-in-force`. */
  versionOn(tariffId: string, date: CalendarDate): TariffVersion {
    const version = this.#versions.get(tariffId)?.find((candidate) => candidate.effectiveFrom <= date);
    if (version) return version;
    throw new CurbstopError({
      code: 'no-tariff-in-force',
      message: `The tariff "${tariffId}" has no rates in force on ${date}.`,
      fix: 'Add the version of the tariff that was in force then.',
    });
  }
}
