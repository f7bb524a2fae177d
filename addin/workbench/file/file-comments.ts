import { formatArea } from '../host/model/address.js';
import { cellArea } from '../host/model/area.js';
import type { SheetComment } from '../host/model/sheet.js';
import type { FileCell, FileSheet } from './file-types.js';
import { fileText, modelText } from './file-text.js';

/** A comment as the file has it: a note on its cell, since the library writes no threads. */
export function fileComment({ content, author }: SheetComment): Required<Pick<FileCell, 'comment'>> {
  return { comment: { text: fileText(content), ...(author === undefined ? {} : { author }) } };
}

/** The part of a file with its notes, whose spaces and lines stay as they are. */
export function finishedComments(xml: string): string {
  return xml.replaceAll('<t>', '<t xml:space="preserve">');
}

/**
 * The notes of a sheet, and the texts of each thread as one note.
 * @param freshId gives an id to each
 */
export function modelComments({ cells, threadedComments = [] }: FileSheet, freshId: () => string): SheetComment[] {
  return [...(cells ?? [])].flatMap(([place, { comment }]) => {
    if (comment === undefined) return [];
    const [row = 0, column = 0] = place.split(',').map(Number);
    const area = cellArea(row, column);
    const first = threadedComments.find(({ ref, parentId }) => ref === formatArea(area) && parentId === undefined);
    const thread = threadedComments.filter(({ id, parentId }) => [id, parentId].includes(first?.id ?? ''));
    if (thread.length > 0) return [{ id: freshId(), area, content: thread.map(({ text }) => text).join('\n') }];
    const author = comment.author === undefined ? {} : { author: comment.author };
    return [{ id: freshId(), area, content: modelText(comment.text), ...author }];
  });
}
