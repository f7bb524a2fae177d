export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN = /<\?[^?]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:.-]+)="([^"<]*)"/g;

/** Reads plain XML, without CDATA or a DTD, into a tree. Throws an Error at the first thing that is not well formed. */
export function readXml(text: string): XmlElement {
  const document: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [document];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const parent = open.at(-1);
    if (match === null || parent === undefined) throw new Error(`Not well formed: ${text.slice(at, at + 40)}`);
    at = TOKEN.lastIndex;
    const [, closing, name, attributes = '', empty, characters] = match;
    if (characters !== undefined) parent.text += unescaped(characters);
    if (name === undefined) continue;
    if (closing === '/') {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>.`);
      open.pop();
      continue;
    }
    const element: XmlElement = { name, attributes: attributesOf(name, attributes), children: [], text: '' };
    parent.children.push(element);
    if (empty !== '/') open.push(element);
  }
  const [root] = document.children;
  if (open.length !== 1 || root === undefined || document.children.length !== 1)
    throw new Error('Not one whole element.');
  return root;
}

/** The element and everything inside it. */
export function everyElement(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(everyElement)];
}

function attributesOf(element: string, text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new Error(`<${element}> has ${name} twice.`);
    attributes.set(name, unescaped(value));
  }
  return attributes;
}

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`A bare & in "${text.trim()}".`);
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (_, name: string) => characters[name] ?? '');
}
