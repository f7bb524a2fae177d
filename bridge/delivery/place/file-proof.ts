import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileProof } from './place.js';

/** Takes bytes and tells their number and hash at the end. */
export class ProofStream extends Writable {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(private readonly onBytes: () => void = () => undefined) {
    super();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    this.onBytes();
    done();
  }

  proof(): FileProof {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

/** The size and hash of a file on this machine; null where there is none. */
export async function fileProof(file: string): Promise<FileProof | null> {
  const stream = new ProofStream();
  try {
    await pipeline(createReadStream(file), stream);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return stream.proof();
}

export function isSameFile(one: FileProof | null, other: FileProof): boolean {
  return one !== null && one.bytes === other.bytes && one.sha256 === other.sha256;
}
