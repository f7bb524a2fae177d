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

async function press(button: HTMLButtonElement, id: string, host: WorkbookHost): Promise<void> {
  button.setAttribute('aria-busy', 'true');
  show(element('trouble'), '');
  try {
    await host.runCommand(id);
  } catch (error) {
    show(element('trouble'), error instanceof Error ? error.message : String(error));
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
