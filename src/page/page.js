/* SPDX-License-Identifier: MIT
 * The offline page: calls the engine and draws what it says. No rule, no advice and no sentence is here: texts come from the labels, the vocabulary and
 * the documents, by way of src/page/offline.h. No network, no storage, no framework.
 */

'use strict'
const LANGUAGES = ['fr', 'en']
const TABS = ['note', 'strategy', 'why', 'circuit', 'documents', 'file']
const FEW = 6 // choices that are shown without being asked for
const utf8 = new TextEncoder()
let engine = null
let session = 0
let words = {} // of the language
let fields = new Map() // by number
let state = {
  language: /^en/.test(navigator.language) ? 1 : 0, day: today(), text: null, saved: null, name: null, // of the file
  read: null, good: null, // what was read; the last that had no error
  facts: new Map(), tab: 'note', asked: null, back: [], passed: new Set(), undo: [], problem: null, why: null, found: [], search: '', open: new Set(),
  waits: null, // what is done once it is said that unsaved answers may go
}

// ---- the engine ------------------------------------------------------------------------------------------------------

async function start() {
  const letters = atob(byId('engine').textContent)
  const packed = new Uint8Array(letters.length) // a loop: Uint8Array.from() takes twenty times as long
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i)
  const bytes = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
  const stop = code => { throw new Error(`planner: ${code}`) }
  const system = { proc_exit: stop, fd_write: stop, fd_close: stop, fd_seek: stop, fd_fdstat_get: stop } // the engine asks the system for nothing
  const { instance } = await WebAssembly.instantiate(bytes, { wasi_snapshot_preview1: system })
  engine = instance.exports
  engine._initialize()
  session = engine.pl_offline_new()
}

// The bytes that a function of the engine comes to; `text` is what it works on.
function call(name, text, ...numbers) {
  if (text !== null) {
    const bytes = utf8.encode(text)
    const room = engine.pl_offline_room(session, bytes.length)
    new Uint8Array(engine.memory.buffer, room, bytes.length).set(bytes)
  }
  engine[`pl_offline_${name}`](session, ...numbers)
  const at = engine.pl_offline_result(session)
  return new Uint8Array(engine.memory.buffer, at, engine.pl_offline_length(session)).slice()
}
const say = (name, text, ...numbers) => new TextDecoder().decode(call(name, text, ...numbers))
const ask = (name, text, ...numbers) => JSON.parse(say(name, text, ...numbers))

// ---- drawing ---------------------------------------------------------------------------------------------------------

function byId(id) { return document.getElementById(id) }

function el(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value)
    else if (key in node && typeof value !== 'string') node[key] = value
    else node.setAttribute(key, value)
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false))
  return node
}

function label(id, ...values) { return (words.labels[id] || '').replace(/\{(\d)\}/g, (_, n) => values[n - 1]) }
function button(text, act, more) { return el('button', { type: 'button', onclick: act, ...more }, text) }
function announce(text, shown = true) {
  byId('status').className = shown ? '' : 'hidden'
  byId('status').textContent = text
  later('status', 6000, () => { byId('status').textContent = '' })
}

// The whole page anew; the focus stays on the control of the same key, or goes where it is sent.
function draw(focus) {
  const active = document.activeElement
  const key = focus || (active && active.dataset && active.dataset.key)
  const caret = !focus && active && active.type === 'text' ? active.selectionStart : null
  const left = document.querySelector('.left')
  const scrolled = left && focus !== 'question' ? left.scrollTop : 0
  document.documentElement.lang = LANGUAGES[state.language]
  document.title = label('title')
  byId('app').replaceChildren(...(state.text === null ? [header(), begin()] : [header(), workplace()]))
  if (scrolled > 0 && state.text !== null) document.querySelector('.left').scrollTop = scrolled
  const next = key && document.querySelector(`[data-key="${CSS.escape(key)}"]`)
  if (next) {
    next.focus({ preventScroll: !focus })
    if (caret !== null && next.setSelectionRange) next.setSelectionRange(caret, caret)
  }
}

// All but the date at the top, whose parts are written one by one.
function drawBelow() { document.querySelector('main').replaceWith(workplace()) }

// After the event at hand, and not between a press and its release: a button that is replaced meanwhile would not be pressed.
let pressed = false
let drawn = true
function drawSoon() {
  drawn = false
  later('draw', 0, () => { if (!pressed && !drawn) { drawn = true; draw() } })
}
document.addEventListener('pointerdown', () => { pressed = true }, true)
for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => { pressed = false; if (!drawn) drawSoon() }, true)

