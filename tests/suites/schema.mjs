// SPDX-License-Identifier: MIT
// What `planner check` accepts the schema of `planner schema` accepts, and the other way round: thousands of profiles drawn from the
// vocabulary, each with a few fields written as people write them or nearly so.   usage: schema.mjs PLANNER DIR   (ROUNDS: how many, SEED)
// DIR holds node_modules with ajv and yaml; the profiles of a disagreement stay there.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve, join } from 'node:path'

const [planner, dir] = process.argv.slice(2)
const load = createRequire(resolve(dir, 'x.js'))
const Ajv = load('ajv')
const YAML = load('yaml')
const rounds = Number(process.env.ROUNDS || 6000)

let state = Number(process.env.SEED || 20261123)
const random = n => { state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff; return Math.floor(state / 0x80000000 * n) }
const pick = list => list[random(list.length)]
const chance = n => random(n) === 0

const verdict = (name, fault) => console.log(fault ? `not ok - ${name}\n${fault.replace(/^/gm, '  ')}` : `ok - ${name}`)

// ---- both judges

const schema = JSON.parse(execFileSync(planner, ['schema'], { encoding: 'utf8', maxBuffer: 1 << 26 }))
const judge = new Ajv({ strict: false, allErrors: false }).compile(schema)

function schemaAccepts (text) {
  const document = YAML.parseDocument(text, { uniqueKeys: true, merge: false })
  return document.errors.length === 0 && judge(document.toJS())
}

// The verdicts of the loader on many texts at once: a file without an error is accepted.
function loaderAccepts (texts) {
  const folder = join(dir, 'profiles')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const names = texts.map((text, i) => { const name = join(folder, `${i}.yaml`); writeFileSync(name, text); return name })
  const bad = new Set()
  for (let i = 0; i < names.length; i += 500) {
    const run = spawnSync(planner, ['check', ...names.slice(i, i + 500)], { encoding: 'utf8', maxBuffer: 1 << 28 })
    if (run.status !== 0 && run.status !== 1) throw new Error(`planner check ended with ${run.status} ${run.signal}\n${run.stderr.slice(0, 400)}`)
    for (const line of run.stderr.split('\n')) {
      const found = /^(.+?\.yaml)(?::\d+:\d+)?: error: /.exec(line)
      if (found) bad.add(found[1])
    }
    if ((run.status === 1) !== names.slice(i, i + 500).some(name => bad.has(name))) throw new Error('the status of planner check and its messages disagree')
  }
  return names.map(name => !bad.has(name))
}

// ---- ways of writing

const strip = text => text.normalize('NFD').replace(/\p{M}/gu, '')
const cased = text => chance(3) ? text.toUpperCase() : chance(3) ? text[0].toUpperCase() + text.slice(1) : text
const spaced = text => chance(4) ? text.replace(/[-_]/g, () => pick(['-', '_', ' ', '\u00a0', '--'])) : text
const spelled = text => {
  let out = text
  if (chance(4)) out = strip(out)
  if (chance(6)) out = out.normalize('NFD')
  return spaced(chance(3) ? cased(out) : out)
}
const misspelled = text => {
  const at = random(text.length)
  return pick([text.slice(0, at) + text.slice(at + 1), text + pick(['s', 'x', ' ', '_', '1']), text.slice(0, at) + 'q' + text.slice(at), '"' + text + '."', text + '\u00a0'])
}
const q = text => JSON.stringify(text)

const NOTHING = ['', 'null', '~', 'Null', 'NULL']
const ODD = ['[]', '{}', '[x]', '{a: b}', '[[]]', '"null"', '""', '" "', '1', '-1', '1.5', 'true', 'yes', 'no', '2026-11-23', '\u00a0', '"\\u00a0"']
const YES_NO = ['yes', 'no', 'oui', 'non', 'YES', 'No', 'Oui', 'NON', 'true', 'false', 'True', 'FALSE', 'vrai', 'faux', 'VRAI', 'Faux', 'o', 'n', 'y', 'O', 'N', 'Y', '"oui"', "'no'", 'on', 'off',
  '1', '0', 'peut-être', 'oui!', '"o "', 'ÖUI', 'nön', 'ja', 'none', 'aucun', '[oui]', '"true"', 'vrai.', 'yess']
