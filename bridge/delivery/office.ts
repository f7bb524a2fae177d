import type { Command } from '../commands/command.js';
import type { CommandReply } from '../contract/command.js';
import type { Database } from '../store/database.js';
import type { Patience } from './patience.js';
import type { Stop } from './stop.js';

/** What sending needs of the one who asks for it. */
export interface Office {
  readonly database: Database;
  readonly folders: OfficeFolders;
  readonly clock: () => Date;
  /** When the person asked: what was sent since, somebody else sent at the same time. */
  readonly askedAt: Date;
  readonly patience: Patience;
  readonly stop: Stop;
  /** Runs a command for the person who asks. */
  readonly run: <Payload, Reply>(
    command: Command<Payload, Reply>,
    payload: Payload,
    reason: string,
  ) => Promise<CommandReply<Reply>>;
}

/** The turn to send, which one sender has at a time. */
export interface Turn {
  readonly end: () => Promise<void>;
}

/** An office whose turn it is: nobody else sends anything meanwhile. */
export interface Sender extends Office {
  readonly turn: Turn;
}

/** Where what leaves the office is made and, unless a setting says otherwise, left to be fetched. */
export interface OfficeFolders {
  readonly mailing: string;
  readonly ebill: string;
  readonly calls: string;
  readonly secrets: string;
  /** Where the turn to send is told. */
  readonly sending: string;
}