function header() {
  const other = 1 - state.language
  const day = el('input', { type: 'date', id: 'day', value: state.day, 'data-key': 'day', required: true, min: '2000-01-01',
    onchange: event => { if (event.target.validity.valid) { state.day = event.target.value; replan(); drawBelow() } } })
  day.value = state.day
  return el('header', { class: 'bar' },
    state.text !== null && el('a', { class: 'jump', href: '#result' }, label('jump')),
    el('h1', {}, label('title')),
    state.text === null && el('p', { class: 'lead' }, label('lead')),
    el('div', { class: 'commands', role: 'group', 'aria-label': label('commands') },
      state.text !== null && button(label('save'), save, { 'data-key': 'save', class: 'main' }),
      state.text !== null && button(label('undo'), undo, { 'data-key': 'undo', disabled: state.undo.length === 0 }),
      state.text !== null && chooser('open'),
      state.text !== null && button(label('new'), () => surely(anew), { 'data-key': 'new' }),
      button(['Français', 'English'][other], () => { state.language = other; speak(); replan(); draw() }, { lang: LANGUAGES[other], 'data-key': 'language' }),
      state.text !== null && el('span', { class: 'day' }, el('label', { for: 'day' }, label('day')), ' ', day)),
    state.waits !== null && el('div', { class: 'notes wrong', role: 'alert' }, el('p', {}, label('lose')), el('div', { class: 'commands' },
      button(label('stay'), () => { state.waits = null; draw('save') }, { 'data-key': 'stay', class: 'main' }),
      button(label('go-on'), () => { const act = state.waits; state.waits = null; act() }, { 'data-key': 'go-on' }))))
}

// Done at once, or, where answers would be lost, after a word.
function surely(act) {
  if (!dirty()) return act()
  state.waits = act
  draw('stay')
}

// A button over the browser's own control for files.
function chooser(id) {
  const input = el('input', { type: 'file', accept: '.yaml,.yml,.txt,text/yaml', class: 'hidden', id, 'data-key': id, onchange: event => offer(event.target.files[0]) })
  return el('span', { class: 'file' }, input, el('label', { for: id, class: 'button' }, label('open')))
}

// ---- the first screen ------------------------------------------------------------------------------------------------

function begin() {
  const kind = [...fields.values()].find(field => field.id === 'kind')
  const list = el('div', { id: 'found', class: 'found' }, matches())
  const input = el('input', { type: 'text', id: 'search', value: state.search, 'data-key': 'search', autocomplete: 'off', spellcheck: 'false',
    'aria-describedby': 'search-hint', oninput: event => { state.search = event.target.value; later('search', 150, search) } })
  input.value = state.search
  return el('main', { class: 'begin' },
    el('h2', {}, label('begin')),
    el('form', { onsubmit: event => { event.preventDefault(); search(); if (state.found.length === 1) from(state.found[0].code, state.found[0].position); else if (state.found.length > 0) document.querySelector('#found button').focus() } },
      el('label', { for: 'search' }, label('search')),
      el('p', { class: 'hint', id: 'search-hint' }, label('search-hint')),
      input),
    list,
    el('details', { open: state.open.has('unlisted'), ontoggle: event => remember('unlisted', event.target.open) },
      el('summary', {}, label('unlisted')),
      el('form', { onsubmit: event => { event.preventDefault(); from(byId('name').value, Number(byId('kind').value)) } },
        el('label', { for: 'name' }, [...fields.values()].find(field => field.id === 'name').question),
        el('input', { type: 'text', id: 'name', required: true, maxlength: '200', 'data-key': 'name' }),
        el('label', { for: 'kind' }, kind.question),
        el('select', { id: 'kind', 'data-key': 'kind' }, kind.values.map((value, i) => el('option', { value: String(i) }, value.label))),
        el('button', { type: 'submit', class: 'main' }, label('start')))),
    el('section', { 'aria-labelledby': 'resume' }, el('h2', { id: 'resume' }, label('resume')), chooser('resume-file')))
}

function matches() {
  if (state.search.trim().length < 2) return []
  return [el('p', {}, state.found.length === 0 ? label('none-found') : label('found', state.found.length)),
    el('ul', {}, state.found.map(found => el('li', {}, button([el('strong', {}, found.name), ` ${[found.kind, found.department,
      found.population && label('inhabitants', found.population), found.code].filter(Boolean).join(', ')}`],
    () => from(found.code, found.position), { 'data-key': `found-${found.position}-${found.code}` }))))]
}

function search() {
  if (!byId('found')) return
  state.found = state.search.trim().length < 2 ? [] : ask('find', state.search, state.language)
  byId('found').replaceChildren(...matches())
  announce(state.found.length === 0 ? label('none-found') : label('found', state.found.length), false)
}

