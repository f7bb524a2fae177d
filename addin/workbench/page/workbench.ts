import '@univerjs/preset-sheets-core/lib/index.css';
import './workbench.css';
import { Person } from '../host/person.js';
import { WorkbookHost } from '../host/workbook-host.js';
import { makeFileMenu } from './file-menu.js';
import { makeFilterMenu } from './filter-menu.js';
import { Grid } from './grid.js';
import { openPane } from './pane-frame.js';
import { RIBBON_BUTTONS } from './ribbon-buttons.js';
import { makeSplitter } from './splitter.js';
import { listenForShortcuts } from './shortcuts.js';
import { drawEnabled, drawRibbon, drawState, element, showTrouble } from './strip.js';

/** What browser tests reach the workbench by. */
interface CurbstopWorkbench {
  readonly host: WorkbookHost;
  readonly person: Person;
  readonly unknownMembers: readonly string[];
}

declare global {
  interface Window {
    curbstopWorkbench: CurbstopWorkbench;
  }
}

function start(): void {
  const host = new WorkbookHost();
  const person = new Person(host.workbook);
  window.curbstopWorkbench = { host, person, unknownMembers: host.unknownMembers };
  const pane = element('pane');
  drawRibbon(RIBBON_BUTTONS, host);
  makeSplitter(element('splitter'), pane);
  const grid = new Grid(element('grid'), host, person);
  grid.redrawn = makeFilterMenu(host.workbook, person, grid);
  const draw = (): void => {
    grid.redrawSoon();
    drawState(host);
    drawEnabled(RIBBON_BUTTONS, host);
    pane.hidden = host.pane.state !== 'Visible';
  };
  host.observe(draw);
  draw();
  const frame = openPane(pane, '/taskpane.html', host);
  makeFileMenu(host.workbook, person, () => frame.reload());
  listenForShortcuts((action) => host.runShortcut(action), showTrouble).catch(showTrouble);
}

start();
