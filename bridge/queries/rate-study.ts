import { addMonths, calendarDate } from '../contract/calendar-date.js';
import { STUDY_MONTHS, type RateStudyReply, type RateStudyRequest } from '../contract/rate-study.js';
import { LargestChanges } from '../domain/rate-study/largest-changes.js';
import { reprice } from '../domain/rate-study/reprice.js';
import { StudyTally } from '../domain/rate-study/study-tally.js';
import type { CompiledTariff } from '../domain/tariff/index.js';
import type { Database } from '../store/database.js';
import { compileRates } from './compile-rates.js';
import { postedCharges } from './posted-charges.js';
import { tariffSource } from './tariff-versions.js';
import { tariffById, type Tariff } from './tariffs.js';

/**
 * Prices the tariff's bills of the last months again by other rates. Bills are read slice by slice, so that a large town
 * needs no more memory than a small one, and the work ends when `signal` is aborted. Throws `unknown-tariff`,
 * `unknown-tariff-version`, `amounts-too-large`, what compileRates throws, or what the signal is aborted with.
 */
export async function rateStudy(
  database: Database,
  { tariffId, rates }: RateStudyRequest,
  signal?: AbortSignal,
): Promise<RateStudyReply> {
  const tariff = await tariffById(database, tariffId);
  const studied = await studiedRates(database, tariff, rates);
  const { months, billRunIds } = await studyRuns(database);
  const tally = new StudyTally();
  const largest = new LargestChanges();
  for await (const charges of postedCharges(database, { tariffId, billRunIds, rates: studied, signal })) {
    for (const charge of charges) {
      const repriced = reprice(charge, studied);
      tally.add(repriced);
      largest.add(repriced);
    }
  }
  return {
    tariffId,
    service: tariff.service,
    title: studied.settings.title,
    effectiveFrom: studied.metadata.effectiveDate,
    sha256: studied.sha256,
    ...months,
    ...tally.study(),
    largest: largest.largest(),
  };
}

async function studiedRates(
  database: Database,
  tariff: Tariff,
  rates: RateStudyRequest['rates'],
): Promise<CompiledTariff> {
  if ('source' in rates) return compileRates(rates.source, 'The rate file', tariff);
  const { text, tariffVersionId } = await tariffSource(database, rates.tariffVersionId);
  return compileRates(text, tariffVersionId, tariff);
}

interface StudyRuns {
  readonly months: Pick<RateStudyReply, 'firstMonth' | 'lastMonth'>;
  readonly billRunIds: readonly string[];
}

/** The posted runs whose bill date is in the newest month that was billed, or in one of those before it. */
async function studyRuns(database: Database): Promise<StudyRuns> {
  const [newest] = await database.raw<{ last: string | null }[]>(`SELECT max(billed_on) AS last FROM standing_run`);
  if (!newest?.last) return { months: { firstMonth: null, lastMonth: null }, billRunIds: [] };
  const lastMonth = newest.last.slice(0, 7);
  const first = addMonths(calendarDate(`${lastMonth}-01`), 1 - STUDY_MONTHS);
  const runs = await database.raw<{ bill_run_id: string }[]>(
    `SELECT bill_run_id FROM standing_run WHERE billed_on >= ? ORDER BY billed_on, bill_run_id`,
    [first],
  );
  const months = { firstMonth: first.slice(0, 7), lastMonth };
  return { months, billRunIds: runs.map((run) => run.bill_run_id) };
}
