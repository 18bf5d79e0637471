// SPDX-License-Identifier: MIT
// The page in a browser: axe-core, no scroll sideways, a silent console, A4. Pictures stay for eyes.   usage: browser.mjs PLANNER DIR
// DIR holds node_modules with axe-core and playwright-core, and receives the pages, the pictures and the PDFs. CHROMIUM: the browser.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [planner, folder] = process.argv.slice(2).map(name => resolve(name))
const load = createRequire(folder + '/')
const { chromium } = load('playwright-core')
const axe = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
// 200 % of zoom on a window of 1280 is a window of 640 whose pixels are twice as large
const WINDOWS = [{ width: 320, scale: 1 }, { width: 1280, scale: 1 }, { width: 640, scale: 2, name: '1280 at 200 %' }]
let bad = 0

function verdict(name, problem) {
  bad += problem ? 1 : 0
  console.log(problem ? `not ok - ${name}: ${problem}` : `ok - ${name}`)
}

// The content security policy holds for scripts of the page, not for what the browser's debugger evaluates.
async function violations(page) {
  const result = await page.evaluate(`${axe}; axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })`)
  const found = result.violations.map(v => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`)
  return found.join('; ') || (result.passes.length < 10 ? 'axe-core ran hardly any rule' : '')
}

// The top of the page and the drawings: a picture of the whole would be too tall to look at.
async function picture(page, name, width) {
  await page.setViewportSize({ width, height: 3000 })
  await page.screenshot({ path: `${name}.png` })
  const figures = await page.$$('figure')
  for (const i of [0, figures.length - 1]) {
    if (figures[i]) await figures[i].screenshot({ path: `${name}-figure-${i}.png` })
  }
}

async function show(browser, url, name, window, colours) {
  const context = await browser.newContext({
    viewport: { width: window.width, height: 900 }, deviceScaleFactor: window.scale, colorScheme: colours, offline: true })
  const page = await context.newPage()
  page.setDefaultTimeout(120000)
  const said = []
  page.on('console', message => said.push(message.text()))
  page.on('pageerror', error => said.push(String(error)))
  page.on('request', request => request.url() !== url && said.push(`asks for ${request.url()}`))
  await page.goto(url)
  const label = `${name}, ${window.name ?? window.width}, ${colours}`
  const ground = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
  verdict(`${label}: its own colours`, (ground === 'rgb(255, 255, 255)') === (colours === 'light') ? '' : ground)
  await page.evaluate(`document.querySelectorAll('details').forEach(d => { d.open = true })`)
  verdict(`${label}: axe-core, tables of figures open`, await violations(page))
  const width = await page.evaluate('document.scrollingElement.scrollWidth')
  verdict(`${label}: no scroll sideways`, width <= window.width ? '' : `${width} px`)
  await page.keyboard.press('Tab')
  const first = await page.evaluate('document.activeElement.getAttribute("href") + " " + document.activeElement.getBoundingClientRect().left')
  verdict(`${label}: the first key shows the way to the contents`, /^#contents \d/.test(first) ? '' : first)
  verdict(`${label}: a silent console`, said.join('; '))
  await page.evaluate(`document.activeElement.blur(); document.querySelectorAll('details').forEach(d => { d.open = false })`)
  if (!window.name) await picture(page, `${folder}/${name}-${window.width}-${colours}`, window.width)
  await context.close()
}

const HOSTILE = [`<script>document.title = 'taken'</script>`, `</title><script>document.title = 'taken'</script>`, `</style><img src=x onerror="document.title='taken'">`,
  `<svg onload="document.title='taken'"></svg>`, `</text></svg><script>document.title = 'taken'</script>`, `" onmouseover="document.title='taken'" x="`, `<iframe src="http://x.example"></iframe>`,
  `<link rel=stylesheet href="http://x.example/x.css">`, `<meta http-equiv=refresh content="0;url=http://x.example">`, `<a href="javascript:document.title='taken'">x</a>`, `<base href="http://x.example/">`,
  `<form action="http://x.example"><button>x</button></form>`, `-->--!><b>x</b>`, `<style>*{background:url(http://x.example/x)}</style>`, `&lt;b&gt;&#60;b&#62;`]

// What a page does and holds that its profile should not have brought about.
async function brought(browser, file) {
  const page = await browser.newPage()
  const said = []
  page.on('console', message => said.push(message.text()))
  page.on('dialog', dialog => { said.push('a dialog'); dialog.dismiss() })
  page.on('request', request => request.url() !== file && said.push(`asks for ${request.url()}`))
  await page.goto(file)
  for (const place of ['h1', 'td', 'figure', 'a']) await page.hover(`${place} >> nth=0`, { timeout: 1000 }).catch(() => {})
  const [title, elements, text] = await page.evaluate(`[document.title,
    [...document.querySelectorAll('script, iframe, img, link, form, base, object, embed, main style, [onload], [onerror], [onmouseover], [onclick], [href^="javascript:"], main b')].map(e => e.outerHTML.slice(0, 80)),
    document.body.textContent]`)
  await page.close()
  if (title === 'taken') said.push('a script ran')
  return { found: [...said, ...elements].join('; '), title, text }
}

async function hostile(browser) {
  const write = (name, text) => { writeFileSync(`${folder}/${name}`, text); return pathToFileURL(`${folder}/${name}`).href }
  const raw = await brought(browser, write('raw.html', `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main>${HOSTILE[2]}</main></body></html>`))
  verdict('hostile: what is not escaped would be noticed', raw.found ? '' : 'it is not')
  for (const [i, text] of HOSTILE.entries()) {
    const t = JSON.stringify(text)
    writeFileSync(`${folder}/hostile.yaml`, `name: ${t}\nkind: commune\nnotes: ${t}\npopulation: 900\ndepartment: ${t}\ngoals: [visibility]\n` +
      `validation_chain: [{step: ${t}, by: author, delay: 2h}]\npresence: {accounts: [{platform: facebook, name: ${t}, owner: unofficial}]}\n`)
    const page = await brought(browser, write('hostile.html', execFileSync(planner, [`${folder}/hostile.yaml`, '--document', 'full', '-f', 'html', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'ignore'] })))
    verdict(`hostile ${i + 1}: nothing runs, nothing is fetched, no element comes of it`, page.found)
    verdict(`hostile ${i + 1}: it is read as it was written`, page.title.includes(text) && page.text.split(text).length > 3 ? '' : page.title)
  }
}

async function print(browser, url, name) {
  const page = await browser.newPage()
  await page.goto(url)
  const [title, contents, said] = await page.evaluate(`['h1', '#contents-title', '.verdict strong'].map(s => document.querySelector(s).textContent)`)
  const file = `${folder}/${name}.pdf`
  await page.pdf({ path: file, preferCSSPageSize: true })
  await page.close()
  const lines = execFileSync('pdftotext', ['-layout', file, '-']).toString().split('\f').map(text => text.split('\n').map(line => line.trim().replace(/\s+/g, ' ')).filter(Boolean))
  const first = lines[0].join(' ')
  verdict(`${name}: printed, the title comes first`, first.startsWith(title.replace(/\s+/g, ' ')) ? '' : first.slice(0, 200))
  verdict(`${name}: printed, the verdict and the contents on the first page`, said.length > 3 && first.indexOf(contents) > first.indexOf(said.replace(/\s+/g, ' ')) && first.includes(said.replace(/\s+/g, ' ')) ? '' : first.slice(0, 400))
  const alone = lines.filter((page, i) => i > 0 && page.slice(0, 3).includes(lines[i - 1].at(-1))) // a head is repeated on the next page
  verdict(`${name}: printed, no head of a table alone at the foot of a page`, alone.map(page => page.slice(0, 3).join(' / ')).join('; '))
  const size = execFileSync('pdfinfo', [file]).toString().match(/Page size: *(.*)/)[1]
  verdict(`${name}: printed on A4`, /A4/.test(size) ? '' : size)
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.setContent('<html><body><img src="data:,"><p style="color:#ccc;background:#fff">pale words</p></body></html>')
const seen = await violations(page)
verdict('axe-core sees what is wrong', ['image-alt', 'color-contrast', 'html-has-lang'].filter(id => !seen.includes(id)).join(' '))
await page.close()
for (const example of ['ville', 'minimal']) {
  for (const language of ['fr', 'en']) {
    const name = `${example}.${language}`
    writeFileSync(`${folder}/${name}.html`, execFileSync(planner, [`examples/${example}.yaml`, '-f', 'html', '--lang', language]))
    const url = pathToFileURL(`${folder}/${name}.html`).href
    for (const window of WINDOWS) {
      for (const colours of ['light', 'dark']) await show(browser, url, name, window, colours)
    }
    await print(browser, url, name)
  }
}
await hostile(browser)
await browser.close()
process.exitCode = bad ? 1 : 0
