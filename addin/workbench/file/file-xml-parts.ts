import type { XmlPart } from '../host/model/workbook.js';
import { namespaceOf } from '../host/objects/custom-xml.js';
import { type PackageParts, element, elements, relationships } from './package-parts.js';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>';
const PROPERTIES_TYPE = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml';

/** The parts of the file that a custom XML part takes: itself, its id, and the way from one to the other. */
function partsOf({ id, xml }: XmlPart, number: number): [path: string, text: string][] {
  const schema = element('ds:schemaRef', { 'ds:uri': namespaceOf(xml) });
  const properties = element(
    'ds:datastoreItem',
    { 'ds:itemID': id, 'xmlns:ds': `${OFFICE}/customXml` },
    element('ds:schemaRefs', {}, schema),
  );
  const relationship = element('Relationship', {
    Id: 'rId1',
    Type: `${OFFICE}/relationships/customXmlProps`,
    Target: `itemProps${number}.xml`,
  });
  const rels = element(
    'Relationships',
    { xmlns: 'http://schemas.openxmlformats.org/package/2006/relationships' },
    relationship,
  );
  return [
    [`customXml/item${number}.xml`, xml],
    [`customXml/itemProps${number}.xml`, `${DECLARATION}${properties}`],
    [`customXml/_rels/item${number}.xml.rels`, `${DECLARATION}${rels}`],
  ];
}

/** Puts the custom XML parts of a workbook into the parts of its file. */
export function addXmlParts(parts: Map<string, string>, xmlParts: readonly XmlPart[]): void {
  const before = (path: string, end: string, added: string): void => {
    parts.set(path, (parts.get(path) ?? '').replace(end, `${added}${end}`));
  };
  xmlParts.forEach((part, index) => {
    const number = index + 1;
    for (const [path, text] of partsOf(part, number)) parts.set(path, text);
    const type = { PartName: `/customXml/itemProps${number}.xml`, ContentType: PROPERTIES_TYPE };
    before('[Content_Types].xml', '</Types>', element('Override', type));
    const way = {
      Id: `rIdXml${number}`,
      Type: `${OFFICE}/relationships/customXml`,
      Target: `../customXml/item${number}.xml`,
    };
    before('xl/_rels/workbook.xml.rels', '</Relationships>', element('Relationship', way));
  });
}

/**
 * The custom XML parts of a file with their ids.
 * @param freshId gives an id to a part that has none
 */
export function readXmlParts(parts: PackageParts, workbookPath: string, freshId: () => string): XmlPart[] {
  const paths = [...relationships(parts, workbookPath).values()].filter((path) => /^customXml\/[^/]+$/.test(path));
  return paths.flatMap((path) => {
    const xml = parts.get(path);
    if (xml === undefined) return [];
    const [properties = ''] = relationships(parts, path).values();
    const id = elements(parts.get(properties) ?? '', 'datastoreItem')[0]?.['ds:itemID'];
    return [{ id: id ?? freshId(), xml: xml.replace(/^\uFEFF/, '') }];
  });
}
