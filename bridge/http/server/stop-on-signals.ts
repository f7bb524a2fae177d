import type { BridgeServer } from './listen.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What sends signals and can be ended: the process, or a stand-in. */
export interface SignalSource {
  on(signal: (typeof SIGNALS)[number], listener: () => void): unknown;
  exit(code: number): void;
}

/** Work that goes on after it was asked for. */
export interface WorkUnderWay {
  /** Tells it to come to an end. */
  stop(): void;
  /** Gives once it has, or was waited for long enough. */
  ended(): Promise<void>;
}

export interface StopOptions {
  readonly server: BridgeServer;
  readonly sending: WorkUnderWay;
  /** Closes what the bridge holds open, once no request is under way any more. */
  readonly afterwards: () => Promise<void>;
  readonly source?: SignalSource;
}

/**
 * Ends the bridge gently on Ctrl+C or a stop signal: requests and what is being sent finish first. A second signal ends it
 * at once.
 */
export function stopOnSignals({ server, sending, afterwards, source = process }: StopOptions): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return source.exit(1);
    stopping = true;
    sending.stop();
    await server.close();
    await sending.ended();
    await afterwards();
    source.exit(0);
  };
  for (const signal of SIGNALS) source.on(signal, () => void stop().catch(() => source.exit(1)));
}
