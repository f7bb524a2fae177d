import { CurbstopError } from '../../../bridge/contract/problem.js';
import { words } from '../words.js';

const BYTES_PER_MB = 1024 * 1024;

/** How large a file may be, and what is said of one that is empty or larger. */
export interface UploadLimits {
  readonly bytesMax: number;
  readonly empty: string;
  readonly tooLarge: (megabytes: string) => string;
}

/** Why a file is refused before it is read, or null when it may be sent. */
export function uploadTrouble(file: Pick<File, 'size'>, { bytesMax, empty, tooLarge }: UploadLimits): string | null {
  if (file.size === 0) return empty;
  if (file.size <= bytesMax) return null;
  return tooLarge((Math.ceil((file.size / BYTES_PER_MB) * 10) / 10).toFixed(1));
}

/** The file's bytes as base64, as a command takes them. Rejects with a CurbstopError when it cannot be read. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(contentOfDataUrl(reader.result as string));
    reader.onerror = () => reject(unreadable());
    reader.readAsDataURL(file);
  });
}

function unreadable(): CurbstopError {
  const { unreadable: message, unreadableFix: fix } = words.unload;
  return new CurbstopError({ code: 'file-unreadable', message, fix });
}

/** The part of a base64 data URL behind the comma. */
export function contentOfDataUrl(url: string): string {
  return url.slice(url.indexOf(',') + 1);
}