function from(name, kind) {
  state.name = null
  hold(say('start', name, state.language, kind))
  state.saved = null
  draw('question')
}

// ---- the workplace ---------------------------------------------------------------------------------------------------

function workplace() {
  return el('main', { class: `work on-${state.tab}${state.read.valid ? '' : ' alone'}` },
    el('div', { class: 'left' }, question(), answers()),
    el('section', { class: 'right', id: 'result', 'aria-label': label('result'), tabindex: '-1' }, messages(), tabs()))
}

function messages() {
  const list = state.read.diagnostics
  if (list.length === 0) return null
  const show = item => el('li', {}, `${label('pair', item.severity, item.message)} `,
    item.line !== null && button(label('line', item.line), () => goTo(item.line), { class: 'small', 'data-key': `line-${item.line}` }),
    item.help && el('span', { class: 'help' }, ` ${item.help}`))
  return el('div', { class: state.read.valid ? 'notes' : 'notes wrong', role: state.read.valid ? 'group' : 'alert', 'aria-label': label('messages') },
    el('p', {}, state.read.valid ? label('messages') : label('has-errors')), el('ul', {}, list.map(show)))
}

function goTo(line) {
  state.tab = 'file'
  draw()
  const area = byId('text')
  const lines = state.text.split('\n')
  const at = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  area.focus()
  area.setSelectionRange(at, at + (lines[line - 1] || '').length)
  area.scrollTop = Math.max(0, (line - 4) * area.scrollHeight / lines.length)
}

// ---- the question at hand --------------------------------------------------------------------------------------------

const isList = field => field.type === 'records'

function next() {
  const open = state.good ? state.good.questions.find(item => !state.passed.has(item.field) && !state.facts.has(item.field)) : null
  return open ? open.field : null
}

function question() {
  if (!state.read.valid) return null
  const number = state.asked !== null ? state.asked : next()
  const waiting = state.good.questions.filter(item => !state.facts.has(item.field))
  const card = el('section', { class: 'card', 'aria-labelledby': 'question' })
  if (number === null) {
    card.append(el('h2', { id: 'question', tabindex: '-1', 'data-key': 'question' }, waiting.length === 0 ? label('all-done') : label('left', waiting.length)),
      waiting.length > 0 ? button(label('again'), () => { state.passed.clear(); draw('question') }, { 'data-key': 'again' }) : '')
    return card
  }
  const field = fields.get(number)
  const fact = state.facts.get(number)
  const control = isList(field) ? null : controlOf(field, fact ? fact.value : null, 'answer')
  const problem = state.problem && state.problem.key === 'answer' ? state.problem.text : null
  card.append(el('p', { class: 'quiet' }, ask('progress', [...state.passed].join(' ')).said),
    el('h2', { id: 'question', tabindex: '-1', 'data-key': 'question' }, field.question))
  const reasons = el('div', {})
  const why = el('details', { ontoggle: event => { if (event.target.open && !reasons.hasChildNodes()) reasons.append(...explain(number)) } },
    el('summary', { 'data-key': 'why-question' }, label('why-question')), reasons)
  if (isList(field)) {
    state.asked = number // until it is said to be complete
    card.append(why, listEditor(field), el('div', { class: 'commands' },
      button(label(fact ? 'list-done' : 'skip'), () => pass(number), { 'data-key': 'skip', class: fact ? 'main' : null }), backButton()))
    return card
  }
  card.append(el('form', { novalidate: true, onsubmit: event => { event.preventDefault(); reply(number, control.read()) } },
    control.node,
    el('p', { class: 'problem', id: 'answer-problem', role: 'alert' }, problem || ''),
    why,
    el('div', { class: 'commands' },
      el('button', { type: 'submit', class: 'main', 'data-key': 'submit' }, label('answer')),
      button(label('skip'), () => pass(number), { 'data-key': 'skip' }),
      field.type === 'set' && button(label('none'), () => reply(number, '0'), { 'data-key': 'none' }),
      fact && !field.required && button(label('withdraw'), () => reply(number, ''), { 'data-key': 'withdraw' }),
      backButton())))
  return card
}

function backButton() {
  return state.back.length > 0 && button(label('back'), () => { state.asked = state.back.pop(); draw('question') }, { 'data-key': 'back' })
}

function explain(number) {
  const told = ask('explain', null, number)
  const lines = (told.answers || '').split('\n').filter(Boolean)
  return [el('p', {}, told.why), lines.length > 0 && el('p', {}, label('settles')), lines.length > 0 && el('ul', {}, lines.map(line => el('li', {}, line)))].filter(Boolean)
}

