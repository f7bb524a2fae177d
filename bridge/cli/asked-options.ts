import { Option, type Command } from 'commander';
import type { AskedByCommandLine } from './run-command.js';

export interface AskedFlags {
  readonly person: string;
  readonly reason: string;
  readonly post?: boolean;
}

/** The options of what changes something: a preview unless told to post, who asks, and why. */
export function withAsked(command: Command, person: string): Command {
  return command
    .addOption(new Option('--preview', 'only say what would change (the default)').conflicts('post'))
    .option('--post', 'do it')
    .option('--person <id>', 'who does it', person)
    .option('--reason <text>', 'why, for the receipt', 'Done by command line');
}

export function askedBy({ person, reason, post = false }: AskedFlags): AskedByCommandLine {
  return { person, reason, post };
}
