import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';

/** A stream into a file; unlike the handle's own stream it leaves the handle to whoever opened it. */
export function streamInto(handle: FileHandle): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      handle.writeFile(chunk).then(() => done(), done);
    },
  });
}
