import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';

/** So many reads, every tenth with an exception, in the columns of the Readings sheet. */
export function readings(count: number): SheetCell[][] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    const exception = index % 10 === 0 ? 'usage is three times the usual' : null;
    const start = [`R${number}`, exception, 'accept', null, null, null, 'new', 1000 + index, 900, '2026-11-20'];
    const end = [
      30,
      5000 + index,
      4000,
      `10-${number}-01`,
      `Name ${number}`,
      `${index} Main St`,
      '01',
      index + 1,
      `M${number}`,
      null,
    ];
    return [...start, ...end];
  });
}

export const billLine = (key: string, amount: string): SheetCell[] => [
  key,
  '10-0001',
  "'t Hooft",
  'residential',
  'water',
  'Base charge',
  4000,
  amount,
  amount,
  null,
  null,
  '1-2 Main St',
  '=HYPERLINK("http://x")',
];

export const ledgerLine = (entry: number): SheetCell[] => [
  `${entry}-1`,
  entry,
  '2026-11-23',
  'bill',
  '10-0001',
  '1200 Receivable, water',
  '12.34',
  null,
  '+1-800',
  7,
  '@Ann',
];
