import type { Person } from '../host/person.js';
import type { Workbook } from '../host/model/workbook.js';
import { element, show } from './strip.js';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Reading and writing of files come with a library that most visits need not load. */
async function saveFile(workbook: Workbook): Promise<void> {
  const { workbookFile } = await import('../file/write-workbook.js');
  const bytes = await workbookFile(workbook);
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: XLSX_TYPE }));
  const link = document.createElement('a');
  link.href = address;
  link.download = workbook.name;
  link.click();
  // The browser reads the file from the address after this returns.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function openFile(file: File, workbook: Workbook, person: Person): Promise<string> {
  const { readWorkbookFile } = await import('../file/read-workbook.js');
  const { saved, leftOut } = await readWorkbookFile(new Uint8Array(await file.arrayBuffer()), file.name);
  person.open(saved);
  workbook.name = file.name;
  const lost = leftOut.length === 0 ? '' : ` The workbench does not keep: ${leftOut.join(', ')}.`;
  return `${file.name} is open.${lost}`;
}

/**
 * Lets the person open and save .xlsx files, by buttons and by Ctrl+O and Ctrl+S.
 * @param opened called when another workbook is open
 */
export function makeFileMenu(workbook: Workbook, person: Person, opened: () => void): void {
  const chosen = element('chosen-file') as HTMLInputElement;
  const told = element('file-told');
  const trouble = element('trouble');
  const run = async (button: HTMLElement, work: () => Promise<string>): Promise<void> => {
    button.setAttribute('aria-busy', 'true');
    show(trouble, '');
    show(told, '');
    try {
      show(told, await work());
    } catch (error) {
      show(trouble, error instanceof Error ? error.message : String(error));
    } finally {
      button.removeAttribute('aria-busy');
    }
  };
  const [open, save] = [element('open-file'), element('save-file')];
  const saveNow = (): void =>
    void run(save, async () => {
      await saveFile(workbook);
      return `${workbook.name} is saved.`;
    });
  open.addEventListener('click', () => chosen.click());
  save.addEventListener('click', saveNow);
  chosen.addEventListener('change', () => {
    const [file] = chosen.files ?? [];
    if (file === undefined) return;
    void run(open, async () => {
      const words = await openFile(file, workbook, person);
      opened();
      return words;
    }).finally(() => {
      // The same file can be chosen again.
      chosen.value = '';
    });
  });
  const byKey: Readonly<Record<string, () => void>> = { s: saveNow, o: () => chosen.click() };
  window.addEventListener(
    'keydown',
    (event) => {
      const doing = event.ctrlKey || event.metaKey ? byKey[event.key.toLowerCase()] : undefined;
      if (doing === undefined || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      doing();
    },
    { capture: true },
  );
}