function reply(number, written) {
  if (written === null) {
    state.problem = { key: 'answer', text: label('needed') }
    return draw()
  }
  change('answer', 'answer', written, number, -1)
  if (state.problem) return draw()
  moveOn(number)
}

function pass(number) {
  state.passed.add(number)
  moveOn(number)
}

function moveOn(number) {
  state.back.push(number)
  state.asked = null
  state.problem = null
  draw('question')
}

// ---- controls --------------------------------------------------------------------------------------------------------

// What asks for a value of a field: `read` gives it as an answer is written, null where nothing was chosen.
function controlOf(field, value, key) {
  const describe = `${key}-problem`
  const problem = state.problem && state.problem.key === key
  const common = { 'aria-describedby': describe, 'aria-invalid': problem ? 'true' : null }
  const kept = problem ? state.problem.written : null
  if (field.type === 'choice' || field.type === 'yes-no') {
    const inputs = field.values.map(item => el('input', { type: 'radio', name: key, value: item.id, checked: item.id === value, 'data-key': `${key}-${item.id}` }))
    return {
      node: el('fieldset', { class: 'choices', 'aria-labelledby': 'question', 'aria-describedby': describe },
        inputs.map((input, i) => el('label', {}, input, ' ', field.values[i].label))),
      read: () => { const chosen = inputs.find(input => input.checked); return chosen ? chosen.value : null },
    }
  }
  if (field.type === 'set') {
    const chosen = [...(value || [])]
    const node = el('fieldset', { class: 'choices', 'aria-labelledby': 'question', 'aria-describedby': `${key}-hint ${describe}` }, el('p', { class: 'hint', id: `${key}-hint` }, label('several')))
    const ranks = field.values.map(item => {
      const rank = el('span', { class: 'rank' })
      const input = el('input', { type: 'checkbox', checked: chosen.includes(item.id), 'data-key': `${key}-${item.id}`, onchange: event => {
        if (event.target.checked) chosen.push(item.id)
        else chosen.splice(chosen.indexOf(item.id), 1)
        number()
      } })
      node.append(el('label', {}, input, ' ', item.label, ' ', rank))
      return rank
    })
    const number = () => field.values.forEach((item, i) => { ranks[i].textContent = chosen.includes(item.id) ? String(chosen.indexOf(item.id) + 1) : '' })
    number()
    return { node, read: () => chosen.length > 0 ? chosen.join(', ') : null }
  }
  const type = field.type === 'date' ? 'date' : 'text'
  const hint = field.type === 'duration' ? label('duration-hint') : field.unit
  const input = el('input', { type, 'data-key': key, 'aria-labelledby': 'question', ...common, inputmode: field.type === 'number' ? 'numeric' : null, autocomplete: 'off' })
  input.value = kept !== null ? kept : value || ''
  return { node: el('p', { class: 'written' }, input, hint && el('span', { class: 'hint' }, ` ${hint}`)), read: () => input.value.trim() || null }
}

// The same in a row of a list: changes as soon as it is left.
function cellOf(field, fact, record) {
  const values = valuesOf(field)
  const key = `${field.field}-${record}`
  const value = fact ? fact.value : null
  const problem = state.problem && state.problem.key === key ? state.problem : null
  const set = written => { change(key, 'answer', written, field.field, record); drawSoon() }
  const more = { id: `cell-${key}`, 'data-key': key, 'aria-invalid': problem ? 'true' : null, 'aria-describedby': problem ? `${key}-problem` : null }
  let node = null
  if (field.type === 'set') {
    const chosen = new Set(value || [])
    node = el('fieldset', { class: 'small-choices' }, el('legend', { class: field.values.length > FEW ? 'hidden' : null }, field.label), field.values.map(item => el('label', {},
      el('input', { type: 'checkbox', checked: chosen.has(item.id), 'data-key': `${key}-${item.id}`, onchange: event => {
        if (event.target.checked) chosen.add(item.id)
        else chosen.delete(item.id)
        set([...chosen].join(', '))
      } }), ' ', item.label)))
    if (field.values.length > FEW) {
      node = el('details', { open: state.open.has(key), ontoggle: event => remember(key, event.target.open) },
        el('summary', { 'data-key': `${key}-open` }, label('pair', field.label, fact && fact.said || '–')), node)
    }
  } else if (values.length > 0) {
    const known = values.some(item => item.id === value)
    node = el('select', { ...more, onchange: event => set(event.target.value) }, el('option', { value: '' }, field.otherwise ? `(${field.otherwise})` : '–'),
      fact && !known && el('option', { value: fact.said, selected: true }, fact.said),
      values.map(item => el('option', { value: item.id, selected: item.id === value }, item.label)))
  } else {
    const written = problem ? problem.written : value || ''
    const left = event => { if (event.target.value !== written) set(event.target.value) } // a date has a value before its year is written
    node = el('input', { type: field.type === 'date' ? 'date' : 'text', ...more, inputmode: field.type === 'number' ? 'numeric' : null, autocomplete: 'off',
      placeholder: field.type === 'duration' ? label('durations') : null, [field.type === 'date' ? 'onblur' : 'onchange']: left })
    node.value = written
  }
  return el('div', { class: `cell ${field.type}` }, field.type !== 'set' && el('label', { for: `cell-${key}` }, field.label), node,
    field.type === 'set' && field.otherwise && !value && el('span', { class: 'hint' }, label('otherwise', field.otherwise)),
    problem && el('p', { class: 'problem', id: `${key}-problem`, role: 'alert' }, problem.text))
}

