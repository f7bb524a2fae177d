import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { counted } from '../../contract/counted.js';
import { cents, centsToDecimalText } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import {
  priceCasesParametersSchema,
  priceCasesSheet,
  type PriceCasesParameters,
} from '../../contract/sheets/price-cases.js';
import type { TariffCase, TariffCaseReply } from '../../contract/tariff-check.js';
import { type CompiledTariff, caseError, compileTariff, priceCase } from '../../domain/tariff/index.js';
import { readCase } from '../../files/owrs/read-case.js';
import { readTariffText } from '../../files/owrs/read-tariff.js';
import type { SheetSource } from './sheet-source.js';

const TEXT_LENGTH_MAX = 1_000;

/** Cases priced with a rate file that somebody chose: the bill first, then its components. */
export const priceCasesSource: SheetSource<PriceCasesParameters> = {
  kind: priceCasesSheet,
  parameters: priceCasesParametersSchema,
  read(_database, { name, text, cases }) {
    const tariff = compileTariff(readTariffText(text, name));
    const lines = cases.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
    const given = lines.filter(({ line }) => line.trim() !== '');
    if (given.length === 0) throw noCases();
    const rows = given.flatMap(({ line, number }) => caseRows(tariff, line, number));
    const wrong = rows.filter((row) => row.at(-1) !== null).length;
    const totals = [
      { label: 'Cases', value: given.length.toLocaleString('en-US') },
      { label: 'Without a bill', value: wrong.toLocaleString('en-US') },
    ];
    return Promise.resolve({ subject: `${name}: ${counted(given.length, 'case')}`, rows, totals });
  },
};

function caseRows(tariff: CompiledTariff, line: string, number: number): readonly (readonly SheetCell[])[] {
  try {
    const known = readCase(line);
    return toRows(number, known, priceCase(tariff, known));
  } catch (error) {
    return toRows(number, null, caseError(error));
  }
}

function toRows(number: number, known: TariffCase | null, priced: TariffCaseReply): readonly (readonly SheetCell[])[] {
  const inputs = Object.entries(known?.inputs ?? {}).map(([name, value]) => `${name} ${value}`);
  const head = [number, known?.class ?? null, shortened(inputs.join(', '))];
  if ('error' in priced) {
    return [[`${number}`, ...head, null, null, null, shortened(priced.error.message)]];
  }
  const bill = [
    `${number}`,
    ...head,
    'bill',
    shortened(priced.bill),
    centsToDecimalText(cents(priced.bill_cents)),
    null,
  ];
  const components = Object.entries(priced.components).filter(([name]) => name !== 'bill');
  return [
    bill,
    ...components.map(([name, value], index) => [
      `${number}-${index + 1}`,
      number,
      null,
      null,
      name,
      shortened(value),
      null,
      null,
    ]),
  ];
}

function shortened(text: string): string {
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX)}...`;
}

function noCases(): CurbstopError {
  return new CurbstopError({
    code: 'no-cases',
    message: 'There is no case to price.',
    fix: 'Give one JSON object a line: {"class": "RESIDENTIAL", "inputs": {"usage_ccf": "6"}}.',
  });
}
