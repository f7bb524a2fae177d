import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A command as a client sends it. */
export interface SentCommand {
  readonly commandId: string;
  readonly kind: 'post-payment' | 'push-sheet' | 'import-payments' | 'post-bill-run';
  readonly payload: Readonly<Record<string, unknown>>;
  /** What tells its effect from that of every other one. */
  readonly mark: string;
  readonly cents: number;
}

type Line = { readonly sent: SentCommand } | { readonly acknowledged: string; readonly receipt: number };

/** What a client sent and what was acknowledged, on disk before it goes on, as a workbook keeps it. */
export class ClientJournal {
  readonly #file: number;

  constructor(readonly path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  sent(command: SentCommand): void {
    this.#write({ sent: command });
  }

  acknowledged(commandId: string, receipt: number): void {
    this.#write({ acknowledged: commandId, receipt });
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Every command that was sent, with the receipt of those that were acknowledged. */
  read(): { readonly command: SentCommand; readonly receipt: number | null }[] {
    const lines = readFileSync(this.path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
    const receipts = new Map(
      lines.flatMap((line) => ('acknowledged' in line ? [[line.acknowledged, line.receipt]] : [])),
    );
    return lines.flatMap((line) =>
      'sent' in line ? [{ command: line.sent, receipt: receipts.get(line.sent.commandId) ?? null }] : [],
    );
  }

  #write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.#file);
  }
}