// ---- lists -----------------------------------------------------------------------------------------------------------

const childrenOf = field => [...fields.values()].filter(child => child.parent === field.field && !child.idle)

// Advice is set aside by its name, which is one of the plan's.
function valuesOf(field) {
  if (field.field !== words.advice) return field.values
  return ask('items', null).flatMap(group => group.items.filter(item => item.mark !== 'no').map(item => ({ id: item.id, label: item.name })))
}

function listEditor(field) {
  const children = childrenOf(field)
  const fact = state.facts.get(field.field)
  const records = fact ? fact.records : []
  const first = children.find(child => child.required) || children.find(child => child.values.length > 0) || children[0]
  const at = (record, child) => record.find(item => item.field === child.field)
  const move = (i, to) => () => { change('list', 'move', null, field.field, i, to); draw(to < 0 ? `add-${field.field}` : `${field.field}-${to}-row`) }
  const called = fact => (fact && valuesOf(first).find(item => item.id === fact.value) || { label: fact ? fact.said : '' }).label
  const more = children.find(child => child !== first && child.type === 'text')
  const name = (record, i) => `${i + 1}. ${called(at(record, first))}${more && at(record, more) ? ` (${at(record, more).said})` : ''}`
  const acts = (record, i) => el('span', { class: 'commands' },
    button('↑', move(i, i - 1), { disabled: i === 0, 'aria-label': label('pair', label('up'), name(record, i)), 'data-key': `up-${field.field}-${i}` }),
    button('↓', move(i, i + 1), { disabled: i + 1 === records.length, 'aria-label': label('pair', label('down'), name(record, i)), 'data-key': `down-${field.field}-${i}` }),
    button(label('remove'), move(i, -1), { 'aria-label': label('pair', label('remove'), name(record, i)), 'data-key': `remove-${field.field}-${i}` }))
  const card = (record, i) => el('li', { class: 'record' },
    el('div', { class: 'record-head' }, el('strong', { tabindex: '-1', 'data-key': `${field.field}-${i}-row`, id: `record-${field.field}-${i}` }, name(record, i)), acts(record, i)),
    el('div', { class: 'cells', role: 'group', 'aria-labelledby': `record-${field.field}-${i}` }, children.map(child => cellOf(child, at(record, child), i))))
  const values = valuesOf(first)
  const input = values.length > 0
    ? el('select', { id: `new-${field.field}`, 'data-key': `new-${field.field}` }, values.map(item => el('option', { value: item.id }, item.label)))
    : el('input', { type: 'text', id: `new-${field.field}`, 'data-key': `new-${field.field}`, autocomplete: 'off' })
  const problem = state.problem && state.problem.key === 'list' ? state.problem.text : null
  return el('div', { class: 'list' },
    fact && records.length === 0 && el('p', {}, label('is-empty')),
    records.length > 0 && el('ol', { class: 'records' }, records.map(card)),
    el('form', { class: 'add', onsubmit: event => {
      event.preventDefault()
      if (!input.value) return
      change('list', 'add', input.value, first.field)
      draw(state.problem ? `new-${field.field}` : `${field.field}-${records.length}-row`)
    } },
    el('label', { for: `new-${field.field}` }, first.question), input,
    el('button', { type: 'submit', class: 'main', 'data-key': `add-${field.field}` }, label('add')),
    records.length === 0 && !fact && button(label('empty'), () => { change('list', 'answer', '0', field.field, -1); draw('question') }, { 'data-key': `empty-${field.field}` }),
    fact && records.length === 0 && button(label('withdraw'), () => { change('list', 'answer', '', field.field, -1); draw('question') }, { 'data-key': `withdraw-${field.field}` })),
    problem && el('p', { class: 'problem', role: 'alert' }, problem))
}

// ---- the answers -----------------------------------------------------------------------------------------------------

