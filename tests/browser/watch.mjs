// Watches a report as a person would who writes it: with its page open in a browser, and an editor beside it.
// Usage: node watch.mjs tenure [--chromium path]
// Prints a line a check; ends with 1 if anything is wrong.

import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const { chromium } = createRequire(import.meta.url)('playwright-core');

const values = process.argv.slice(2);
const at = values.indexOf('--chromium');
const executablePath = at < 0 ? process.env.CHROMIUM ?? '/usr/bin/chromium' : values.splice(at, 2)[1];

const directory = mkdtempSync(join(tmpdir(), 'report-watch-'));
const report = join(directory, 'orders.sql');
const data = join(directory, 'orders.csv');
const PATIENCE = 10_000;

const script = (title, amount = 'amount') => `-- @report ${title}
-- @use orders = '${data}'

-- @title Revenue
-- @kpi value=revenue
SELECT sum(${amount}) AS revenue FROM orders;

-- @title By day
-- @chart line x=day y=amount
SELECT day, amount FROM orders ORDER BY day;
`;

let problems = 0;
async function check(name, what) {
  try {
    await what();
    console.log(`ok     watched: ${name}`);
  } catch (error) {
    problems += 1;
    console.log(`WRONG  watched: ${name}\n       ${error.message.split('\n')[0]}`);
  }
}

function expect(is, message) {
  if (!is) throw new Error(message);
}

/** Asks the server for its page under the name of a host, and gives the status of the answer. */
function ask(address, options) {
  const { hostname, port } = new URL(address);
  return new Promise((answer, fail) => {
    const asked = request({ hostname, port, path: '/', ...options }, (response) => {
      response.resume();
      answer(response.statusCode);
    });
    asked.on('error', fail);
    asked.end();
  });
}

writeFileSync(data, 'day,amount\n2024-01-01,100\n2024-01-02,250\n');
writeFileSync(report, script('First title'));
const server = spawn(resolve(values[0]), ['report', report, '--watch'], { stdio: ['ignore', 'ignore', 'pipe'] });
const ended = new Promise((done) => { server.on('exit', (code, signal) => done({ code, signal })); });
let said = '';
server.stderr.on('data', (text) => { said += text; });
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync',
  ],
});

try {
  const begin = Date.now();
  const found = () => said.match(/the page is at (http:\/\/127\.0\.0\.1:\d+\/) until Ctrl-C/)?.[1];
  while (!found() && Date.now() - begin < PATIENCE) await new Promise((later) => { setTimeout(later, 50); });
  const address = found();
  expect(address, `it does not say where the page is: ${said}`);

  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  const shows = (selector, text) => page.waitForFunction(
    ([where, what]) => document.querySelector(where)?.textContent.includes(what),
    [selector, text],
    { timeout: PATIENCE, polling: 100 },
  ).catch(() => { throw new Error(`the page does not show '${text}' within ${PATIENCE / 1000} s`); });

  await page.goto(address);
  await check('the page is there', async () => {
    await shows('h1', 'First title');
    await shows('.kpi .value', '350');
  });
  await check('a new title is shown by itself', async () => {
    writeFileSync(report, script('Second title'));
    await shows('h1', 'Second title');
  });
  await check('a new row of the file is counted by itself', async () => {
    appendFileSync(data, '2024-01-03,77\n');
    await shows('.kpi .value', '427');
  });
  await check('a mistake is shown, with its place', async () => {
    writeFileSync(report, script('Third title', 'amuont'));
    await shows('.failure', 'amuont');
    await shows('.failure', '6:12');
  });
  await check('the report is shown again when the mistake is mended', async () => {
    writeFileSync(report, script('Third title'));
    await shows('h1', 'Third title');
    await shows('.kpi .value', '427');
  });
  await check('a file that is away for a moment is waited for', async () => {
    rmSync(data);
    await shows('.failure', 'orders.csv');
    writeFileSync(data, 'day,amount\n2024-01-01,5\n');
    await shows('.kpi .value', '5');
  });
  await check('the pages have no errors', async () => expect(errors.length === 0, errors.join('; ')));

  await check('another name of the host is refused', async () => {
    const own = new URL(address).host;
    const { port } = new URL(address);
    for (const [host, wanted] of [[own, 200], [`localhost:${port}`, 200], ['example.org', 403], [`example.org:${port}`, 403]]) {
      const status = await ask(address, { headers: { Host: host } });
      expect(status === wanted, `to the host '${host}' it answers ${status}, not ${wanted}`);
    }
  });
  await check('only GET is answered', async () => {
    const status = await ask(address, { method: 'POST' });
    expect(status === 405, `to POST it answers ${status}`);
  });
  await check('Ctrl-C ends it', async () => {
    server.kill('SIGINT');
    const late = new Promise((done) => { setTimeout(() => done(null), PATIENCE).unref(); });
    const end = await Promise.race([ended, late]);
    expect(end !== null, `it still runs ${PATIENCE / 1000} s later`);
    expect(end.code === 130 || end.signal === 'SIGINT', `it ended with ${end.signal ?? end.code}`);
  });
} catch (error) {
  problems += 1;
  console.log(`WRONG  watched: the report\n       ${error.message}`);
} finally {
  await browser.close();
  server.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = problems === 0 ? 0 : 1;
