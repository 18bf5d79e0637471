// SPDX-License-Identifier: MIT
// The offline page against the program.   usage: offline.mjs PLANNER PAGE DIR     DIR holds drawn profiles, NUMBER/profil.yaml, their day in the first line
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { days, engine } from './engine.mjs'

const [planner, page, folder] = process.argv.slice(2)
const { call, ask, imports, memory } = await engine(page)
const LANGUAGES = ['fr', 'en']
let bad = 0
let bytes = 0

function verdict(name, problem) {
  bad += problem ? 1 : 0
  console.log(problem ? `not ok - ${name}: ${String(problem).slice(0, 600)}` : `ok - ${name}`)
}

const words = ask('words', '', 0)
const formats = words.formats.map(format => format.name)
const documents = words.documents.map(item => item.id)

// What the program writes; where it refuses, why.
function written(where, date, language, document, format, table) {
  const options = ['profil.yaml', '--date', date, '--lang', LANGUAGES[language], '-f', format, ...(document ? ['--document', document] : []), ...(table ? ['--sections', table] : [])]
  try {
    return execFileSync(planner, options, { cwd: where, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 })
  } catch (fault) {
    return Buffer.from(`the program ended with ${fault.status}`)
  }
}

// Where two outputs differ first, or nothing.
function difference(where, date, language, document, format, table) {
  const one = written(where, date, language, document, format, table)
  const tables = words.formats[formats.indexOf(format)].tables
  const other = call('write', null, document ? documents.indexOf(document) : 0, formats.indexOf(format), table ? tables.indexOf(table) : -1)
  bytes += one.length
  if (one.equals(other)) return ''
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const near = bytes => JSON.stringify(bytes.subarray(Math.max(0, at - 40), at + 60).toString())
  return `${[document, format, table, LANGUAGES[language]].filter(Boolean).join(' ')}, byte ${at} of ${one.length} and ${other.length}: ${near(one)} against ${near(other)}`
}

function read(where, date, language) {
  const text = readFileSync(`${where}/profil.yaml`, 'utf8')
  call('name', 'profil.yaml')
  const told = ask('read', text, language, days(date))
  return { text, told }
}

verdict('the engine asks a system for streams and its end, and for nothing else', imports.filter(name => !/^(fd_(write|close|seek|fdstat_get)|proc_exit)$/.test(name)).join(' '))

// ---- every example: each document in each format and language, each table ----

for (const file of readdirSync('examples').filter(name => name.endsWith('.yaml'))) {
  const where = `${folder}/${file}`
  mkdirSync(where)
  copyFileSync(`examples/${file}`, `${where}/profil.yaml`)
  for (const language of [0, 1]) {
    const { told } = read(where, '2026-11-23', language)
    const found = told.valid ? [] : ['it is refused']
    for (const format of words.formats) {
      if (format.document) found.push(...documents.map(document => difference(where, '2026-11-23', language, document, format.name, null)))
      else found.push(...[null, ...format.tables].map(table => difference(where, '2026-11-23', language, null, format.name, table)))
    }
    verdict(`${file}, ${LANGUAGES[language]}: every document and table has the same bytes`, found.filter(Boolean)[0])
    if (file !== 'ville.yaml') continue
    execFileSync(planner, ['dossier', '-d', 'dossier', '-f', 'docx', '--force', '--lang', LANGUAGES[language], '--date', '2026-11-23', 'profil.yaml'], { cwd: where, stdio: 'ignore' })
    writeFileSync(`${where}/dossier.zip`, call('dossier', null, formats.indexOf('docx')))
    const unpacked = execFileSync('python3', ['-m', 'zipfile', '-e', 'dossier.zip', 'unpacked'], { cwd: where }) && readdirSync(`${where}/unpacked`)
    verdict(`${file}, ${LANGUAGES[language]}: the dossier in a zip is that in a folder`, unpacked.join() !== readdirSync(`${where}/dossier`).join() ? unpacked.join() :
      unpacked.filter(name => !readFileSync(`${where}/unpacked/${name}`).equals(readFileSync(`${where}/dossier/${name}`))).join(' '))
  }
}