function answers() {
  if (!state.read.valid) return null
  const groups = [{ id: 'general', title: label('general'), items: [] }]
  for (const field of fields.values()) {
    if (field.parent === null && field.type === 'section') groups.push({ id: field.id, title: field.label, items: inside(field) })
    else if (field.parent === null) groups[0].items.push(field)
  }
  return el('section', { class: 'answers', 'aria-labelledby': 'answers' }, el('h2', { id: 'answers' }, label('answers')),
    groups.map(group => {
      const shown = group.items.filter(field => !field.idle || state.facts.has(field.field))
      const given = shown.filter(field => state.facts.has(field.field))
      if (shown.length === 0) return null
      return el('details', { open: state.open.has(group.id), ontoggle: event => remember(group.id, event.target.open) },
        el('summary', { 'data-key': `group-${group.id}` }, group.title, ' ', el('span', { class: 'quiet' }, label('count', given.length, shown.length))),
        el('dl', {}, shown.map(field => answer(field))))
    }))
}

// The facts of a section, and of the sections in it.
function inside(section) {
  return [...fields.values()].filter(child => child.parent === section.field).flatMap(child => child.type === 'section' ? inside(child) : [child])
}

function answer(field) {
  const fact = state.facts.get(field.field)
  const text = label(fact ? 'change' : 'answer')
  return el('div', { class: 'fact' }, el('dt', {}, field.label),
    el('dd', {}, el('span', { class: fact ? '' : 'quiet' }, fact ? fact.said || '–' : label('open-fact')), ' ',
      button(text, () => { state.asked = field.field; state.problem = null; draw('question') }, { class: 'small', 'aria-label': label('pair', text, field.label), 'data-key': `fact-${field.field}` })))
}

// ---- results ---------------------------------------------------------------------------------------------------------

function tabs() {
  const choose = tab => { state.tab = tab; state.why = null; draw(`tab-${tab}`) }
  const step = (event, by) => { event.preventDefault(); choose(TABS[(TABS.indexOf(state.tab) + by + TABS.length) % TABS.length]) }
  const list = el('div', { role: 'tablist', 'aria-label': label('result'), class: 'tabs',
    onkeydown: event => { if (event.key === 'ArrowRight') step(event, 1); else if (event.key === 'ArrowLeft') step(event, -1) } },
  TABS.map(tab => button(label(`tab-${tab}`), () => choose(tab), { role: 'tab', id: `tab-${tab}`, 'aria-selected': String(tab === state.tab), 'aria-controls': 'panel',
    tabIndex: tab === state.tab ? 0 : -1, 'data-key': `tab-${tab}` })))
  const panel = el('div', { role: 'tabpanel', id: 'panel', 'aria-labelledby': `tab-${state.tab}`, tabindex: '0' })
  if (state.good || state.tab === 'file') panel.append(...PANELS[state.tab]())
  return [list, panel]
}

const idOf = id => words.documents.find(item => item.id === id).document
const formatOf = name => words.formats.findIndex(item => item.name === name)

// What a page of the engine holds, without what is around it.
function article(html) {
  const main = new DOMParser().parseFromString(html.slice(html.indexOf('<main'), html.lastIndexOf('</main>')), 'text/html').querySelector('main')
  const node = el('article', { class: `report ${main.className}` })
  node.append(...main.childNodes)
  node.querySelectorAll('a[href^=http]').forEach(outside)
  return node
}

// A link that leaves the page leaves it open.
function outside(link) {
  link.target = '_blank'
  link.rel = 'noreferrer'
  link.append(el('span', { class: 'hidden' }, ` ${label('outside')}`))
  return link
}

const PANELS = {
  note: () => [printer(), article(say('write', null, idOf('note'), formatOf('html'), -1))],
  strategy: () => [printer(), article(say('write', null, idOf('strategy'), formatOf('html'), -1))],
  circuit: () => [el('p', {}, label('circuit-lead')), listEditor(fields.get(words.circuit)), figures()].filter(Boolean),
  why: () => state.why === null ? items() : why(),
  documents,
  file: () => [el('p', { id: 'file-lead' }, label('file-lead')), el('label', { for: 'text' }, label('file-text')), area()],
}

// What is said of the circuit, without the title of the document that it is taken from; null: nothing yet.
function figures() {
  const node = article(say('circuit', null))
  node.querySelector('header').remove()
  return node.querySelector('section') && node
}

function printer() { return el('p', { class: 'commands' }, button(label('print'), () => window.print(), { 'data-key': 'print' })) }

function area() {
  const node = el('textarea', { id: 'text', spellcheck: 'false', rows: '28', 'data-key': 'text', 'aria-describedby': 'file-lead', autocapitalize: 'none',
    oninput: event => later('text', 400, () => { hold(event.target.value); redrawBeside() }),
    onchange: event => { clearTimeout(timers.get('text')); hold(event.target.value); drawSoon() } })
  node.value = state.text
  return node
}

