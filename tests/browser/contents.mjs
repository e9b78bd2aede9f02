// Says as JSON what stands in the pages of reports, as a browser reads them: their tables, and what pages may not have.
// Usage: node contents.mjs page.html … [--chromium path]

import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { chromium } = createRequire(import.meta.url)('playwright-core');

const pages = process.argv.slice(2);
const at = pages.indexOf('--chromium');
const executablePath = at < 0 ? process.env.CHROMIUM ?? '/usr/bin/chromium' : pages.splice(at, 2)[1];

function contents() {
  // ECharts sets styles by script, as the policy allows.
  const elements = [...document.querySelectorAll('*')].filter((element) => !element.closest('.live'));
  const attributes = elements.flatMap((element) => [...element.attributes]
    .map(({ name, value }) => ({ element: element.localName, name, value })));
  const cell = (td) => ({
    text: td.textContent,
    value: td.dataset.value === undefined ? null : String(Number(td.dataset.value)),
    isNull: td.classList.contains('null'),
  });
  const table = (found) => ({
    caption: found.caption?.textContent ?? null,
    columns: [...found.tHead.rows[0].cells].map((th) => th.textContent),
    rows: [...found.tBodies[0].rows].map((row) => [...row.cells].map(cell)),
  });
  // What stands on the canvas of a chart. A character that turns the direction of writing would turn numbers, too.
  const drawn = [...document.querySelectorAll('.live:not([hidden])')]
    .flatMap((live) => echarts.getInstanceByDom(live).getZr().storage.getDisplayList(true))
    .map((item) => item.style?.text ?? '');
  const blocks = [...document.querySelectorAll('main article[id]')];
  return {
    title: document.title,
    heading: document.querySelector('h1').textContent,
    scripts: document.scripts.length,
    charts: document.querySelectorAll('.live').length,
    pictures: JSON.parse(document.getElementById('charts')?.textContent ?? '[]').map((chart) => chart.picture),
    numbers: [...document.querySelectorAll('main p.value')].map((value) => value.textContent),
    // Of these there is none in a page: what runs, loads, frames or sends something, and what its policy forbids.
    foreign: [...document.querySelectorAll('img, iframe, object, embed, link, base, form, foreignObject, image')]
      .map((found) => found.outerHTML.slice(0, 100)),
    attributes: attributes.filter(({ name, value }) => /^on/i.test(name) || name === 'style'
      || (/^(xlink:)?href$|^src$|^action$/i.test(name) && !/^(https?:|mailto:|#)/i.test(value))),
    turned: drawn.filter((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text)),
    tables: Object.fromEntries(blocks.filter((block) => block.querySelector('table.sortable'))
      .map((block) => [block.id, table(block.querySelector('table.sortable'))])),
  };
}

const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const found = {};
  for (const name of pages) {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(resolve(name)).href, { waitUntil: 'load' });
    found[basename(name, '.html')] = await page.evaluate(contents);
    await page.close();
  }
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
