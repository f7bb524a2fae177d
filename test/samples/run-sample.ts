import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { parse } from 'yaml';
import { z } from 'zod';
import { createOfficeHost } from '../support/office-host/office-host.js';
import { SamplePage } from './sample-page.js';

const PATIENCE_MS = 60_000;

const sampleSchema = z.object({
  script: z.object({ content: z.string() }),
  template: z.object({ content: z.string() }),
});

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What office.js throws comes from another realm and carries where it happened.
  const { code, debugInfo } = error as { code?: string; debugInfo?: { errorLocation?: string } };
  const place = debugInfo?.errorLocation === undefined ? '' : ` at ${debugInfo.errorLocation}`;
  return `${code === undefined ? '' : `${code}: `}${error.message}${place}`;
}

function isError(value: unknown): boolean {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end in ${PATIENCE_MS / 1_000} s`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The script as a function of what it expects to be global. */
function compiled(script: string, globals: readonly string[]): (...values: readonly unknown[]) => void {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None };
  const { outputText } = ts.transpileModule(script, { compilerOptions: options });
  // The samples are what is to be run: scripts of a folder that the person named.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(...globals, outputText) as (...values: readonly unknown[]) => void;
}

/**
 * Runs a sample on office.js and an empty workbook: its script, then each of its buttons in the order of the page.
 * @returns why it failed; null when every button did what it should with nothing that the host lacks
 */
export async function runSample(file: string): Promise<string | null> {
  const { script, template } = sampleSchema.parse(parse(await readFile(file, 'utf8')));
  const page = new SamplePage(template.content);
  const office = await createOfficeHost();
  const failures: string[] = [];
  const quiet = (): void => undefined;
  const tellError = (...values: unknown[]): void => {
    failures.push(values.map((value) => (isError(value) ? describe(value) : String(value))).join(' '));
  };
  const console = { log: quiet, info: quiet, warn: quiet, table: quiet, clear: quiet, error: tellError };
  const globals = { Excel: office.Excel, Office: office.Office, document: page.document, console };
  // Some samples start work and do not wait for it; its failure is theirs all the same.
  process.on('unhandledRejection', tellError);
  try {
    compiled(script.content, Object.keys(globals))(...Object.values(globals));
    for (const id of page.buttons) {
      await within(page.element(id).click(), `the button ${id}`);
      await office.settled();
      const [failure] = failures;
      if (failure !== undefined) return `${id}: ${failure}`;
      const [unknown] = office.host.unknownMembers;
      if (unknown !== undefined) return `${id}: the host lacks ${unknown}`;
    }
    const [formula] = office.host.unknownFunctions;
    return formula === undefined ? null : `the host lacks the function ${formula}`;
  } catch (error) {
    return isError(error) ? describe(error) : String(error);
  } finally {
    process.off('unhandledRejection', tellError);
    office.dispose();
  }
}
