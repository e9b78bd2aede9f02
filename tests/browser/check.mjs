// Opens the page of a report in Chromium and checks that it works.
// Usage: node check.mjs report.html [--chromium path] [--keep directory for the PDF and screenshots]
// Ends with 1 if anything is wrong. `run` does this with every report; by itself it needs playwright-core where Node
// looks for it, here or in NODE_PATH.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { chromium } = createRequire(import.meta.url)('playwright-core');

const values = process.argv.slice(2);
const option = (name) => {
  const at = values.indexOf(name);
  return at < 0 ? undefined : values.splice(at, 2)[1];
};
const executablePath = option('--chromium') ?? process.env.CHROMIUM ?? '/usr/bin/chromium';
const keep = option('--keep');
if (values.length !== 1) {
  console.error('usage: node check.mjs report.html [--chromium path] [--keep directory for the PDF and screenshots]');
  process.exit(2);
}
const address = pathToFileURL(resolve(values[0])).href;
const errors = [];
const check = (is, message) => {
  if (!is) errors.push(message);
};

/** Counts in the page, for each chart, what the JSON has and what ECharts got. */
function countItems() {
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const has = (value) => value !== null && value !== undefined;
  const expected = {
    bar: (p) => sum(p.series.map((one) => one.values.filter(has).length)),
    line: (p) => sum(p.series.map((one) => one.pieces.flat().length)),
    pie: (p) => p.slices.length,
    heatmap: (p) => p.cells.flat().filter(has).length,
    histogram: (p) => p.bins.length,
    scatter: (p) => sum(p.series.map((one) => one.points.length)),
    funnel: (p) => p.steps.length,
    sankey: (p) => p.nodes.length + p.flows.length,
    box: (p) => p.boxes.length + sum(p.boxes.map((box) => box.outliers.length)),
  };
  const isDrawn = (item) => {
    if (item?.filled) return false;
    const value = item !== null && typeof item === 'object' && !Array.isArray(item) ? item.value : item;
    return Array.isArray(value) ? value.every(has) : has(value) || has(item?.name);
  };
  const items = (series) => sum(series.filter((one) => !one.id.startsWith('aux'))
    .map((one) => one.data.filter(isDrawn).length + (one.links ?? one.edges ?? []).length));
  const colours = (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return seen.size;
  };
  const entries = JSON.parse(document.getElementById('charts')?.textContent ?? '[]');
  return entries.map((entry, at) => {
    const container = document.querySelector(`.live[data-chart="${at}"]`);
    const chart = container && !container.hidden ? echarts.getInstanceByDom(container) : undefined;
    let wanted = null;
    try {
      wanted = expected[entry.picture.kind]?.(entry.picture) ?? null;
    } catch { /* a picture that nobody can draw */ }
    return {
      name: entry.title || `chart ${at}`,
      wanted,
      found: chart ? items(chart.getOption().series) : null,
      colours: chart ? Math.max(...[...container.querySelectorAll('canvas')].map(colours)) : 0,
      label: container?.getAttribute('aria-label') ?? '',
      hasStill: Boolean(container?.closest('figure')?.querySelector('.still svg')),
    };
  });
}

