import type { Workbook } from '../host/model/workbook.js';
import type { Person } from '../host/person.js';

/** What the grid's own commands carry. */
export interface TabParameters {
  readonly subUnitId?: string;
  readonly name?: string;
  readonly order?: number;
}

/**
 * What the person does with sheet tabs, and the grid's own undo, by the ids of the grid's commands.
 * The grid does not carry these out itself: the model does, and the grid follows.
 */
export function tabCommands(
  workbook: Workbook,
  person: Person,
): Readonly<Record<string, (parameters: TabParameters) => void>> {
  const nameOf = (id: string | undefined): string => (workbook.sheet(id ?? '') ?? workbook.active).name;
  return {
    // What the grid itself would take back is nothing; its key is heard before it.
    'univer.command.undo': () => undefined,
    'sheet.command.insert-sheet': () => void person.addSheet(),
    'sheet.command.remove-sheet': ({ subUnitId }) => person.deleteSheet(nameOf(subUnitId)),
    'sheet.command.copy-sheet': ({ subUnitId }) => void person.copySheet(nameOf(subUnitId)),
    'sheet.command.set-worksheet-name': ({ subUnitId, name }) => {
      if (name !== undefined && name !== '') person.renameSheet(nameOf(subUnitId), name);
    },
    'sheet.command.set-worksheet-order': ({ subUnitId, order }) => {
      if (order !== undefined) workbook.moveSheet(person.sheet(nameOf(subUnitId)), order);
    },
  };
}
