/** What a file is known by. */
export interface FileProof {
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** A place that takes files: a folder, or a folder on a server, while it is connected. */
export interface Place {
  /** As the record names it. */
  readonly name: string;
  /** What lies there. */
  names(): Promise<string[]>;
  /** Reads a file back; null where there is none. */
  proof(fileName: string): Promise<FileProof | null>;
  /** Writes a file, over one of the name. */
  put(fileName: string, from: string): Promise<void>;
  /** Gives a file its name. Fails where one of that name is there. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file. Fails where there is none. */
  remove(fileName: string): Promise<void>;
  close(): Promise<void>;
}

/** Trouble that may be over in a moment, such as a connection that was lost. */
export class PassingTrouble extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'PassingTrouble';
  }
}

/** Takes every failure of a piece of work at a place for one that may pass. */
export async function passing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PassingTrouble ? error : new PassingTrouble(error);
  }
}
