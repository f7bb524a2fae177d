// Runs Microsoft's public samples on the workbench's host: npm run samples -- FOLDER, a checkout of OfficeDev/office-js-snippets.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runSample } from './run-sample.js';

/** The samples for what the add-in works with. */
const TOPICS = [
  '14-conditional-formatting',
  '18-custom-xml-parts',
  '22-data-validation',
  '30-events',
  '34-named-item',
  '42-range',
  '46-table',
  '54-worksheet',
];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function runAll(folder: string): Promise<void> {
  let passed = 0;
  let count = 0;
  for (const topic of TOPICS) {
    const files = await sampleFiles(path.join(folder, topic));
    for (const file of files) {
      const name = `${topic}/${path.basename(file, '.yaml')}`;
      const failure = await runSample(file);
      count += 1;
      if (failure === null) passed += 1;
      say(failure === null ? `✔ ${name}` : `✘ ${name}: ${failure.replaceAll(/\s+/g, ' ')}`);
    }
  }
  say(`passed ${passed} of ${count}`);
  process.exitCode = passed === count && count > 0 ? 0 : 1;
}

async function sampleFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => path.join(folder, name));
}

const [checkout] = process.argv.slice(2);
const folder = path.join(checkout ?? '', 'samples', 'excel');
if (checkout === undefined || TOPICS.some((topic) => !existsSync(path.join(folder, topic)))) {
  say(
    checkout === undefined
      ? 'Say where the samples are: npm run samples -- FOLDER, a checkout of github.com/OfficeDev/office-js-snippets.'
      : `${checkout} is no checkout of github.com/OfficeDev/office-js-snippets: ${folder} lacks some of the samples.`,
  );
  process.exitCode = 2;
} else {
  await runAll(folder);
}
