import path from 'node:path';
import { saveWhole } from '../../files/save-files.js';
import { noticeFileName } from './notice-mail.js';
import type { PostBox } from './post-box.js';

/** A folder that takes each notice as an .eml file, named by the identity of its message. */
export function folderBox(folder: string): PostBox {
  return {
    name: folder,
    async hand({ messageId }, message) {
      const file = path.join(folder, noticeFileName(messageId));
      await saveWhole(file, (handle) => handle.writeFile(message));
      return { state: 'sent', detail: path.basename(file) };
    },
    hangUp: () => undefined,
    close: () => Promise.resolve(),
  };
}
