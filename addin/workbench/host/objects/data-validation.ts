import { NO_VALIDATION, type ValidationRule, satisfies, validationType } from '../model/data-validation.js';
import { fixedAddress } from '../model/address.js';
import { cellArea } from '../model/area.js';
import { recalculate } from '../model/calculation.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import { asBoolean, asRecord } from '../protocol/arguments.js';
import { type HostServices, isHostObject, objectType } from '../protocol/object-type.js';

const KINDS = ['list', 'wholeNumber', 'decimal', 'date', 'time', 'textLength', 'custom'];

function ruleOf({ sheet, area }: RangeTarget): ValidationRule | null | 'mixed' {
  return sheet.validations.over(area);
}

function read<K extends keyof ValidationRule>(range: RangeTarget, key: K): ValidationRule[K] | null {
  const rule = ruleOf(range);
  return rule === 'mixed' ? null : (rule ?? NO_VALIDATION)[key];
}

function change({ sheet, area }: RangeTarget, part: Partial<ValidationRule>, { workbook }: HostServices): void {
  const rule = sheet.validations.over(area);
  sheet.validations.set(area, { ...(rule === 'mixed' || rule === null ? NO_VALIDATION : rule), ...part });
  workbook.emit({ kind: 'repaint', sheet });
}

function asRule(value: unknown): ValidationRule['rule'] {
  const entries = Object.entries(asRecord(value)).filter(([, settings]) => settings !== undefined && settings !== null);
  const known = entries.length === 1 && entries.every(([kind]) => KINDS.includes(kind));
  if (!known) throw new ModelError('InvalidArgument');
  return Object.fromEntries(entries.map(([kind, settings]) => [kind, listSource(asRecord(settings))]));
}

// A list is a formula, or text of at most 255 characters.
function listSource(settings: Record<string, unknown>): Record<string, unknown> {
  const { source } = settings;
  if (source === undefined) return settings;
  if (isHostObject(source) && source.target instanceof RangeTarget) {
    const { sheet, area } = source.target;
    return { ...settings, source: `=${fixedAddress(sheet.name, area)}` };
  }
  if (typeof source !== 'string') {
    throw new ModelError(
      'InvalidArgument',
      'The workbench takes the source of a list as text or as a formula such as =Lists!A1:A9.',
    );
  }
  if (!source.startsWith('=') && source.length > 255) throw new ModelError('InvalidArgument');
  return settings;
}

function operandReader({ sheet }: RangeTarget, { workbook }: HostServices): (formula: unknown) => number | null {
  return (formula) => {
    if (typeof formula === 'number') return formula;
    if (typeof formula !== 'string') return null;
    const place = formula.startsWith('=') ? workbook.locate(formula.slice(1), sheet) : null;
    if (place !== null) {
      const value = place.sheet.value(place.area.row, place.area.column);
      return typeof value === 'number' ? value : null;
    }
    const number = Number(formula.replace(/^=/, ''));
    return Number.isNaN(number) ? null : number;
  };
}

function invalidCells(range: RangeTarget, services: HostServices): RangeTarget[] {
  recalculate(services.workbook);
  const { sheet } = range;
  const operand = operandReader(range, services);
  const filled = sheet.cells.filled(range.area);
  return [...(filled === null ? [] : sheet.cells.inside(filled))].flatMap(({ row, column, cell }) => {
    const rule = sheet.validations.at(row, column);
    return rule === null || satisfies(cell.value, rule, operand) ? [] : [new RangeTarget(sheet, cellArea(row, column))];
  });
}

/** DataValidation of a range. */
export const dataValidationType = objectType<RangeTarget>({
  name: 'DataValidation',
  properties: {
    Type: {
      get: (range) => {
        const rule = ruleOf(range);
        return rule === 'mixed' ? 'Inconsistent' : validationType(rule);
      },
    },
    Rule: {
      get: (range) => read(range, 'rule'),
      set: (range, value, services) => change(range, { rule: asRule(value) }, services),
    },
    ErrorAlert: {
      get: (range) => read(range, 'errorAlert'),
      set: (range, value, services) =>
        change(range, { errorAlert: { ...NO_VALIDATION.errorAlert, ...asRecord(value) } }, services),
    },
    Prompt: {
      get: (range) => read(range, 'prompt'),
      set: (range, value, services) =>
        change(range, { prompt: { ...NO_VALIDATION.prompt, ...asRecord(value) } }, services),
    },
    IgnoreBlanks: {
      get: (range) => read(range, 'ignoreBlanks'),
      set: (range, value, services) => change(range, { ignoreBlanks: asBoolean(value) }, services),
    },
    Valid: { get: (range, services) => invalidCells(range, services).length === 0 },
  },
  methods: {
    Clear: ({ sheet, area }, _, { workbook }) => {
      sheet.validations.clear(area);
      workbook.emit({ kind: 'repaint', sheet });
    },
    GetInvalidCells: (range, _, services) => {
      const ranges = invalidCells(range, services);
      if (ranges.length === 0) throw new ModelError('ItemNotFound');
      return services.bind('RangeAreas', { sheet: range.sheet, ranges });
    },
  },
});