// While somebody types in the file: all but the file.
function redrawBeside() {
  const left = document.querySelector('.left')
  document.querySelector('main').className = `work on-file${state.read.valid ? '' : ' alone'}`
  left.replaceChildren(...[question(), answers()].filter(Boolean))
  const old = document.querySelector('.notes')
  if (old) old.remove()
  const now = messages()
  if (now) byId('result').prepend(now)
}

// ---- why -------------------------------------------------------------------------------------------------------------

function items() {
  const show = list => el('ul', { class: 'items' }, list.map(item => el('li', {}, button([el('strong', {}, item.name), ' ', el('span', { class: 'quiet' }, item.state)],
    () => { state.why = item.id; draw('why') }, { 'data-key': `item-${item.id}`, class: `item ${item.mark}` }))))
  return [el('p', {}, label('why-lead')), ...ask('items', null).map(group => {
    const here = group.items.filter(item => item.mark !== 'no')
    const others = group.items.filter(item => item.mark === 'no')
    return el('section', {}, el('h2', {}, group.title), show(here),
      others.length > 0 && el('details', { open: state.open.has(group.title), ontoggle: event => remember(group.title, event.target.open) },
        el('summary', { 'data-key': `others-${group.title}` }, label('others', others.length)), show(others)))
  })]
}

function why() {
  const told = ask('why', state.why)
  const fact = item => el('li', {}, `${label('pair', item.label, item.said)} `, item.field !== null && fields.has(item.field) && fields.get(item.field).parent !== undefined &&
    fields.get(item.field).type !== 'section' && asks(item.field) && button(label(state.facts.has(asks(item.field)) ? 'change' : 'answer'), () => { state.asked = asks(item.field); draw('question') },
    { class: 'small', 'aria-label': label('pair', label(state.facts.has(asks(item.field)) ? 'change' : 'answer'), item.label) }))
  const source = item => el('li', {}, item.url ? outside(el('a', { href: item.url }, item.text)) : item.text)
  const apply = () => {
    for (const edit of told.change) change('why', 'answer', edit.written, edit.field, -1)
    announce(label('updated'))
    draw('why')
  }
  return [button(label('close'), () => { const id = state.why; state.why = null; draw(`item-${id}`) }, { 'data-key': 'close' }),
    el('h2', { tabindex: '-1', 'data-key': 'why' }, label('pair', told.name, told.state)),
    told.reasons && el('h3', {}, label('reasons')),
    ...(told.reasons || []).map(reason => el('div', { class: 'reason' }, el('p', {}, el('strong', {}, reason.state), ` – ${reason.because}`),
      reason.facts.length > 0 && [el('p', { class: 'quiet' }, label('facts')), el('ul', {}, reason.facts.map(fact))],
      el('details', {}, el('summary', {}, label('sources')), el('ul', {}, reason.sources.map(source))))),
    told.nothing && el('p', {}, told.nothing),
    ...(told.change ? [el('h3', {}, label('smallest')),
      el('ul', {}, told.change.map(edit => el('li', {}, `${label('pair', edit.label, edit.after)} (${label('instead', edit.before)})`))),
      el('p', {}, label('becomes', told.becomes)),
      told.change.every(edit => edit.ours) && button(label('try'), apply, { 'data-key': 'try', class: 'main' })] : []),
    state.problem && state.problem.key === 'why' && el('p', { class: 'problem', role: 'alert' }, state.problem.text)].filter(Boolean)
}

// The fact under which one is asked about another: of a record, its list.
function asks(number) {
  const field = fields.get(number)
  const parent = field && field.parent !== null ? fields.get(field.parent) : null
  return parent && isList(parent) ? parent.field : number
}

// ---- documents -------------------------------------------------------------------------------------------------------

