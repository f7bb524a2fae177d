import type { CalendarDate } from '../../contract/calendar-date.js';
import { CurbstopError } from '../../contract/problem.js';
import type { CompiledTariff } from '../tariff/index.js';
import { anyClassNeeds, programmeClasses } from './class-billing.js';

/** One version of a tariff, ready to price. */
export interface TariffVersion {
  readonly tariffVersionId: string;
  readonly tariffId: string;
  readonly effectiveFrom: CalendarDate;
  readonly compiled: CompiledTariff;
}

/** Every version of every tariff; finds the one in force on a date. */
export class TariffBook {
  /** The newest first. */
  readonly #versions: ReadonlyMap<string, readonly TariffVersion[]>;
  readonly #needed = new Map<string, boolean>();
  readonly #rates = new Map<string, string>();

  constructor(versions: readonly TariffVersion[]) {
    const byTariff = new Map<string, TariffVersion[]>();
    for (const version of versions) {
      byTariff.set(version.tariffId, [...(byTariff.get(version.tariffId) ?? []), version]);
    }
    for (const list of byTariff.values()) list.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
    this.#versions = byTariff;
  }

  /** The version in force on the date; null where there were no rates yet. */
  findVersionOn(tariffId: string, date: CalendarDate): TariffVersion | null {
    for (const version of this.#versions.get(tariffId) ?? []) if (version.effectiveFrom <= date) return version;
    return null;
  }

  /** The version in force on the date. Throws `no-tariff-in-force`. */
  versionOn(tariffId: string, date: CalendarDate): TariffVersion {
    const version = this.findVersionOn(tariffId, date);
    if (version !== null) return version;
    throw new CurbstopError({
      code: 'no-tariff-in-force',
      message: `The tariff "${tariffId}" has no rates in force on ${date}.`,
      fix: 'Add the version of the tariff that was in force then.',
    });
  }

  /** The versions in force from a day to a later one, both with it, the oldest first. Throws `no-tariff-in-force`. */
  versionsOver(tariffId: string, firstDay: CalendarDate, lastDay: CalendarDate): TariffVersion[] {
    const oldest = this.versionOn(tariffId, firstDay);
    const later = (this.#versions.get(tariffId) ?? []).filter(
      ({ effectiveFrom }) => effectiveFrom > firstDay && effectiveFrom <= lastDay,
    );
    return [oldest, ...later.reverse()];
  }

  /** A text that tells the versions of a tariff in force up to and with a day, with all that they say, from any others. */
  ratesUpTo(tariffId: string, lastDay: CalendarDate): string {
    const key = `${tariffId} ${lastDay}`;
    const known = this.#rates.get(key);
    if (known !== undefined) return known;
    const versions = (this.#versions.get(tariffId) ?? []).filter(({ effectiveFrom }) => effectiveFrom <= lastDay);
    const rates = versions.map(({ tariffVersionId, effectiveFrom, compiled }) => {
      return `${tariffVersionId} ${effectiveFrom} ${compiled.sha256}`;
    });
    this.#rates.set(key, rates.join('\n'));
    return rates.join('\n');
  }

  /** Tells whether any class of any version uses the name as data, so that it must be read for a run. */
  needs(name: string): boolean {
    const known = this.#needed.get(name);
    if (known !== undefined) return known;
    const needed = [...this.#versions.values()].flat().some(({ compiled }) => anyClassNeeds(compiled, name));
    this.#needed.set(name, needed);
    return needed;
  }

  /** The classes that are programmes by any version of any tariff. */
  programmes(): string[] {
    return [...new Set([...this.#versions.values()].flat().flatMap(({ compiled }) => programmeClasses(compiled)))];
  }
}