// ---- drawn profiles: what differs most, in turn ----

const DRAWN = [['strategy', 'html'], ['full', 'md'], [null, 'json'], ['note', 'md'], [null, 'xlsx'], ['handbook', 'docx'], ['duties', 'md'], [null, 'ics'], [null, 'csv-fr'], ['answers', 'html']]
const numbers = readdirSync(folder).filter(name => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b)
for (const number of numbers) {
  const where = `${folder}/${number}`
  const date = readFileSync(`${where}/profil.yaml`, 'utf8').slice(2, 12)
  const language = number % 2
  const { told } = read(where, date, language)
  const found = told.valid ? DRAWN.filter((_, i) => i < 3 || (number + i) % 7 === 0).map(([document, format]) => difference(where, date, language, document, format, null)) : [JSON.stringify(told.diagnostics)]
  verdict(`drawn profile ${number}: the same bytes`, found.filter(Boolean)[0])
}

verdict('they hold something', bytes > 10000000 ? '' : `${bytes} bytes`)

// ---- edits: the fact changes, the comments stay ----

let state = 7
const random = most => { state = (state * 48271) % 2147483647; return state % most }
const fields = new Map(words.fields.map(field => [field.field, field]))
const comments = text => text.split('\n').map(line => (line.match(/(^|\s)#.*$/) || [''])[0].trim()).filter(Boolean)
const asked = words.fields.filter(field => field.parent === null || fields.get(field.parent).type === 'section').filter(field => !['section', 'records'].includes(field.type))

function drawn(field) {
  const choose = () => field.values[random(field.values.length)].id
  return { choice: choose, 'yes-no': choose, set: () => [...new Set([choose(), choose()])].join(', '), number: () => String(50 + random(40)), duration: () => `${1 + random(20)}h`,
    date: () => `2026-0${1 + random(9)}-1${random(9)}`, text: () => `Un texte : "cité", n°#${random(99)}` }[field.type]()
}

function edit(name, text, date) {
  const problems = []
  let now = text
  let placed = 0
  const step = (what, told, kept) => {
    if (told.problem) {
      problems.push(`${what}: ${told.problem}`)
      return null
    }
    placed++
    const lost = kept === null ? [] : comments(now).filter(line => !/^#? *# *\S+:/.test(line) && !comments(told.text).some(other => other.includes(line)))
    if (lost.length > 0 && kept !== 'list') problems.push(`${what}: lost ${lost[0]}`)
    now = told.text
    const again = ask('read', now, 0, days(date))
    if (!again.valid) problems.push(`${what}: ${JSON.stringify(again.diagnostics[0])}`)
    return again
  }
  let told = ask('read', now, 0, days(date))
  for (let i = 0; i < 14; i++) {
    const field = asked[random(asked.length)]
    if (['country', 'format_version'].includes(field.id)) continue
    const value = i % 4 === 3 && !field.required ? '' : drawn(field)
    told = step(`${field.id} = ${JSON.stringify(value)}`, ask('answer', value, field.field, -1), 'all') || told
    const fact = told.facts && told.facts.find(item => item.field === field.field)
    if ((value === '') !== (fact === undefined)) problems.push(`${field.id} = ${JSON.stringify(value)}: ${JSON.stringify(fact)}`)
  }
  for (const id of ['validation_chain', 'presence.accounts']) {
    const list = words.fields.find(field => field.id === id)
    const first = words.fields.find(field => field.id === (id === 'validation_chain' ? 'validation_chain.by' : 'presence.accounts.platform'))
    const count = () => { const fact = told.facts.find(item => item.field === list.field); return fact ? fact.records.length : 0 }
    const before = count()
    told = step(`${id}: one more`, ask('add', first.values[random(first.values.length)].id, first.field), 'all') || told
    if (count() !== before + 1) problems.push(`${id}: ${count()} after one more than ${before}`)
    if (count() > 1) told = step(`${id}: the last becomes the first`, ask('move', null, list.field, count() - 1, 0), 'all') || told
    const child = words.fields.find(field => field.id === (id === 'validation_chain' ? 'validation_chain.delay' : 'presence.accounts.followers'))
    told = step(`${id}: a value in a record`, ask('answer', id === 'validation_chain' ? '3h' : '1234', child.field, 0), 'all') || told
    told = step(`${id}: it goes again`, ask('answer', '', child.field, 0), 'all') || told
    told = step(`${id}: one fewer`, ask('move', null, list.field, 0, -1), 'list') || told
    if (count() !== before) problems.push(`${id}: ${count()} after one fewer than ${before + 1}`)
  }
  verdict(`${name}: ${placed} edits, each read back, no comment lost`, problems[0])
}

for (const file of readdirSync('examples').filter(name => name.endsWith('.yaml'))) edit(file, readFileSync(`examples/${file}`, 'utf8'), '2026-11-23')
for (const number of numbers.slice(0, 60)) edit(`drawn profile ${number}`, readFileSync(`${folder}/${number}/profil.yaml`, 'utf8'), '2026-11-23')
edit('a new profile', call('start', '42186', 0, 0).toString(), '2026-11-23')
verdict('an answer that is none is refused with its reason', (ask('answer', 'beaucoup', asked.find(field => field.id === 'population').field, -1).problem || '').length > 20 ? '' : 'it is not')

// ---- the register, why, and what stays in memory ----

verdict('the register finds a commune by its name', ask('find', 'rive de gier', 0)[0].code === '42186' ? '' : JSON.stringify(ask('find', 'rive de gier', 0)[0]))
verdict('the register finds the largest first', ask('find', 'saint-etienne', 0)[0].name === 'Saint-Étienne' ? '' : JSON.stringify(ask('find', 'saint-etienne', 0)[0]))
const ville = readFileSync('examples/ville.yaml', 'utf8')
ask('read', ville, 0, days('2026-11-23'))
for (const group of ask('items', null)) {
  const wrong = group.items.map(item => [item, ask('why', item.id)]).filter(([item, told]) => told.name !== item.name || told.state !== item.state || !(told.change || told.nothing))
  verdict(`why: ${group.title} (${group.items.length}) have their state and what would flip it`, wrong.length > 0 ? JSON.stringify(wrong[0]) : group.items.length > 3 ? '' : 'hardly any')
}
const said = JSON.parse(execFileSync(planner, ['why', '-f', 'json', '--date', '2026-11-23', 'examples/ville.yaml', 'linkedin'], { stdio: ['ignore', 'pipe', 'ignore'] }))
const change = ask('why', 'linkedin').change || []
verdict('why: the same smallest change as the program', JSON.stringify((said.change || []).map(item => item.fact)) === JSON.stringify(change.map(item => fields.get(item.field).id)) ? '' : JSON.stringify([said.change, change]))
const before = memory()
for (let i = 0; i < 200; i++) ask('read', ville, i % 2, days('2026-11-23'))
verdict('two hundred plans take no more memory than a few', memory() - before > 4 << 20 ? `${(memory() - before) >> 20} MiB more` : '')

const times = []
for (let i = 0; i < 21; i++) {
  const start = performance.now()
  ask('answer', String(2000 + i), asked.find(field => field.id === 'population').field, -1)
  ask('read', ville.replace(/^habitants: .*/m, `habitants: ${2000 + i}`), 0, days('2026-11-23'))
  call('write', null, documents.indexOf('strategy'), formats.indexOf('html'), -1)
  times.push(performance.now() - start)
}
console.log(`# an answer, the plan and the strategy anew: ${times.sort((a, b) => a - b)[10].toFixed(1)} ms, median of 21`)
process.exitCode = bad ? 1 : 0
