import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { ribbonCommandIds } from '../../addin/ribbon/ribbon-commands.js';
import { everyElement, readXml, type XmlElement } from './xml-tree.js';

const ORIGIN = 'https://localhost:3910';
const file = new URL('../../manifest.xml', import.meta.url);
const manifest = readXml(readFileSync(file, 'utf8'));
const elements = everyElement(manifest);

/** Kinds of resources: the element that declares one, and how long its value may be. */
const resources = [
  { container: 'bt:Images', entry: 'bt:Image', lengthMax: 2048 },
  { container: 'bt:Urls', entry: 'bt:Url', lengthMax: 2048 },
  { container: 'bt:ShortStrings', entry: 'bt:String', lengthMax: 125 },
  { container: 'bt:LongStrings', entry: 'bt:String', lengthMax: 250 },
];

/** Which kind of resource an element's resid names. */
const containerOfResid: Record<string, string> = {
  'bt:Image': 'bt:Images',
  Runtime: 'bt:Urls',
  FunctionFile: 'bt:Urls',
  SourceLocation: 'bt:Urls',
  LearnMoreUrl: 'bt:Urls',
  Label: 'bt:ShortStrings',
  Title: 'bt:ShortStrings',
  Description: 'bt:LongStrings',
};

function named(name: string): XmlElement[] {
  return elements.filter((element) => element.name === name);
}

function only(name: string): XmlElement {
  const [first, ...rest] = named(name);
  assert.ok(first !== undefined && rest.length === 0, `There must be one <${name}>.`);
  return first;
}

function attribute(element: XmlElement, name: string): string {
  const value = element.attributes.get(name);
  assert.ok(value !== undefined, `<${element.name}> must have ${name}.`);
  return value;
}

function declared(container: string): Map<string, string> {
  const entries = only(container).children.map(
    (entry) => [attribute(entry, 'id'), attribute(entry, 'DefaultValue')] as const,
  );
  assert.equal(new Set(entries.map(([id]) => id)).size, entries.length, `${container} has an id twice.`);
  return new Map(entries);
}