const DURATIONS = ['0', '00', '0h', '30min', '30 min', '30 mn', '45 minutes', '1 minute', '2h', '2 h', '2H', '2\u00a0h', '2\u202fheures', '2 heures', '2 Heures', 'deux heures', 'une heure', '1 heure', '1 hour', '2 hours',
  'an hour', 'two hours', '1h30', '1 h 30', '1h30min', '1 h 30 min', '1h5', '1h75', '1h60', '2 heures 30', '1 heure et demie', 'une heure et demie', 'deux jours et demi', '2,5 heures et demie', '1,0h30', '1,5h30', '1d', '1j', '2 j', '2 jours',
  'deux jours', 'un jour', 'une journée', 'UNE JOURNÉE', 'une journee', '1 day', 'two days', 'a day', '2 jours ouvrés', '2 jours ouvrables', 'une demi-journée', 'demi-journée', 'demi journée', '2 demi-journées', '"half a day"', 'half day', 'une demi-heure', 'half an hour', '1 half day',
  'un quart d\'heure', 'un quart d’heure', "trois quarts d'heure", "quart d'heure", '1w', '1sem', '1 semaine', 'une semaine', '2 semaines', 'a week', '2 weeks', '1,5j', '1.5 j', '1,5 jour', '0,5 j', '0.25d', '1,555j', '1,j', ',5j', '1.5.5j', '-2h', '+2h', '2', '12', '"2"', '24', '1e3h', 'h', 'min', 'heures', 'jours', 'vite', 'hier',
  '2 mois', '1 an', '52w', '521w', '522w', '522 semaines', '3650 j', '3651 j', '3650,5 j', '3651,5 j', '87600h', '87601h', '5256000min', '5256001 min', '0007h', '007 jours', '99999999999999999999h', '1:30', 'PT2H', '2hh', '2 h h', '2_h', '2-h', '2--h', '"2h "', '" 2h"', 'dix jours', 'onze jours', 'a', 'an', 'une', 'deux', '1h30mn', '1h30 minutes', '1h30m', '1H30MIN', 'Ûne heure',
  'one half day', '3650 jours et demi', '0.0', '0,0', '0,000', '"0"', '1 h  30', '1 demi-heure', '2 demi-heures', '12½h', 'deuxheures', '2heures', '2jours', 'unjour']
const DAYS = ['2026-10-30', '2026-1-3', '2026-02-29', '2024-02-29', '2000-02-29', '1900-02-29', '2100-02-29', '2400-02-29', '2026-02-30', '2026-02-28', '2026-04-31', '2026-04-30', '2026-12-31', '2026-13-01', '2026-00-10', '2026-10-00', '2026-10-32', '1899-12-31', '1900-01-01', '1582-10-10', '0000-01-01', '9999-12-31', '10000-01-01',
  '2026-10-30T10:00', '2026-10-30 10:00', '"2026-10-30"', '2026/10/30', '20261030', '30/10/2026', '30/2/2026', '29/02/2024', '29/02/2023', '31/04/2026', '1/1/1900', '01/01/1899', '30.10.2026', '30-10-2026', '30/10/26', '10/30/2026', '30/10.2026', '15 novembre 2026', '1er mars 2026', '1 mars 2026', '01 mars 2026', '2er mars 2026', '1ER MARS 2026',
  '15 Novembre 2026', '15 nov. 2026', '15 nov 2026', '31 novembre 2026', '30 novembre 2026', '29 février 2024', '29 fevrier 2023', '30 février 2024', '28 FÉVRIER 2023', '15 August 2026', 'August 15, 2026', 'August 15 2026', 'Aug. 15, 2026', 'august 15th, 2026', '15th August 2026', '1st May 2026', '2nd May 2026', '3rd may 2026', '31 August 2026', 'Sept 31, 2026', '15 août 2026', '15\u00a0août\u00a02026', '15 aout 26',
  '15 brumaire 2026', 'novembre 2026', '2026', '15 novembre', 'hier', 'mardi 3 mars 2026', '3 mars. 2026', '3 mai. 2026', '3 avril. 2026', '15-novembre-2026', '15_novembre_2026', '15  novembre  2026', '"15 novembre 2026 "', '001 mars 2026', '0/10/2026', '32 mars 2026', '29 feb 2000', '29 feb 1900', 'Feb 29, 2028', 'Feb 30, 2028', '1er février 1900', '31 décembre 9999']
