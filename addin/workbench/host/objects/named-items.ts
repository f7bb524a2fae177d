import { qualifiedAddress } from '../model/address.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { DefinedName, Workbook } from '../model/workbook.js';
import { asBoolean, asOptionalText, asText } from '../protocol/arguments.js';
import { objectType } from '../protocol/object-type.js';
import { asRangeTarget } from './range-argument.js';

/** NamedItemCollection: the defined names, all of the workbook's scope. */
export const namedItemCollectionType = objectType<Workbook>({
  name: 'NamedItemCollection',
  item: ({ names }, key, services) => {
    const name = names.get(asText(key).toLowerCase());
    if (name === undefined) throw new ModelError('ItemNotFound');
    return services.bind('NamedItem', name);
  },
  items: ({ names }, services) => [...names.values()].map((name) => services.bind('NamedItem', name)),
  methods: {
    Add: (workbook, [nameArgument, reference, comment], services) => {
      const name = asText(nameArgument);
      if (!/^[A-Za-z_\\][\w.\\]{0,254}$/.test(name)) throw new ModelError('InvalidArgument');
      if (workbook.names.has(name.toLowerCase())) throw new ModelError('ItemAlreadyExists');
      const { sheet, area } = tableColumn(workbook, reference) ?? asRangeTarget(reference, workbook.active, services);
      const defined: DefinedName = { name, sheet, area, comment: asOptionalText(comment) ?? '', visible: true };
      workbook.names.set(name.toLowerCase(), defined);
      return services.bind('NamedItem', defined);
    },
    GetCount: ({ names }) => names.size,
  },
});

/** The cells of a table's column that a text such as "=Reads[Action]" names; null for anything else. */
function tableColumn(workbook: Workbook, reference: unknown): RangeTarget | null {
  const [, name = '', header = ''] = /^=([^[\]]+)\[\[?([^[\]]+)\]?\]$/.exec(String(reference)) ?? [];
  const table = workbook.table(name);
  const column = table?.column(header);
  if (!table || !column) return null;
  return new RangeTarget(table.sheet, { ...table.body, column: table.body.column + column.index, columns: 1 });
}

function formula({ sheet, area }: DefinedName): string {
  return area === null ? '=#REF!' : `=${qualifiedAddress(sheet.name, area)}`;
}

/** NamedItem. */
export const namedItemType = objectType<DefinedName>({
  name: 'NamedItem',
  identity: ({ name }) => ({ _Id: name }),
  properties: {
    Name: { get: ({ name }) => name },
    Type: { get: ({ area }) => (area === null ? 'Error' : 'Range') },
    Scope: { get: () => 'Workbook' },
    Value: { get: (name) => formula(name).slice(1) },
    Formula: {
      get: formula,
      set: (name, value, services) => {
        const { sheet, area } = asRangeTarget(value, name.sheet, services);
        services.workbook.names.set(name.name.toLowerCase(), { ...name, sheet, area });
      },
    },
    Comment: {
      get: ({ comment }) => comment,
      set: (name, value) => {
        name.comment = asText(value);
      },
    },
    Visible: {
      get: ({ visible }) => visible,
      set: (name, value) => {
        name.visible = asBoolean(value);
      },
    },
  },
  children: { Worksheet: ({ sheet }, services) => services.bind('Worksheet', sheet) },
  methods: {
    Delete: ({ name }, _, { workbook }) => void workbook.names.delete(name.toLowerCase()),
    GetRange: ({ sheet, area }, _, services) => {
      if (area === null) throw new ModelError('ItemNotFound');
      return services.bind('Range', new RangeTarget(sheet, area));
    },
  },
});
