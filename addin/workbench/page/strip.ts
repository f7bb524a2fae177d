import { buttonOf } from '../../ribbon/ribbon-buttons.js';
import { formatArea } from '../host/model/address.js';
import type { WorkbookHost } from '../host/workbook-host.js';
import type { RibbonButton } from './ribbon-buttons.js';

/** An element of the page by its id. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`workbench.html has no element "${id}".`);
  return found;
}

/** Shows a text in an element; an empty one hides it. */
export function show(target: HTMLElement, text: string): void {
  target.textContent = text;
  target.hidden = text === '';
}

/** Says what went wrong with a button or a shortcut; nothing once it is ''. */
export function showTrouble(trouble: unknown): void {
  show(element('trouble'), trouble instanceof Error ? trouble.message : String(trouble));
}

async function press(button: HTMLButtonElement, id: string, host: WorkbookHost): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  showTrouble('');
  try {
    await host.runCommand(id);
  } catch (error) {
    showTrouble(error);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** Puts the buttons of the add-in's ribbon tab into the strip at the top. */
export function drawRibbon(buttons: readonly RibbonButton[], host: WorkbookHost): void {
  const groups = new Map<string, HTMLElement>();
  for (const { id, label, title, group } of buttons) {
    const holder = groups.get(group) ?? document.createElement('div');
    if (!groups.has(group)) {
      holder.className = 'group';
      holder.setAttribute('role', 'group');
      holder.setAttribute('aria-label', group);
      element('ribbon').append(holder);
      groups.set(group, holder);
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.title = title;
    button.dataset.command = id;
    button.addEventListener('click', () => void press(button, id, host));
    holder.append(button);
  }
}

/** Shows which buttons can be pressed. They keep the focus, so that a person at the keyboard is not thrown out. */
export function drawEnabled(buttons: readonly RibbonButton[], host: WorkbookHost): void {
  for (const { id, isOffAtFirst = false } of buttons) {
    const isEnabled = host.ribbon.get(buttonOf(id)) ?? !isOffAtFirst;
    element('ribbon').querySelector(`[data-command="${id}"]`)?.setAttribute('aria-disabled', String(!isEnabled));
  }
}

/** Shows what the add-in used and the workbench lacks, and what the selected cell holds. */
export function drawState(host: WorkbookHost): void {
  const { unknownMembers, workbook } = host;
  const names = [...new Set(unknownMembers)];
  const unknown = element('unknown');
  show(unknown, names.length === 0 ? '' : `${unknownMembers.length} unknown to the workbench: ${names[0]}`);
  unknown.title = names.join('\n');
  const { active, activeCell } = workbook;
  element('cell-address').textContent = formatArea(active.selection);
  element('cell-formula').textContent = String(active.formula(activeCell.row, activeCell.column));
}
