import assert from 'node:assert/strict';
import { modelComments } from '../../../../addin/workbench/file/file-comments.js';
import { leftOut } from '../../../../addin/workbench/file/left-out.js';
import type { FileSheet } from '../../../../addin/workbench/file/file-types.js';

const BESIDE_THREAD = '[Threaded comment] Your version of Excel allows you to read this threaded comment';

describe('comments of a file', () => {
  it('are notes; a thread is one note of all its texts, and the file’s own stand-in for it is none', () => {
    const at = (ref: string | undefined, id: string, text: string, parentId?: string) => {
      return { id, personId: 'p', text, ...(ref && { ref }), ...(parentId && { parentId }) };
    };
    const sheet: FileSheet = {
      name: 'Reads',
      rows: [],
      cells: new Map([
        ['1,1', { value: null, type: 'string', comment: { text: BESIDE_THREAD, author: 'tc=1' } }],
        ['2,0', { value: null, type: 'string', comment: { text: 'plain', author: 'Ann' } }],
      ]),
      threadedComments: [at('B2', '1', 'Reread?'), at('B2', '2', 'Yes.', '1'), at(undefined, '3', 'Done.', '1')],
    };
    assert.deepEqual(
      modelComments(sheet, () => 'fresh').map(({ content, author, area: { row, column } }) => [
        row,
        column,
        content,
        author,
      ]),
      [
        [1, 1, 'Reread?\nYes.\nDone.', undefined],
        [2, 0, 'plain', 'Ann'],
      ],
    );
    assert.deepEqual(leftOut({ sheets: [sheet] }, new Map()), ['the threads of comments, which become notes']);
  });
});
