import { ModelError } from '../model/model-error.js';
import type { Workbook, XmlPart } from '../model/workbook.js';
import { asText } from '../protocol/arguments.js';
import { type HostObject, type HostServices, objectType } from '../protocol/object-type.js';
import type { XmlPartsTarget } from '../protocol/target-kinds.js';

/** The namespace of the root element of an XML text; empty when it has none. */
export function namespaceOf(xml: string): string {
  const root = /<(?:([A-Za-z_][\w.-]*):)?[A-Za-z_][\w.-]*([^>]*)>/.exec(xml.replace(/<\?[^]*?\?>|<!--[^]*?-->/g, ''));
  const attribute = root?.[1] === undefined ? 'xmlns' : `xmlns:${root[1]}`;
  const value = new RegExp(`(?:^|\\s)${attribute}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(root?.[2] ?? '');
  return value?.[1] ?? value?.[2] ?? '';
}

// The host has no XML parser; it refuses what is plainly no XML, as Excel refuses what does not parse.
function asXml(value: unknown): string {
  const xml = asText(value);
  const root = /^\s*(?:<\?[^]*?\?>\s*)?(?:<!--[^]*?-->\s*)*<([A-Za-z_][\w.:-]*)(?:\s[^>]*?)?(\/)?>/.exec(xml);
  const closed = root !== null && (root[2] === '/' || xml.trimEnd().endsWith(`</${root[1] ?? ''}>`));
  if (!closed) throw new ModelError('InvalidArgument');
  return xml;
}

function listed(part: XmlPart | undefined, services: HostServices): HostObject {
  if (part === undefined) throw new ModelError('ItemNotFound');
  return services.bind('CustomXmlPart', part);
}

/** CustomXmlPartCollection. */
export const customXmlPartCollectionType = objectType<Workbook>({
  name: 'CustomXmlPartCollection',
  item: ({ xmlParts }, id, services) =>
    listed(
      xmlParts.find((part) => part.id === id),
      services,
    ),
  items: ({ xmlParts }, services) => xmlParts.map((part) => listed(part, services)),
  methods: {
    Add: (workbook, [xml], services) => {
      const part: XmlPart = { id: workbook.newId(), xml: asXml(xml) };
      workbook.xmlParts.push(part);
      return listed(part, services);
    },
    GetByNamespace: (_, [namespace], services) =>
      services.bind('CustomXmlPartScopedCollection', { namespace: asText(namespace) }),
    GetCount: ({ xmlParts }) => xmlParts.length,
  },
});

function partsOf({ namespace }: XmlPartsTarget, { workbook }: HostServices): XmlPart[] {
  return workbook.xmlParts.filter(({ xml }) => namespaceOf(xml) === namespace);
}

/** CustomXmlPartScopedCollection: the parts of one namespace. */
export const customXmlPartScopedCollectionType = objectType<XmlPartsTarget>({
  name: 'CustomXmlPartScopedCollection',
  item: (scope, id, services) =>
    listed(
      partsOf(scope, services).find((part) => part.id === id),
      services,
    ),
  items: (scope, services) => partsOf(scope, services).map((part) => listed(part, services)),
  methods: {
    GetCount: (scope, _, services) => partsOf(scope, services).length,
    GetOnlyItem: (scope, _, services) => {
      const parts = partsOf(scope, services);
      if (parts.length > 1) throw new ModelError('InvalidOperation');
      return listed(parts[0], services);
    },
    GetOnlyItemOrNullObject: (scope, _, services) => {
      const parts = partsOf(scope, services);
      return parts.length === 1 ? listed(parts[0], services) : null;
    },
  },
});

/** CustomXmlPart. */
export const customXmlPartType = objectType<XmlPart>({
  name: 'CustomXmlPart',
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    NamespaceUri: { get: ({ xml }) => namespaceOf(xml) },
  },
  methods: {
    GetXml: ({ xml }) => xml,
    SetXml: (part, [xml]) => {
      part.xml = asXml(xml);
    },
    Delete: (part, _, { workbook }) => void workbook.xmlParts.splice(workbook.xmlParts.indexOf(part), 1),
  },
});
