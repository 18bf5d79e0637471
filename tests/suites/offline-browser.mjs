// SPDX-License-Identifier: MIT
// The offline page as somebody without a shell uses it: from nothing to a saved profile and a document for Word in ten questions; axe-core in every state;
// widths, keyboard, print, a silent console, no request; the same bytes as the program.   usage: offline-browser.mjs PLANNER PAGE PICTURES DIR
// PICTURES holds node_modules with axe-core and playwright-core, and receives the pictures. CHROMIUM: the browser.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { days } from './engine.mjs'

const [planner, file, folder, work] = process.argv.slice(2).map(name => resolve(name))
const load = createRequire(folder + '/')
const { chromium } = load('playwright-core')
const axe = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
const url = pathToFileURL(file).href
let bad = 0

function verdict(name, problem) {
  bad += problem ? 1 : 0
  console.log(problem ? `not ok - ${name}: ${String(problem).slice(0, 800)}` : `ok - ${name}`)
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

async function opened(options) {
  const context = await browser.newContext({ offline: true, acceptDownloads: true, locale: 'fr-FR', viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(60000)
  const said = []
  page.on('console', message => said.push(message.text()))
  page.on('pageerror', error => said.push(String(error)))
  page.on('request', request => request.url() !== url && !request.url().startsWith('blob:') && said.push(`asks for ${request.url()}`))
  const meter = await context.newCDPSession(page)
  await meter.send('Performance.enable', { timeDomain: 'threadTicks' })
  const spent = async () => (await meter.send('Performance.getMetrics')).metrics.find(metric => metric.name === 'TaskDuration').value * 1000
  await page.goto(url)
  await page.waitForSelector('#search')
  return { page, said, context, spent }
}

// Time of the processor in the thread of the page, layout and painting included: what else runs on the machine leaves it as it is.
async function costs(spent, act) {
  const before = await spent()
  await act()
  return await spent() - before
}
const middle = times => times.sort((a, b) => a - b)[times.length >> 1].toFixed(0)

async function violations(page) {
  const result = await page.evaluate(`${axe}; axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })`)
  const found = result.violations.map(v => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary.slice(0, 200)}`)
  return found.join('; ') || (result.passes.length < 10 ? 'axe-core ran hardly any rule' : '')
}

const focused = page => page.evaluate('(document.activeElement.dataset.key || document.activeElement.id || document.activeElement.tagName)')
async function sideways(page, width) {
  const wide = await page.evaluate('document.scrollingElement.scrollWidth')
  return wide <= width ? '' : `${wide} px`
}
async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

// ---- the story: a new user, ten questions, by the keyboard alone where it matters -------------------------------------

async function story() {
  const { page, said, context, spent } = await opened({})
  console.log(`# opened, ready for a name: ${(await spent()).toFixed(0)} ms of the processor, ${Math.round(await page.evaluate("performance.getEntriesByName('ready')[0].startTime"))} ms by the clock`)
  await page.fill('#search', 'Rive-de-Gier')
  await page.waitForSelector('#found button')
  verdict('the story: the register knows the town', (await page.textContent('#found button')).includes('Loire') ? '' : await page.textContent('#found'))
  const first = await costs(spent, () => page.evaluate("document.querySelector('#found button').click(); document.body.getBoundingClientRect()"))
  await page.waitForSelector('.report h1')
  console.log(`# the first plan, from the choice of a name: ${first.toFixed(0)} ms of the processor`)
  verdict('the story: the note is there at once', (await page.textContent('.report h1')).includes('Rive-de-Gier') ? '' : 'no')
  const asked = new Set()
  for (let i = 0; i < 10; i++) {
    const question = await page.textContent('#question')
    asked.add(question)
    const before = await page.textContent('[data-key=group-general]')
    if (await page.$('.card .add')) {
      const adds = page.locator('.card .add button.main')
      await adds.click()
      await page.waitForSelector('.card .record')
      const number = page.locator('.card .record input[inputmode=numeric]').first()
      if (await number.count()) {
        await number.fill('1930')
        await number.press('Tab')
        await page.waitForFunction('[...document.querySelectorAll(".card .record input[inputmode=numeric]")].some(input => input.value === "1930")')
      }
      await page.click('.card [data-key=skip]')
    } else {
      const input = page.locator('.card form input').first()
      if (['radio', 'checkbox'].includes(await input.getAttribute('type'))) await input.check()
      else await input.fill('12')
      await page.keyboard.press('Enter')
      await page.waitForFunction(old => document.querySelector('#question').textContent !== old, question)
    }
    verdict(`the story, question ${i + 1}: ${question}: the next one has the focus`, (await focused(page)) === 'question' ? '' : `${await focused(page)} after ${before}`)
  }
  verdict('the story: ten different questions', asked.size === 10 ? '' : `${asked.size}`)
  const profile = await saved(page, () => page.click('[data-key=save]'))
  writeFileSync(`${work}/${profile.name}`, profile.bytes)
  verdict('the story: the profile is saved under its name', profile.name === 'rive-de-gier.yaml' ? '' : profile.name)
  let checked = 'it has errors'
  try {
    checked = execFileSync(planner, ['check', '--strict', profile.name], { cwd: work }).toString()
  } catch (fault) {
    checked = `status ${fault.status}: ${fault.stderr}`
  }
  verdict('the story: the program reads it without a word', checked)
  await page.click('#tab-documents')
  const word = await saved(page, () => page.click('[data-key=get-strategy-docx]'))
  const day = await page.inputValue('#day')
  execFileSync(planner, [profile.name, '--date', day, '-o', 'strategy.docx'], { cwd: work })
  verdict('the story: the document for Word is that of the program', word.name === 'rive-de-gier-strategy.docx' && word.bytes.equals(readFileSync(`${work}/strategy.docx`)) ? '' : `${word.name}, ${word.bytes.length} bytes`)
  // ten answers are taken back, one by one, and the file is what it was
  let steps = 0
  while (await page.isEnabled('[data-key=undo]') && steps++ < 40) await page.click('[data-key=undo]')
  verdict('the story: every answer can be undone', steps >= 10 && (await page.textContent('.answers')).includes('0 sur') ? '' : `${steps} steps`)
  verdict('the story: a silent console, no request', said.join('; '))
  await context.close()
}

// ---- every state ---------------------------------------------------------------------------------------------------------

async function states(width, colours, language) {
  const { page, said, context } = await opened({ viewport: { width, height: 900 }, colorScheme: colours, locale: language === 'fr' ? 'fr-FR' : 'en-GB' })
  const label = `${width}, ${colours}, ${language}`
  const look = async name => {
    await page.waitForTimeout(50)
    const found = [await violations(page), await sideways(page, width)].filter(Boolean).join('; ')
    verdict(`${label}: ${name}: axe-core, no scroll sideways`, found)
    await page.screenshot({ path: `${folder}/offline-${width}-${colours}-${language}-${name}.png`, fullPage: width > 600 || !['strategy'].includes(name) })
  }
  verdict(`${label}: in the language of the browser`, (await page.evaluate('document.documentElement.lang')) === language ? '' : 'no')
  await look('begin')
  await page.fill('#search', 'saint-e')
  await page.waitForSelector('#found li')
  await look('found')
  await page.fill('#search', '')
  await page.setInputFiles('#resume-file', 'examples/ville.yaml')
  await page.waitForSelector('.report h1')
  if ((await page.evaluate('document.documentElement.lang')) !== language) await page.click('[data-key=language]')
  await page.evaluate('document.querySelectorAll(".answers details").forEach(node => { node.open = true })')
  await look('note')
  for (const tab of ['strategy', 'why', 'circuit', 'documents', 'file']) {
    await page.click(`#tab-${tab}`)
    await look(tab)
  }
  await page.click('#tab-why')
  await page.click('.item >> nth=2')
  await page.evaluate('document.querySelectorAll(".reason details").forEach(node => { node.open = true })')
  await look('one-reason')
  for (const [name, id] of [['set', 'goals'], ['accounts', 'presence.accounts'], ['number', 'population'], ['choice', 'internal.letting_go'], ['date', 'adopted.date']]) {
    await page.evaluate(wanted => { state.asked = [...fields.values()].find(field => field.id === wanted).field; draw('question') }, id)
    if (name === 'number') {
      await page.fill('.card input[type=text]', 'beaucoup')
      await page.click('[data-key=submit]')
      await page.waitForSelector('.card .problem:not(:empty)')
      verdict(`${label}: what was written stays beside its reason`, (await page.inputValue('.card input[type=text]')) === 'beaucoup' ? '' : 'it is gone')
    }
    await look(`question-${name}`)
  }
  await page.click('#tab-file')
  await page.fill('#text', 'nom: A\ntype: village\n')
  await page.waitForSelector('.notes.wrong')
  await look('errors')
  verdict(`${label}: a silent console, no request`, said.join('; '))
  await context.close()
}

// ---- what is edited ----------------------------------------------------------------------------------------------------

async function edits() {
  const { page, said, context } = await opened({})
  await page.setInputFiles('#resume-file', 'examples/ville.yaml')
  await page.waitForSelector('.report h1')
  await page.fill('#day', '2026-11-23')
  await page.click('#tab-circuit')
  const before = await page.textContent('article')
  const steps = await page.locator('#panel .record').count()
  await page.click('#panel [data-key^=remove-] >> nth=-1')
  await page.waitForFunction(count => document.querySelectorAll('#panel .record').length === count - 1, steps)
  verdict('the circuit: a step fewer, other delays', (await page.textContent('article')) !== before ? '' : 'they stay')
  await page.click('[data-key=undo]')
  verdict('the circuit: undone, as before', (await page.textContent('article')) === before ? '' : 'it differs')
  await page.locator('#panel .record input[placeholder]').first().fill('5h')
  await page.keyboard.press('Tab')
  await page.waitForFunction(old => document.querySelector('article').textContent !== old, before)
  verdict('the circuit: a delay changes as it is left, and the focus goes on', (await focused(page)).match(/^\d+-0/) ? '' : await focused(page))
  await page.click('#tab-file')
  const original = readFileSync('examples/ville.yaml', 'utf8').split('\n')
  const now = (await page.inputValue('#text')).split('\n')
  verdict('the file: one line changed, the comments stay', now.filter((line, i) => line !== original[i]).length === 1 ? '' : now.filter((line, i) => line !== original[i]).join(' | '))
  await page.click('#tab-why')
  await page.evaluate('document.querySelectorAll("#panel details").forEach(node => { node.open = true })')
  await page.click('[data-key=item-linkedin]')
  const state = await page.textContent('#panel h2')
  await page.click('[data-key=try]')
  await page.waitForFunction(old => document.querySelector('#panel h2').textContent !== old, state)
  verdict('why: the change that is proposed does what it says', (await page.textContent('#panel h2')) !== state ? '' : state)
  await page.keyboard.press('Shift+Tab')
  await page.focus('#tab-why')
  await page.keyboard.press('ArrowRight')
  verdict('the tabs: arrow keys', (await focused(page)) === 'tab-circuit' ? '' : await focused(page))
  await page.click('#tab-strategy')
  await page.pdf({ path: `${folder}/offline-strategy.pdf`, preferCSSPageSize: true })
  const pages = execFileSync('pdftotext', ['-layout', `${folder}/offline-strategy.pdf`, '-']).toString()
  verdict('print: the document alone', pages.includes('Stratégie de présence') && !pages.includes('Vos réponses') && !pages.includes('Enregistrer') ? '' : pages.slice(0, 400))
  verdict('edits: a silent console, no request', said.join('; '))
  await context.close()
}

// ---- the keyboard alone ------------------------------------------------------------------------------------------------

async function keyboard() {
  const { page, said, context } = await opened({})
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  const tabTo = async (key, most = 60) => {
    for (let i = 0; i < most && (await focused(page)) !== key; i++) await press('Tab')
    return (await focused(page)) === key
  }
  await tabTo('search')
  await page.keyboard.type('Sainte-Foy')
  await page.waitForSelector('#found li')
  await press('Enter')
  verdict('the keyboard: Enter goes to what was found', (await focused(page)).startsWith('found-') ? '' : await focused(page))
  await press('Enter')
  await page.waitForSelector('.report h1')
  verdict('the keyboard: the first question has the focus', (await focused(page)) === 'question' ? '' : await focused(page))
  const question = await page.textContent('#question')
  await press('Tab', 'Space', 'ArrowDown', 'Enter')
  await page.waitForFunction(old => document.querySelector('#question').textContent !== old, question)
  verdict('the keyboard: an answer, and on to the next question', (await focused(page)) === 'question' && await page.isEnabled('[data-key=undo]') ? '' : await focused(page))
  verdict('the keyboard: a question is passed over', (await tabTo('skip')) ? '' : 'no way to it')
  await press('Enter')
  verdict('the keyboard: to the tabs', (await tabTo('tab-note', 200)) ? '' : 'no way to them')
  await press('ArrowLeft', 'ArrowLeft')
  verdict('the keyboard: round to the documents', (await focused(page)) === 'tab-documents' ? '' : await focused(page))
  await tabTo('get-note-docx')
  const word = await saved(page, () => press('Enter'))
  verdict('the keyboard: a document is saved, and the focus stays', word.name === 'sainte-foy-note.docx' || word.name.endsWith('-note.docx') ? ((await focused(page)) === 'get-note-docx' ? '' : await focused(page)) : word.name)
  await page.focus('#day')
  await press('ArrowLeft', 'ArrowLeft')
  await page.keyboard.type('12252027')
  const day = await page.evaluate('state.day')
  verdict('the keyboard: a date is typed at one go', day === '2027-12-25' && (await page.inputValue('#day')) === day && (await focused(page)) === 'day' ? '' : `${day}, ${await focused(page)}`)
  verdict('the keyboard: a silent console, no request', said.join('; '))
  await context.close()
}

// ---- hands that are slower than programs -----------------------------------------------------------------------------------

async function hands() {
  const { page, said, context } = await opened({})
  const original = readFileSync('examples/ville.yaml', 'utf8')
  await page.setInputFiles('#resume-file', 'examples/ville.yaml')
  await page.waitForSelector('.report h1')
  await page.click('#tab-circuit')
  await page.locator('#panel .record input[placeholder]').first().fill('7h')
  const box = await page.locator('[data-key=save]').boundingBox()
  const profile = await saved(page, async () => {
    await page.mouse.move(box.x + 20, box.y + 10)
    await page.mouse.down()
    await page.waitForTimeout(250)
    await page.mouse.up()
  })
  const lines = profile.bytes.toString().split('\n')
  verdict('a press that begins in another control: what was written there is saved', lines.filter((line, i) => line !== original.split('\n')[i]).length === 1 && profile.bytes.includes('7h') ? '' : profile.bytes.toString().slice(0, 400))
  await page.click('#tab-file')
  await page.locator('#text').focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# vu le 3')
  const noted = await saved(page, () => page.click('[data-key=save]'))
  verdict('what is typed in the file is saved at once', noted.bytes.toString().endsWith('# vu le 3') ? '' : noted.bytes.toString().slice(-80))
  await page.click('#tab-note')
  await page.evaluate("state.asked = [...fields.values()].find(field => field.id === 'presence.accounts').field; draw('question')")
  const last = page.locator('.card .record input[inputmode=numeric]').last()
  await last.fill('3')
  await page.keyboard.press('Tab')
  await page.waitForFunction(() => [...document.querySelectorAll('.card .record input[inputmode=numeric]')].at(-1).value === '3' && drawn)
  const seen = await page.evaluate(() => { const at = document.activeElement.getBoundingClientRect(); return at.top > 0 && at.bottom < innerHeight ? document.activeElement.tagName : JSON.stringify(at) })
  verdict('in a long list one sees the next answer when one changes', ['SELECT', 'INPUT'].includes(seen) ? '' : seen)
  await page.click('[data-key=new]')
  verdict('answers that are not saved are not thrown away in silence', (await focused(page)) === 'stay' && await page.isVisible('[data-key=go-on]') ? '' : await focused(page))
  await page.click('[data-key=stay]')
  verdict('they are kept', (await page.isVisible('.work')) && !(await page.isVisible('[data-key=go-on]')) ? '' : 'no')
  await page.click('[data-key=new]')
  await page.click('[data-key=go-on]')
  verdict('or left behind', (await page.isVisible('#search')) ? '' : 'no')
  verdict('hands: a silent console, no request', said.join('; '))
  await context.close()
}

// ---- every download ----------------------------------------------------------------------------------------------------------

async function downloads() {
  const { page, said, context } = await opened({})
  await page.setInputFiles('#resume-file', 'examples/ville.yaml')
  await page.waitForSelector('.report h1')
  await page.fill('#day', '2026-11-23')
  await page.click('#tab-documents')
  writeFileSync(`${work}/ville.yaml`, readFileSync('examples/ville.yaml'))
  const tables = await page.evaluate("words.formats[formatOf('csv')].tables")
  const keys = await page.$$eval('#panel [data-key^=get-]', buttons => buttons.map(button => button.dataset.key))
  const wrong = []
  for (const key of keys) {
    const [, what, format] = key.match(/^get-(.*?)-(docx|html|md|xlsx|csv-fr|csv|ics|json)$/)
    const { name, bytes } = await saved(page, () => page.click(`[data-key="${key}"]`))
    if (what === 'all') {
      if (!name.endsWith(`-${format}.zip`) || bytes.subarray(0, 2).toString() !== 'PK') wrong.push(name)
      continue
    }
    const options = what === 'plan' || what === 'tables' ? [] : tables.includes(what) ? ['--sections', what] : ['--document', what]
    const said = execFileSync(planner, ['ville.yaml', '--date', '2026-11-23', '-f', format, ...options], { cwd: work, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 })
    if (!bytes.equals(said) || bytes.length < 100 || !name.startsWith('brelonval-sur-yvrance-')) wrong.push(`${name}, ${bytes.length} bytes, not ${said.length}`)
  }
  verdict(`every download, ${keys.length} of them: the bytes of the program`, keys.length < 60 ? keys.join(' ') : wrong.join('; '))
  verdict('downloads: a silent console, no request', said.join('; '))
  await context.close()
}

// ---- the same bytes ------------------------------------------------------------------------------------------------------

async function bytes() {
  const { page, context, spent } = await opened({})
  const towns = [...readdirSync('examples').filter(name => name.endsWith('.yaml')).map(name => ({ name, date: '2026-11-23', text: readFileSync(`examples/${name}`, 'utf8') })),
    ...JSON.parse(readFileSync(`${work}/towns.json`, 'utf8')).map((town, i) => ({ name: `drawn profile ${i}`, ...town }))]
  const wanted = await page.evaluate(`[idOf('strategy'), words.formats.findIndex(format => format.name === 'md'), words.formats.findIndex(format => format.name === 'json')]`)
  const different = []
  for (const town of towns) {
    const [text, data] = await page.evaluate(([profile, day, [document, md, json]]) => {
      call('name', 'profil.yaml')
      ask('read', profile, 0, day)
      return [say('write', null, document, md, -1), say('write', null, 0, json, -1)]
    }, [town.text, days(town.date), wanted])
    writeFileSync(`${work}/profil.yaml`, town.text)
    const run = (...options) => execFileSync(planner, ['profil.yaml', '--date', town.date, '--lang', 'fr', ...options], { cwd: work, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 }).toString()
    if (text !== run() || data !== run('-f', 'json') || text.length < 500) different.push(town.name)
  }
  verdict(`the same strategy and data as the program, ${towns.length} profiles`, different.join(' '))
  await page.evaluate(text => { hold(text); draw() }, towns.find(town => town.name === 'ville.yaml').text)
  for (const [what, id, record, first] of [['leaves the circuit as it is', 'population', -1, 2000], ['changes the circuit', 'validation_chain.delay', 0, 3]]) {
    const times = []
    for (let i = 0; i < 15; i++) {
      times.push(await costs(spent, () => page.evaluate(([id, record, written]) => {
        change('x', 'answer', written, [...fields.values()].find(field => field.id === id).field, record)
        draw()
        document.body.getBoundingClientRect()
      }, [id, record, `${first + i}${record < 0 ? '' : 'h'}`])))
    }
    console.log(`# an answer that ${what}, the plan and the page anew: ${middle(times)} ms of the processor, median of 15`)
  }
  await context.close()
}

console.log(`# size: ${readFileSync(file).length} bytes, ${gzipSync(readFileSync(file), { level: 9 }).length} compressed`)
verdict('the page is at most 2 MB', readFileSync(file).length <= 2 << 20 ? '' : `${readFileSync(file).length} bytes`)
await story()
await edits()
await keyboard()
await hands()
await downloads()
for (const [width, colours, language] of [[320, 'light', 'fr'], [1280, 'dark', 'fr'], [1280, 'light', 'en'], [320, 'dark', 'en']]) await states(width, colours, language)
await bytes()
await browser.close()
process.exitCode = bad ? 1 : 0