/** Sorts each table by its first column, up, down and back; says which tables are wrong. */
function sortTables() {
  const wrong = [];
  const orderOf = (rows) => rows.map((row) => row.dataset.checked).join();
  document.querySelectorAll('table.sortable').forEach((table, at) => {
    const rows = () => [...table.tBodies[0].rows];
    rows().forEach((row, place) => { row.dataset.checked = place; });
    const button = table.tHead.rows[0].cells[0].querySelector('button');
    if (!button) {
      wrong.push(`table ${at + 1}: its header is no button`);
      return;
    }
    const original = orderOf(rows());
    const keyOf = (row) => {
      const cell = row.cells[0];
      if (cell.classList.contains('null')) return null;
      return cell.classList.contains('number') ? Number(cell.dataset.value) : cell.textContent;
    };
    const collator = new Intl.Collator('en', { numeric: false });
    const isSorted = (direction) => rows().map(keyOf).every((key, place, keys) => {
      if (place === 0) return true;
      const before = keys[place - 1];
      if (key === null || Number.isNaN(key)) return true;
      if (before === null || Number.isNaN(before)) return false;
      return direction * (typeof key === 'number' ? before - key : collator.compare(before, key)) <= 0;
    });
    for (const [order, direction] of [['ascending', 1], ['descending', -1]]) {
      button.click();
      if (button.closest('th').getAttribute('aria-sort') !== order) wrong.push(`table ${at + 1}: aria-sort is not ${order}`);
      if (!isSorted(direction)) wrong.push(`table ${at + 1}: is not ${order}`);
    }
    button.click();
    if (orderOf(rows()) !== original) wrong.push(`table ${at + 1}: a third click does not bring back the order`);
  });
  return wrong;
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const directory = keep ?? mkdtempSync(join(tmpdir(), 'report-check-'));
mkdirSync(directory, { recursive: true });

async function open(settings) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  page.on('console', (message) => errors.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => errors.push(`error: ${error.message} ${(error.stack ?? '').split('\n').slice(1, 9).map((line) => line.trim().slice(0, 110)).join(' < ')}`));
  page.on('dialog', (dialog) => { errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => check(request.url().startsWith('data:') || request.url().split('#')[0] === address, `request: ${request.url().slice(0, 200)}`));
  if (settings?.javaScriptEnabled !== false) {
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample} line ${event.lineNumber}`));
    });
  }
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(700);
  return page;
}

try {
  const page = await open();
  const charts = await page.evaluate(countItems);
  for (const chart of charts) {
    check(chart.hasStill, `"${chart.name}": no still drawing`);
    if (chart.wanted === null) check(chart.found === null, `"${chart.name}": an unknown picture is drawn`);
    else {
      check(chart.found === chart.wanted, `"${chart.name}": ${chart.found} items, not ${chart.wanted}`);
      check(chart.colours > 2, `"${chart.name}": the canvas is blank`);
      check(chart.label !== '', `"${chart.name}": no aria-label`);
    }
  }

  // The pointer goes over every chart, so that tooltips are made.
  for (const live of await page.locator('.live:not([hidden])').all()) {
    await live.scrollIntoViewIfNeeded();
    const box = await live.boundingBox();
    for (const [x, y] of [[0.5, 0.5], [0.3, 0.6], [0.7, 0.4], [0.15, 0.8]]) await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
    await page.waitForTimeout(30);
  }

  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  const tables = await page.locator('table.sortable').count();
  errors.push(...await page.evaluate(sortTables));
  if (tables > 0) {
    const first = page.locator('table.sortable thead button').first();
    for (const [key, order] of [['Enter', 'ascending'], ['Space', 'descending'], ['Enter', 'none']]) {
      await first.press(key);
      check(await first.locator('xpath=..').getAttribute('aria-sort') === order, `${key} on a header does not sort ${order}`);
    }
  }
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = false; }));

  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const button = page.locator('button.theme');
  check(await button.count() === 1, 'no theme button');
  const light = await ground();
  if (keep) await page.screenshot({ path: join(directory, 'light.png'), fullPage: true });
  await button.click();
  check(await ground() !== light && await button.getAttribute('aria-pressed') === 'true', 'the theme button does not make it dark');
  await page.waitForTimeout(200);
  if (keep) await page.screenshot({ path: join(directory, 'dark.png'), fullPage: true });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  check(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 5000, 'no PDF');
  if (keep) writeFileSync(join(directory, 'dark-theme.pdf'), pdf);
  await button.press('Enter');
  check(await ground() === light, 'the theme button does not make it light again');

  await page.emulateMedia({ media: 'print' });
  const print = await page.evaluate(() => ({
    live: [...document.querySelectorAll('.live')].filter((live) => live.checkVisibility()).length,
    still: [...document.querySelectorAll('.still')].filter((still) => !still.checkVisibility()).length,
    ground: getComputedStyle(document.body).backgroundColor,
    high: [...document.querySelectorAll('.scroll')].filter((box) => box.checkVisibility() && box.scrollHeight > box.clientHeight + 1).length,
  }));
  check(print.live === 0 && print.still === 0, 'print does not show the still drawings');
  check(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(print.ground), `print is not on white: ${print.ground}`);
  check(print.high === 0, `${print.high} tables are cut in print`);
  await page.emulateMedia({ media: 'screen' });

  for (const width of [1000, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.waitForTimeout(500);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `at a width of ${width} the page scrolls sideways by ${wide}`);
    const odd = await page.evaluate(() => [...document.querySelectorAll('.live:not([hidden])')]
      .filter((live) => Math.abs(live.clientWidth - live.querySelector('canvas').clientWidth) > 1).length);
    check(odd === 0, `at a width of ${width} ${odd} charts have another width`);
    if (keep) await page.screenshot({ path: join(directory, `width-${width}.png`), fullPage: true });
  }
  check(await page.evaluate(() => Object.keys(Object.prototype).length === 0), 'something was written to Object.prototype');
  errors.push(...(await page.evaluate(() => window.violations)).map((text) => `policy: ${text}`));

  const bare = await open({ javaScriptEnabled: false });
  const stills = bare.locator('.still svg');
  const [shown, all] = [await stills.locator('visible=true').count(), await stills.count()];
  check(shown === all && all >= charts.length, `without JavaScript ${shown} of ${all} still drawings are shown`);
  check(await bare.locator('.live').locator('visible=true').count() === 0, 'without JavaScript an empty chart is shown');
  if (keep) await bare.screenshot({ path: join(directory, 'no-javascript.png'), fullPage: true });
  console.log(`${charts.length} charts, ${tables} tables, PDF of ${Math.round(pdf.length / 1024)} KB`);
} catch (error) {
  errors.push(`the check itself: ${error.stack}`);
} finally {
  await browser.close();
  if (!keep) rmSync(directory, { recursive: true, force: true });
}

errors.forEach((message) => console.error(`✕ ${message}`));
console.log(errors.length === 0 ? '✓ all is well' : `${errors.length} problems`);
process.exitCode = errors.length === 0 ? 0 : 1;
