import type { BridgeProcess } from './bridge-process.js';
import { ClientJournal, type SentCommand } from './client-journal.js';

interface Reply {
  readonly outcome: string;
  readonly receiptNumber: number;
}

/** A paired client that sends one command after the other, and after a crash first what was not acknowledged. */
export class Client {
  readonly journal: ClientJournal;
  /** What was answered otherwise than as applied: none may be. */
  readonly refusals: string[] = [];
  answers = 0;

  constructor(
    journalFile: string,
    readonly token: string,
    private readonly next: () => SentCommand | null,
  ) {
    this.journal = new ClientJournal(journalFile);
  }

  /** Works until the bridge is gone. */
  async work(bridge: BridgeProcess): Promise<void> {
    const open = this.journal.read().filter(({ receipt }) => receipt === null);
    for (const { command } of open) if (!(await this.#send(bridge, command))) return;
    for (let command = this.next(); command !== null; command = this.next()) {
      this.journal.sent(command);
      if (!(await this.#send(bridge, command))) return;
    }
  }

  /** Sends a command; false when no answer came. */
  async #send(bridge: BridgeProcess, { commandId, kind, payload }: SentCommand): Promise<boolean> {
    const request = { commandId, dryRun: false, reason: 'Crash test', payload };
    const answer = await bridge.ask('POST', `/api/commands/${kind}`, this.token, request).catch(() => null);
    if (answer === null) return false;
    this.answers += 1;
    const { outcome, receiptNumber } = answer.body as Reply;
    if (answer.status === 200 && (outcome === 'applied' || outcome === 'already-applied')) {
      this.journal.acknowledged(commandId, receiptNumber);
    } else {
      this.refusals.push(`${kind} ${commandId}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return true;
  }
}