/** Width and height as the PNG's first chunk says, after checking that it is one. */
function pngSize(url: string): { width: number; height: number } {
  const path = new URL(url.replace(`${ORIGIN}/assets/`, '../../addin/assets/'), import.meta.url);
  assert.ok(existsSync(path), `${url} has no file in addin/assets.`);
  const bytes = readFileSync(path);
  assert.equal(bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a', `${url} is no PNG.`);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

describe('manifest.xml', () => {
  it('is read by Microsoft’s own reader as a task-pane add-in for workbooks', async () => {
    const read = await OfficeAddinManifest.readManifestFile(file.pathname);
    assert.equal(read.officeAppType, 'TaskPaneApp');
    assert.deepEqual(read.hosts, ['Workbook']);
    assert.equal(read.permissions, 'ReadWriteDocument');
    assert.match(read.id ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(read.version ?? '', /^[1-9]\d*(\.\d+){3}$/);
  });

  it('keeps names and descriptions within Office’s lengths', () => {
    const [displayName] = named('DisplayName');
    const description = manifest.children.find(({ name }) => name === 'Description');
    assert.ok(displayName && attribute(displayName, 'DefaultValue').length <= 125);
    assert.ok(description && attribute(description, 'DefaultValue').length <= 250);
  });

  it('has every address at the bridge’s own origin', () => {
    const urls = elements
      .flatMap((element) => [...element.attributes].filter(([name]) => !name.startsWith('xmlns')))
      .map(([, value]) => value)
      .concat(elements.map(({ text }) => text.trim()))
      .filter((value) => /^\w+:\/\//.test(value));
    assert.ok(urls.length > 10);
    for (const url of urls) assert.equal(new URL(url).origin, ORIGIN, url);
  });

  it('declares its icons as images that exist and have the size that is said', () => {
    const images = declared('bt:Images');
    for (const [id, url] of images) {
      const size = Number(/\.(\d+)$/.exec(id)?.[1]);
      assert.deepEqual(pngSize(url), { width: size, height: size }, id);
    }
    for (const image of named('bt:Image').filter(({ attributes }) => attributes.has('resid'))) {
      const url = images.get(attribute(image, 'resid')) ?? '';
      assert.equal(pngSize(url).width, Number(attribute(image, 'size')), url);
    }
    assert.equal(pngSize(attribute(only('IconUrl'), 'DefaultValue')).width, 32);
    assert.equal(pngSize(attribute(only('HighResolutionIconUrl'), 'DefaultValue')).width, 64);
  });

  it('gives the group and every button the three sizes that Office needs', () => {
    for (const icon of named('Icon')) {
      assert.deepEqual(
        icon.children.map((image) => attribute(image, 'size')),
        ['16', '32', '80'],
      );
    }
    assert.equal(named('Icon').length, named('Control').length + 1);
  });

  for (const { container, lengthMax } of resources) {
    it(`keeps the values of ${container} at ${lengthMax} characters or fewer, and ids at 32`, () => {
      for (const [id, value] of declared(container)) {
        assert.ok(value.length > 0 && value.length <= lengthMax, `${id}: ${value.length} characters`);
        assert.ok(id.length <= 32, id);
      }
    });
  }

  it('resolves every resource id to a resource of the right kind, and declares none in vain', () => {
    const used = new Set<string>();
    for (const element of elements.filter(({ attributes }) => attributes.has('resid'))) {
      const container = containerOfResid[element.name];
      assert.ok(container, `<${element.name}> has a resid that no rule knows.`);
      const id = attribute(element, 'resid');
      assert.ok(declared(container).has(id), `${element.name} names ${id}, which ${container} lacks.`);
      used.add(id);
    }
    const all = resources.flatMap(({ container }) => [...declared(container).keys()]);
    assert.deepEqual(
      all.filter((id) => !used.has(id)),
      [],
    );
  });

  it('calls only functions that the ribbon associates, and all of them but the pane’s own', () => {
    const called = named('FunctionName').map(({ text }) => text);
    assert.deepEqual([...called, 'showPane'].sort(), [...ribbonCommandIds].sort());
    assert.equal(named('Action').filter((each) => each.attributes.get('xsi:type') === 'ShowTaskpane').length, 1);
  });

  it('runs pane and ribbon in one long-lived runtime, and asks for what that needs', () => {
    const runtime = only('Runtime');
    assert.equal(attribute(runtime, 'lifetime'), 'long');
    const url = attribute(runtime, 'resid');
    assert.equal(attribute(only('FunctionFile'), 'resid'), url);
    for (const location of named('SourceLocation').filter(({ attributes }) => attributes.has('resid'))) {
      assert.equal(attribute(location, 'resid'), url);
    }
    assert.equal(declared('bt:Urls').get(url), `${ORIGIN}/taskpane.html`);
    assert.deepEqual(
      [...named('Set'), ...named('bt:Set')].map((set) => [attribute(set, 'Name'), attribute(set, 'MinVersion')]),
      [
        ['ExcelApi', '1.13'],
        ['SharedRuntime', '1.1'],
      ],
    );
  });

  it('names a file of keyboard shortcuts that the bridge serves, below all that it overrides', () => {
    const overrides = only('ExtendedOverrides');
    assert.equal(manifest.children.at(-1), overrides);
    const url = attribute(overrides, 'Url');
    assert.ok(existsSync(new URL(url.replace(`${ORIGIN}/assets/`, '../../addin/assets/'), import.meta.url)), url);
  });

  it('gives every control its own id', () => {
    const ids = [...named('Control'), ...named('Group')].map((each) => attribute(each, 'id'));
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('the reader of the manifest’s XML', () => {
  for (const [fault, text] of [
    ['an element that is not closed', '<a><b></a>'],
    ['a bare ampersand', '<a b="x & y"/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['two roots', '<a/><b/>'],
    ['an attribute without quotes', '<a b=1/>'],
  ] as const) {
    it(`refuses ${fault}`, () => {
      assert.throws(() => readXml(text));
    });
  }
});
