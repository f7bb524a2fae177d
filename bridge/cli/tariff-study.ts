import type { RateStudyReply, StudyPart, UsageLevel } from '../contract/rate-study.js';
import { counted } from '../contract/counted.js';
import { centsToDollars } from '../contract/money.js';
import { rateStudy } from '../queries/rate-study.js';
import { note, say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { comparisonText, replacedLines, unpriceableLines } from './impact-lines.js';
import { rateFileText } from './rate-file-text.js';
import { studyCsv } from './study-csv.js';
import { withUtility } from './with-utility.js';

export interface TariffStudyOptions {
  readonly file: string;
  readonly tariff: string;
  readonly csv: boolean;
}

/** Prices the last months' bills again by a rate file, for a person or as a table. Nothing is changed. */
export async function tariffStudy(folder: DataFolder, { file, tariff, csv }: TariffStudyOptions): Promise<number> {
  return withUtility(folder, async (database) => {
    const source = await rateFileText(file);
    const study = await rateStudy(database, { tariffId: tariff, rates: { source } });
    if (csv) {
      process.stdout.write(studyCsv(study));
      [...unpriceableLines(study.unpriceable), ...replacedLines(study.replaced)].forEach(note);
    } else studyLines(study).forEach(say);
  });
}

function studyLines({ title, firstMonth, lastMonth, all, classes, unpriceable, replaced }: RateStudyReply): string[] {
  if (firstMonth === null || lastMonth === null) return ['No run is posted yet, so there are no bills to study.'];
  return [
    `${title || 'The rates'}, beside what was billed from ${firstMonth} to ${lastMonth}:`,
    ...partLines('All classes', all),
    ...classes.flatMap(({ rateClass, ...part }) => partLines(rateClass, part)),
    ...unpriceableLines(unpriceable),
    ...replacedLines(replaced),
  ];
}

function partLines(name: string, { total, months, levels }: StudyPart): string[] {
  return [
    `${name}: ${comparisonText(total)}`,
    ...months.map(({ month, ...comparison }) => `  ${month}  ${comparisonText(comparison)}`),
    ...levels.map(levelLine),
  ];
}

function levelLine({ fromKgal, belowKgal, bills, meanBeforeCents, meanAfterCents }: UsageLevel): string {
  const level = belowKgal === null ? `${fromKgal} kgal and more` : `${fromKgal} to ${belowKgal} kgal`;
  const means = `${centsToDollars(meanBeforeCents)} becomes ${centsToDollars(meanAfterCents)} on average`;
  return `  ${level}: ${counted(bills, 'bill')}, ${means}`;
}