function documents() {
  const told = new Map(state.good.documents.map(item => [item.document, item]))
  const called = words.documents.filter(item => told.get(item.document).called)
  const others = words.documents.filter(item => !told.get(item.document).called)
  const formats = words.formats.filter(format => format.document)
  const row = item => {
    const title = told.get(item.document).title
    return el('li', { class: 'document' }, el('h3', {}, title), el('p', { class: 'quiet' }, label('for-reader', item.reader)),
      el('p', { class: 'commands' }, [...formats].sort((a, b) => formatRank(a) - formatRank(b)).map(format => item.index ? getAll(title, format) : get(title, item.id, item.document, format, -1))))
  }
  const table = (title, name, file, at) => el('li', { class: 'document' }, el('h3', {}, title), el('p', { class: 'commands' }, name.map(format => get(title, file, 0, words.formats[formatOf(format)], at))))
  const tables = words.formats[formatOf('csv')].tables
  return [el('p', {}, label('documents-lead')), el('ul', { class: 'documents' }, called.map(row)),
    others.length > 0 && el('h2', {}, label('more-documents')), others.length > 0 && el('ul', { class: 'documents' }, others.map(row)),
    el('h2', {}, label('tables')),
    el('ul', { class: 'documents' }, table(label('all-tables'), ['xlsx'], 'tables', -1), table(label('the-plan'), ['ics'], 'plan', -1),
      tables.map((id, i) => table(label(`table-${id}`), ['xlsx', 'csv-fr', 'csv'], id, i)), table(label('data'), ['json'], 'plan', -1))].filter(Boolean)
}

const formatRank = format => ['docx', 'html', 'md'].indexOf(format.name)

function get(title, file, document, format, table) {
  const name = label(`format-${format.name}`)
  return button(name, () => download(`${state.good.slug}-${file}.${format.extension}`, call('write', null, document, words.formats.indexOf(format), table)),
    { 'aria-label': label('download', title, name), 'data-key': `get-${file}-${format.name}` })
}

// Every document that is called for, in one package.
function getAll(title, format) {
  const name = label('in-zip', label(`format-${format.name}`))
  return button(name, () => download(`${state.good.slug}-${format.name}.zip`, call('dossier', null, words.formats.indexOf(format))),
    { 'aria-label': label('download', title, name), 'data-key': `get-all-${format.name}` })
}

function download(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = el('a', { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 10000)
  announce(label('saved', name))
}

// ---- the file --------------------------------------------------------------------------------------------------------

function speak() {
  words = ask('words', '', state.language)
  fields = new Map(words.fields.map(field => [field.field, field]))
}

// Another text of the file.
function hold(text) {
  if (state.text !== null && text !== state.text) state.undo.push(state.text)
  state.text = text
  replan()
}

function replan() {
  if (state.text === null) return
  const [year, month, day] = state.day.split('-').map(Number)
  call('name', fileName())
  state.read = ask('read', state.text, state.language, Math.round(Date.UTC(year, month - 1, day) / 86400000))
  if (state.read.valid) {
    state.good = state.read
    state.facts = new Map(state.read.facts.map(fact => [fact.field, fact]))
  } else {
    state.good = null
    state.tab = 'file'
  }
}

// Asks the engine for another text of the file; what it says against it is shown beside the control `key`.
function change(key, name, written, ...numbers) {
  const told = ask(name, written, ...numbers)
  state.problem = told.problem ? { key, text: told.problem, written } : null
  if (told.text !== undefined) {
    hold(told.text)
    announce(label('updated'), false)
  }
}

function undo() {
  state.text = state.undo.pop()
  replan()
  draw()
}

const dirty = () => state.text !== null && state.text !== state.saved
function anew() {
  state = { ...state, text: null, saved: null, name: null, read: null, good: null, facts: new Map(), asked: null, back: [], passed: new Set(), undo: [], why: null, tab: 'note' }
  draw('search')
}

function offer(file) { if (file) surely(() => take(file)) }

async function take(file) {
  let text = ''
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer())
  } catch (fault) {
    return announce(label('cannot-read'))
  }
  state = { ...state, asked: null, back: [], passed: new Set(), undo: [], why: null, tab: 'note', name: file.name, text: null }
  hold(text)
  state.saved = text
  if (state.good && state.good.language && LANGUAGES[state.language] !== state.good.language) {
    state.language = LANGUAGES.indexOf(state.good.language)
    speak()
    replan()
  }
  draw('question')
}

const fileName = () => state.name || `${state.good ? state.good.slug : 'profil'}.yaml`

function save() {
  download(fileName(), utf8.encode(state.text))
  state.saved = state.text
}

// ---- small things ----------------------------------------------------------------------------------------------------

function today() {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, '0')).join('-')
}
function remember(id, open) {
  if (open) state.open.add(id)
  else state.open.delete(id)
}
const timers = new Map()
function later(key, milliseconds, act) {
  clearTimeout(timers.get(key))
  timers.set(key, setTimeout(act, milliseconds))
}

window.addEventListener('beforeunload', event => { if (dirty()) event.preventDefault() })
document.addEventListener('dragover', event => event.preventDefault())
document.addEventListener('drop', event => { event.preventDefault(); offer(event.dataTransfer.files[0]) })
start().then(() => { speak(); draw(); performance.mark('ready') }, fault => { byId('app').replaceChildren(); byId('fault').hidden = false; byId('status').textContent = String(fault) })
