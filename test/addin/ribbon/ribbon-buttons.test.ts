import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buttonOf, RIBBON_GROUP, RIBBON_TAB } from '../../../addin/ribbon/ribbon-buttons.js';
import { ribbonCommandIds } from '../../../addin/ribbon/ribbon-commands.js';
import { RIBBON_BUTTONS } from '../../../addin/workbench/page/ribbon-buttons.js';
import { everyElement, readXml, type XmlElement } from '../../manifest/xml-tree.js';

const elements = everyElement(readXml(readFileSync(new URL('../../../manifest.xml', import.meta.url), 'utf8')));
const strings = new Map(
  elements
    .filter(({ name }) => name === 'bt:String')
    .map(({ attributes }) => [attributes.get('id'), attributes.get('DefaultValue')]),
);

/** The text of a part of a control; in XML, & stands as an entity. */
function textOf(control: XmlElement, part: string): string | undefined {
  const found = everyElement(control).find(({ name }) => name === part);
  return strings.get(found?.attributes.get('resid'))?.replaceAll('&amp;', '&');
}

describe('the buttons of the workbench', () => {
  const controls = elements.filter(({ name }) => name === 'Control');

  it('are those that the manifest gives Excel: the same order, labels and tips', () => {
    const inExcel = controls.map((control) => {
      const command = everyElement(control)
        .find(({ name }) => name === 'FunctionName')
        ?.text.trim();
      return { id: command ?? 'showPane', label: textOf(control, 'Label'), title: textOf(control, 'Description') };
    });
    assert.deepEqual(
      RIBBON_BUTTONS.map(({ id, label, title }) => ({ id, label, title })),
      inExcel,
    );
  });

  it('have in the manifest the ids that the add-in enables them by, in its tab and group', () => {
    assert.deepEqual(
      RIBBON_BUTTONS.map(({ id }) => buttonOf(id)),
      controls.map(({ attributes }) => attributes.get('id')),
    );
    const idOf = (name: string) => elements.find((each) => each.name === name)?.attributes.get('id');
    assert.deepEqual([idOf('OfficeTab'), idOf('Group')], [RIBBON_TAB, RIBBON_GROUP]);
  });

  it('are off at first where the manifest has them off: those of the sheet in front', () => {
    const isOff = (control: XmlElement) =>
      everyElement(control).some(({ name, text }) => name === 'Enabled' && text.trim() === 'false');
    const offAtFirst = RIBBON_BUTTONS.filter(({ isOffAtFirst }) => isOffAtFirst).map(({ id }) => id);
    assert.deepEqual(offAtFirst, ['pullAgain', 'preview', 'push']);
    assert.deepEqual(
      offAtFirst.map(buttonOf),
      controls.filter(isOff).map(({ attributes }) => attributes.get('id')),
    );
  });

  it('press commands that the ribbon has, each once', () => {
    assert.deepEqual(RIBBON_BUTTONS.map(({ id }) => id).sort(), [...ribbonCommandIds].sort());
  });
});