const NUMBERS = ['0', '1', '5', '12', '50', '90', '99', '100', '249', '250', '251', '400', '401', '500', '501', '999', '1000', '1001', '15200', '99999999', '100000000', '100000001', '1000000000', '1000000001', '99999999999', '99999999999999999999999', '-1', '-0', '"-0"', '"12"', "'0'", '15 200', '1 000', '15\u00a0200', '15\u202f200', "15'200", '15’200', '15_200', '1 5200', '15 20', '1 000 000', '1 000000',
  '1000 000', '100 000 000', '100 000 001', '1 000 000 000', '"012"', '"1e3"', '"1.5"', '"1,5"', '1,5', '15,200', '"15.0"', 'douze', '12 x', '12x', '"12 "', '" 12"', '12.', '12%', '12 %', '12€', '12 €', '12 EUR', '12 k', '3k', '٣', '1²']

const PLATFORMS = ['facebook', 'Facebook', 'FACEBOOK', 'fb', 'Insta', 'X', 'x', 'twitter', 'Twitter', '"X (ex-Twitter)"', 'X.com', 'nextdoor', 'messenger', 'PanneauPocket', 'autre', 'other', 'Autre', 'ma-résidence', '"Google+"', 'YouTube', 'you tube', '42', 'true', '"éé"', 'yes', '☺☺☺']

// ---- the vocabulary as it is written

const fields = []
function collect (list, path) {
  for (const field of list) {
    const here = { ...field, path: [...path, field.id], aliases: [].concat(field.alias || []) }
    fields.push(here)
    here.children = field.fields ? collect(field.fields, here.path) : []
  }
  return fields.filter(field => field.path.length === path.length + 1 && path.every((part, i) => field.path[i] === part))
}
const top = collect(YAML.parse(readFileSync('src/knowledge/vocabulary.yaml', 'utf8')).fields, [])
const byPath = path => fields.find(field => field.path.join('.') === path)
for (const field of fields) {
  if (field.values_of) field.values = byPath(field.values_of).values
  if (field.fields_of) {
    field.children = byPath(field.fields_of).values.map(value => ({ ...field, id: value.id, aliases: [].concat(value.alias || []), type: 'number', children: [], path: [...field.path, value.id] }))
  }
}
const steps = YAML.parse(readFileSync('src/knowledge/rules/steps.yaml', 'utf8')).rules.map(rule => rule.id)

