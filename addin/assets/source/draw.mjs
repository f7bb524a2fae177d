// Draws the PNG images beside this folder from the SVG sources: node addin/assets/source/draw.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const SIZES = { icon: [16, 32, 64, 80, 128] };
const RIBBON_SIZES = [16, 32, 80];
const NAMES = [
  'icon',
  'pull-readings',
  'pull-preview',
  'pull-adjustments',
  'pull-pending-approvals',
  'pull-account-entries',
  'rates',
  'pull-again',
  'preview',
  'push',
  'receipts',
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const name of NAMES) {
  const svg = readFileSync(new URL(`${name}.svg`, import.meta.url), 'utf8');
  for (const size of SIZES[name] ?? RIBBON_SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(new URL(`../${name}-${size}.png`, import.meta.url), png);
  }
}
await browser.close();
