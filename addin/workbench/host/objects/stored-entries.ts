import { ModelError } from '../model/model-error.js';
import type { Workbook } from '../model/workbook.js';
import { asText } from '../protocol/arguments.js';
import { type HostServices, objectType } from '../protocol/object-type.js';
import type { EntryTarget } from '../protocol/target-kinds.js';

type Entries = Map<string, unknown>;

function entries(name: string, kind: 'Setting' | 'CustomProperty') {
  const entry = (map: Entries, key: string, services: HostServices) => services.bind(kind, { map, key });
  return objectType<Entries>({
    name,
    item: (map, key, services) => {
      const text = asText(key);
      if (!map.has(text)) throw new ModelError('ItemNotFound');
      return entry(map, text, services);
    },
    items: (map, services) => [...map.keys()].map((key) => entry(map, key, services)),
    methods: {
      Add: (map, [key, value], services) => {
        map.set(asText(key), value);
        return entry(map, asText(key), services);
      },
      GetCount: (map) => map.size,
      DeleteAll: (map) => map.clear(),
    },
  });
}

/** SettingCollection: the settings that the file keeps. */
export const settingCollectionType = entries('SettingCollection', 'Setting');

/** CustomPropertyCollection of the document's properties. */
export const customPropertyCollectionType = entries('CustomPropertyCollection', 'CustomProperty');

/** Setting. */
export const settingType = objectType<EntryTarget>({
  name: 'Setting',
  identity: ({ key }) => ({ _Id: key }),
  properties: {
    Key: { get: ({ key }) => key },
    Value: { get: ({ map, key }) => map.get(key), set: ({ map, key }, value) => void map.set(key, value) },
  },
  methods: { Delete: ({ map, key }) => void map.delete(key) },
});

/** CustomProperty. */
export const customPropertyType = objectType<EntryTarget>({
  name: 'CustomProperty',
  properties: {
    Key: { get: ({ key }) => key },
    Type: {
      get: ({ map, key }) => ({ number: 'Number', boolean: 'Boolean' })[typeof map.get(key) as 'number'] ?? 'String',
    },
    Value: { get: ({ map, key }) => map.get(key), set: ({ map, key }, value) => void map.set(key, value) },
  },
  methods: { Delete: ({ map, key }) => void map.delete(key) },
});

const DOCUMENT_TEXTS = [
  'Title',
  'Subject',
  'Author',
  'Keywords',
  'Comments',
  'LastAuthor',
  'Category',
  'Manager',
  'Company',
];

/** DocumentProperties. */
export const documentPropertiesType = objectType<Workbook>({
  name: 'DocumentProperties',
  properties: Object.fromEntries(
    DOCUMENT_TEXTS.map((name) => [
      name,
      {
        get: ({ properties }: Workbook) => properties.get(name) ?? '',
        set: ({ properties }: Workbook, value: unknown) => void properties.set(name, asText(value)),
      },
    ]),
  ),
  children: { Custom: ({ customProperties }, services) => services.bind('CustomPropertyCollection', customProperties) },
});