const plain = text => /^[\p{L}][\p{L}\p{M}\d '’_-]*$/u.test(text) && !/^(null|true|false|~)$/i.test(text) && text.trim() === text ? text : q(text)
const name = value => plain(spelled(pick([value.id, ...[].concat(value.alias || [])])))

function scalar (field) {
  if (chance(12)) return pick(NOTHING)
  if (chance(12)) return pick(ODD)
  switch (field.type) {
    case 'text': return field.path.join('.') === 'progress.step'
      ? pick([pick(steps), pick(steps), 'nothing-of-the-kind', 'Write-Strategy', '""'])
      : pick(['Rive-de-Gier', q('x'.repeat(4096)), q('é'.repeat(4096)), q('x'.repeat(4097)), '42', '1.5', 'true', 'yes', '2026-11-23', '"null"', '""', '"\\u200b"', '01004', q('👪'.repeat(4096)), q('👪'.repeat(4097))])
    case 'number': {
      const words = [field.unit?.fr, field.unit?.en, field.unit_one?.fr, ...[].concat(field.unit_alias || [])].filter(Boolean)
      const number = pick(NUMBERS)
      return words.length > 0 && chance(2) ? q(number.replace(/"/g, '') + pick(['', ' ', '\u00a0', '\u202f']) + pick([spelled(pick(words)), pick(words), pick(words) + 's', 'kg'])) : number
    }
    case 'choice': return chance(6) ? misspelled(pick(field.values).id) : name(pick(field.values))
    case 'set': return chance(4) ? name(pick(field.values)) : '[' + Array.from({ length: random(4) }, () => chance(9) ? pick(['null', '[]', '{}', 'qqq']) : name(pick(field.values))).join(', ') + ']'
    case 'yes-no': return pick(YES_NO)
    case 'duration': return pick(DURATIONS)
    case 'date': return pick(DAYS)
    case 'platform': return pick(PLATFORMS)
  }
  throw new Error(`a type that the test does not know: ${field.type}`)
}

function value (field) {
  if (field.type === 'section') return chance(10) ? pick([...NOTHING, ...ODD]) : mapping(field.children, 1 + random(2))
  if (field.type === 'records') return chance(10) ? pick([...NOTHING, ...ODD, '[null]', '[x]']) : '[' + Array.from({ length: random(3) }, () => mapping(field.children, 1 + random(3))).join(', ') + ']'
  const alternatives = field.path.join('.') === 'validation_chain.by' && chance(3)
  return alternatives ? '[' + Array.from({ length: random(3) }, () => name(pick(field.values))).join(', ') + ']' : scalar(field)
}

const key = field => plain(spelled(pick([field.id, ...field.aliases])))

function mapping (children, count) {
  const entries = []
  const left = [...children]
  for (let i = 0; i < count && left.length > 0; i++) {
    const field = left.splice(random(left.length), 1)[0]
    entries.push(`${chance(25) ? misspelled(field.id) : key(field)}: ${value(field)}`)
  }
  return '{' + entries.join(', ') + '}'
}

function profile () {
  const lines = []
  const left = top.filter(field => field.id !== 'name' && field.id !== 'kind')
  if (!chance(20)) lines.push(`${key(byPath('name'))}: ${chance(8) ? scalar(byPath('name')) : 'Ville'}`)
  if (!chance(20)) lines.push(`${key(byPath('kind'))}: ${chance(8) ? scalar(byPath('kind')) : name(pick(byPath('kind').values))}`)
  for (let i = random(3); i >= 0; i--) {
    const field = left.splice(random(left.length), 1)[0]
    lines.push(`${chance(25) ? misspelled(field.id) : key(field)}: ${value(field)}`)
  }
  return lines.join('\n') + '\n'
}

// ---- what JSON cannot show, each with its reason and a profile on which the two disagree

const head = 'name: A\nkind: commune\n'
const EXCEPTIONS = [
  ['a field in two languages: two keys of a JSON object, of which neither is a copy', 'name: A\nnom: B\nkind: commune\n'],
  ['a platform that is nearly one of the catalogue: nearness is no regular language', head + 'presence: {accounts: [{platform: facebok}]}\n'],
  ['a number of YAML that is not written in digits: JSON has the number, not how it was written', head + 'population: 1e3\n'],
  ['the same: a decimal point', head + 'population: 15.0\n'],
  ['the same: another base', head + 'population: 0x1F\n'],
  ['the same: a leading zero', head + 'population: 012\n'],
  ['the same: a plus sign', head + 'population: +12\n'],
  ['accents that no French word has', head + 'audiences: [ẙouth]\n'],
  ['no-break spaces before a field, which for YAML belong to its name', readFileSync('tests/cases/probe-nbsp.yaml', 'utf8')],
  ['anchors, which are resolved before JSON', 'name: &a A\nkind: commune\n'],
  ['marks of types, the same', 'name: A\nkind: commune\nnotes: !!str x\n']
]
// A number of YAML in any other spelling than the digits that JSON would have.
function lexical (text) {
  let found = false
  YAML.visit(YAML.parseDocument(text), { Scalar: (at, node) => { found ||= node.type === 'PLAIN' && typeof node.value === 'number' && !/^-?(0|[1-9]\d*)$/.test(node.source) } })
  return found
}

// ---- the comparison

const all = [] // every way of writing, once
for (const [path, list] of [['presence.website', YES_NO], ['publishing_targets.routine', DURATIONS], ['population', NUMBERS], ['means.absence_days', NUMBERS], ['means.hours_per_week', NUMBERS], ['publishing_targets.percent', NUMBERS]]) {
  const parts = path.split('.')
  for (const text of list) all.push(head + (parts.length === 1 ? `${parts[0]}: ${text}\n` : `${parts[0]}:\n  ${parts[1]}: ${text}\n`))
}
for (const text of DAYS) all.push(head + `adopted:\n  date: ${text}\n`)
for (const text of PLATFORMS) all.push(head + `presence:\n  accounts:\n    - platform: ${text}\n`)
for (const field of fields.filter(field => field.path.length === 1)) for (const text of [...NOTHING, ...ODD]) all.push(head.replace(new RegExp(`^${field.id}:.*\n`, 'm'), '') + `${field.id}: ${text}\n`)
for (const name of ['ACCÈS_RÉSEAU', 'acces reseau', 'Accès-Réseau', 'accès_réseau']) all.push(head + `interne: {${name}: bloqué}\n`)
for (const text of ['présence: {site: oui}', 'PRÉSENCE: {SITE: OUI}', 'éditorial: {mode: mixte}', 'moyens: {modération: aucune}', 'MOYENS: {MODÉRATION: AUCUNE}', 'interne: {lâcher_prise: hésitant}', 'interne: {ambition: présence}', 'habitants: 15 200', 'name: null', 'publics: jeunes', 'circuit_validation: [{par: dgs, sans_réponse: remonter}]', 'circuit_validation: [{par: dgs, sans_réponse: remonter, délai_max: 1j}]',
  'circuit_validation: [{par: dgs, sans_réponse: remonter, délai_max: }]', 'circuit_validation: [{par: [dgs, cabinet]}]', 'circuit_validation: [{par: [dgs, cabinet], un_seul: oui}]', 'circuit_validation: [{par: [dgs, cabinet], UN_SEUL: Non}]', 'circuit_validation: [{par: dgs, délai: 0}]', 'moyens: {heures_projet: {dgs: 4 heures}}']) all.push((/^name/.test(text) ? 'kind: commune\n' : head) + text + '\n')
all.push('NOM: A\ntype: Région\n', 'Name: A\nKIND: EPCI\n', head.replace('commune', 'région'))

function compare (texts) {
  const verdicts = loaderAccepts(texts)
  const faults = []
  let accepted = 0
  let left = 0
  texts.forEach((text, i) => {
    accepted += verdicts[i]
    const schema = schemaAccepts(text)
    if (schema === verdicts[i]) return
    if (schema && lexical(text)) return left++
    faults.push(`${verdicts[i] ? 'only the loader accepts' : 'only the schema accepts'}:\n${text.replace(/(.{300}).*/g, '$1…')}`)
  })
  return { faults, accepted, left, share: accepted / texts.length }
}

const files = ['examples', 'tests/cases'].flatMap(folder => readdirSync(folder).filter(file => file.endsWith('.yaml') && file !== 'probe-nbsp.yaml').map(file => readFileSync(join(folder, file), 'utf8')))
for (const lang of ['fr', 'en']) files.push(execFileSync(planner, ['init', '--lang', lang, '--code', '75056'], { encoding: 'utf8' }))
const real = compare(files)
verdict(`examples, cases, and what init writes: ${files.length} profiles`, real.faults.join('\n') || (real.accepted === files.length ? '' : `${files.length - real.accepted} refused`))
const listed = compare(all)
verdict(`every way of writing: ${all.length} profiles, ${listed.accepted} accepted, ${listed.left} explained`, listed.faults.slice(0, 12).join('\n') + (listed.faults.length > 12 ? `\n${listed.faults.length} in all` : ''))
const drawn = compare(Array.from({ length: rounds }, profile))
verdict(`drawn: ${rounds} profiles, ${drawn.accepted} accepted, ${drawn.left} explained by the exceptions`, drawn.faults.slice(0, 12).join('\n') + (drawn.faults.length > 12 ? `\n${drawn.faults.length} in all` : ''))
verdict('the exceptions explain few', drawn.left * 20 < rounds ? '' : `${drawn.left} of ${rounds}`)
verdict('both accepted and refused ones are many', drawn.share > 0.2 && drawn.share < 0.8 ? '' : `share accepted: ${drawn.share}`)
const exceptional = loaderAccepts(EXCEPTIONS.map(([, text]) => text))
EXCEPTIONS.forEach(([reason, text], i) => verdict(`an exception: ${reason}`, schemaAccepts(text) === exceptional[i] ? 'the two agree now: take it off the list' : ''))
