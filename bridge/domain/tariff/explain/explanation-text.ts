import { centsToDollars } from '../../../contract/money.js';
import type { ExplainedStep } from '../evaluate/trace.js';
import { exactFromText } from '../exact/exact.js';
import type { BillExplanation } from './explanation.js';
import { roundingWords, spokenName } from './spoken-name.js';

/** Quotients that do not end are told with so many decimals. */
const DECIMALS = 6;

/**
 * The explanation as sentences for a customer on the telephone: the rates, what was used, each line with the steps
 * behind it in the order in which they are worked out, and the total.
 */
export function explanationText(explanation: BillExplanation): string {
  const { tariff, steps, lines, billCents, rounding } = explanation;
  const told = new Set<string>();
  const parts = lines.flatMap(({ component, description, cents }) => [
    `${description}: ${centsToDollars(cents)}`,
    ...behind(component, steps, told).flatMap(sentences),
  ]);
  return [
    heading(tariff),
    `Class ${explanation.className}. ${given(explanation)}`,
    ...parts,
    `Total: ${centsToDollars(billCents)} (${roundingWords(rounding.how)} ${PLACES[rounding.at]})`,
  ].join('\n');
}

const PLACES = { bill: 'once, on the bill', line: 'on each line', component: 'on each component' } as const;

function heading({ title, name, source, effectiveDate }: BillExplanation['tariff']): string {
  const since = effectiveDate === null ? '' : `, rates from ${effectiveDate}`;
  return `${title || name}${since}${source === '' ? '' : ` (${source})`}`;
}

function given({ inputs }: BillExplanation): string {
  const data = Object.entries(inputs).map(([name, value]) => `${spokenName(name).toLowerCase()} ${value}`);
  return data.length === 0 ? '' : `We have: ${data.join(', ')}.`;
}

/** The steps that a component needs and that no line before has told, in the order of computation. */
function behind(component: string, steps: readonly ExplainedStep[], told: Set<string>): readonly ExplainedStep[] {
  const byName = new Map(steps.map((step) => [step.component, step]));
  const needed = new Set<string>();
  const open = [component];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const step = byName.get(name);
    if (step === undefined || needed.has(name) || told.has(name)) continue;
    needed.add(name);
    open.push(...step.values.map((value) => value.name));
  }
  for (const name of needed) told.add(name);
  return steps.filter((step) => needed.has(step.component) && step.formula.kind !== 'list');
}

function sentences({ component, kind, text, key, values, tiers, value }: ExplainedStep): readonly string[] {
  const name = spokenName(component);
  const result = short(value);
  if (kind === 'number') return [`  ${name} is ${result}.`];
  if (kind === 'map') return [`  ${name} is ${result} (${text}: ${key ?? ''}).`];
  if (tiers.length > 0) {
    const rows = tiers
      .filter(({ quantity }) => quantity !== '0')
      .map((tier) => `    ${short(tier.quantity)} at ${short(tier.price)} is ${short(tier.amount)}`);
    return [`  ${name} is ${result}:`, ...rows];
  }
  const known = values.map((each) => `${each.name} ${short(each.value)}`).join(', ');
  return [`  ${name} = ${text}${known === '' ? '' : `, with ${known}`}, is ${result}.`];
}

function short(value: string): string {
  return exactFromText(value.slice(0, 60))?.toDecimalPlaces(DECIMALS).toFixed() ?? value;
}
