#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A knowledge file with one fault is refused: status 3, and a message with the code, the file and the line of the fault. Each row changes one
place of the knowledge as it is.   PLANNER names the program"""
import os, re, shutil, subprocess
import lib
from lib import faultless as verdict, planner

work = lib.folder()
folder = os.path.join(work, 'k')
shutil.copytree('src/knowledge', folder)

# File, what is there (its first occurrence), what takes its place, code, and what the message names. The line is that of the first character
# that differs, plus the last column: where a whole entry is at fault, its first line is named.
CALENDAR, CIRCUIT, VOCABULARY, NEEDS = 'calendar.yaml', 'circuit.yaml', 'vocabulary.yaml', 'needs.yaml'
ROLES, HOLIDAYS = 'roles.yaml', 'holidays.yaml'
CATALOGUE, CLAIMS, SOURCES, LABELS = 'catalogues/2026.yaml', 'claims.yaml', 'sources.yaml', 'labels.yaml'
READINESS, STEPS, CODES = 'rules/readiness.yaml', 'rules/steps.yaml', 'diagnostics/knowledge.yaml'
RUBRICS, MEANS, CRISIS = 'editorial/rubrics.yaml', 'editorial/means.yaml', 'editorial/crisis.yaml'
TONE, INDICATORS = 'editorial/tone.yaml', 'rules/indicators.yaml'
WHEN = 'when: {internal.letting_go: refused}'
CASES = 'yes: [{internal.letting_go: refused}]'
A, LAST = '{fr: a, en: a}', 'letting-go-refused'
BODY = '      - {id: public-body, alias: organisme-public, label: {fr: organisme public, en: public body}}\n'
URGENT = next(line for line in open('src/knowledge/vocabulary.yaml', encoding='utf-8') if line.startswith('          - {id: urgent,'))
ALWAYS = next(line for line in open('src/knowledge/vocabulary.yaml', encoding='utf-8') if line.startswith('          - {id: always,'))


def values(count, indent):
    return ''.join(f"{' ' * indent}- {{id: v{i}, label: {A}}}\n" for i in range(count))


def fields(count):
    return ''.join(f'  - {{id: f{i}, type: number, label: {A}}}\n' for i in range(count))


def platforms(count):
    return ''.join(f'  - {{id: p{i}, name: P{i}, role: {A}, hours: 1, cite: confino-2011}}\n' for i in range(count))


def rules(count, body):
    """So many rules, each of which may name the one {before} or {after} it."""
    return ''.join('  - {id: r%d, because: %s, cite: confino-2011, %s}\n' % (
        i, A, body.format(before=f'r{i - 1}' if i else LAST, after=f'r{i + 1}' if i + 1 < count else LAST)) for i in range(count))


ROWS = [
    (CALENDAR, 'complete_from: 2020-07-01', '', 'K001', 'complete_from', None),
    (CALENDAR, '2020-07-01', '2020-13-01', 'K003', 'complete_from', 0),
    (CALENDAR, 'elections:', 'polls:', 'K002', 'polls', 0),
    (CALENDAR, 'others_from: 2026-10-01\n', '', 'K001', 'others_from', None),
    (CALENDAR, 'others_until: 2028-11-30', 'others_until: soon', 'K003', 'others_until', 0),
    (CALENDAR, 'concerns: [department, region]', 'concerns: []', 'K003', 'concerns', 0),
    (CALENDAR, 'concerns: [department, region]', 'concerns: [department, province]', 'K004', 'province', 0),
    (CALENDAR, '    reach: candidate\n', '', 'K001', 'reach', None),
    (CALENDAR, '    concerns: [department, region]\n', '', 'K001', 'concerns', None),
    (CALENDAR, 'reach: candidate', 'reach: far', 'K004', 'far', 0),
    (CALENDAR, '    kinds: [department, region]\n', '', 'K001', 'kinds', None),
    (CALENDAR, 'kinds: [department, region]', 'kinds: [department, province]', 'K004', 'province', 0),
    (CALENDAR, 'kinds: [department, region]', 'kinds: []', 'K003', 'kinds', 0),
    (CALENDAR, 'kinds: [department, region]', 'kinds: {first: department}', 'K003', 'kinds', 0),
    (CALENDAR, 'kinds: [department, region]', 'kinds: department', 'K003', 'kinds', 0),
    (CALENDAR, 'first: 2021-06-20', 'first: June 2021', 'K003', 'first', 0),
    (CALENDAR, 'last: 2021-06-27', 'last: [2021-06-27]', 'K003', 'last', 0),
    (CALENDAR, '    first: 2021-06-20\n', '', 'K001', 'first', -2),
    (CALENDAR, 'id: departmental-regional-2021', 'id: [departmental-regional-2021]', 'K003', 'id', 0),
    (CIRCUIT, 'hours: office', 'hours: nightly', 'K004', 'nightly', 0),
    (CIRCUIT, 'hours: office', 'hours: [office]', 'K004', '…', 0),
    (CIRCUIT, 'days: 5', 'days: 8', 'K013', 'days of a week: 8', 0),
    (CIRCUIT, 'days: 5', 'days: -5', 'K003', 'days', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '[540, 720, 840]', 'K003', 'open', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '540', 'K003', 'open', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '[540, 720, 700, 1020]', 'K003', 'open', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '[540, 720, 840, 1441]', 'K003', 'open', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '[540, 720, 840, noon]', 'K003', 'open', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '[540, 720, 840, [1020]]', 'K003', 'open', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]', 'K003', 'open', 0),
    (CIRCUIT, ', open: [540, 720, 840, 1020]', '', 'K001', 'open', 0),
    (CIRCUIT, '- {hours: office,', '- {', 'K001', 'hours', 0),
    (CIRCUIT, '    hours: extended\n    text', '    hours: long\n    text', 'K004', 'long', 0),
    (CIRCUIT, 'edits:\n', 'edits:\n  - lonely\n', 'K003', 'an edit', 0),
    (CIRCUIT, 'id: check-after', 'id: check-before', 'K004', 'check-before', 0),
    (CIRCUIT, 'weight: 2\n', 'weight: heavy\n', 'K003', 'weight', 0),
    (CIRCUIT, 'by: legal', 'by: lawyer', 'K004', 'lawyer', 0),
    (CIRCUIT, 'roles:\n', 'roles: []\nrole:\n', 'K002', 'role', 1),
    (VOCABULARY, 'fields:\n', 'fields: {}\nfield:\n', 'K002', 'field', 1),
    (VOCABULARY, '    values:\n      - {id: commune', '    values: commune\n    default:\n      - {id: commune', 'K003', 'values', 0),
    (VOCABULARY, '    values:\n      - {id: commune', '    value:\n      - {id: commune', 'K002', 'value', 0),
    (VOCABULARY, 'type: text\n', 'type: prose\n', 'K004', 'prose', 0),
    (VOCABULARY, 'required: yes', 'required: perhaps', 'K003', 'required', 0),
    (VOCABULARY, '- {id: commune,', '- {', 'K001', 'id', 0),
    (VOCABULARY, 'default: office', 'default: dusk', 'K004', 'dusk', 0),
    (VOCABULARY, 'default: [routine,', 'default: [daily,', 'K004', 'daily', 0),
    (VOCABULARY, 'default: 4h', 'default: rather soon', 'K003', 'default', 0),
    (VOCABULARY, 'default: 4h', 'default: [4h]', 'K003', 'default', 0),
    (VOCABULARY, 'from: presence.accounts', 'from: presence.nothing', 'K004', 'presence.nothing', 0),
    (VOCABULARY, '- id: presence.official\n    from: presence.accounts\n    type: set\n    values_of: platform',
     '- id: presence.official\n    from: presence.accounts\n    type: set\n    values_of: nothing', 'K004', 'nothing', 0),
    (VOCABULARY, 'max: 100000000', 'max: many', 'K003', 'max', 0),
    (VOCABULARY, 'max: 100000000', 'max: [1, 2]', 'K003', 'max', 0),
    (VOCABULARY, 'label: {fr: population, en: population}', 'label: population', 'K003', 'label', 0),
    (VOCABULARY, 'label: {fr: population, en: population}', 'label: {fr: population}', 'K008', 'label', 0),
    (VOCABULARY, 'label: {fr: population, en: population}', 'label: {fr: population, en: ""}', 'K008', 'label', 0),
    (VOCABULARY, 'label: {fr: population, en: population}', 'label: {fr: population, en: [population]}', 'K008', 'label', 0),
    (VOCABULARY, 'label: {fr: population, en: population}', 'label: {fr: population, en: population, de: Bevölkerung}', 'K003', 'label', 0),
    (VOCABULARY, 'alias: habitants', 'alias: [habitants, {x: y}]', 'K003', 'alias', 0),
    (VOCABULARY, 'alias: habitants', 'alias: nom', 'K015', 'nom', -1),
    (ROLES, '  - {id: author, label: {fr: rédacteur, en: author}}', '  - author', 'K003', 'a role', 0),
    (ROLES, '    cases:\n', '    cases: none\n    case:\n', 'K002', 'case', 1),
    (ROLES, '- when: {population.small_commune: yes}', '- label: {fr: a, en: a}\n        nobody: yes', 'K002', 'nobody', 1),
    (ROLES, 'owner: clerk', 'owner: nobody', 'K004', 'nobody', 0),
    (ROLES, '        owner: clerk\n', '', 'K001', 'owner', -1),
    (ROLES, 'population.small_commune: yes', 'population.tiny_commune: yes', 'K004', 'population.tiny_commune', 0),
    (HOLIDAYS, 'holidays:', 'feasts:', 'K002', 'feasts', 0),
    (HOLIDAYS, 'day: 01-01', 'day: 13-01', 'K003', 'day', 0),
    (HOLIDAYS, 'day: 01-01', 'day: 1 January', 'K003', 'day', 0),
    (HOLIDAYS, 'day: 01-01', 'day: [01-01]', 'K003', 'day', 0),
    (HOLIDAYS, 'day: easter+1,', 'day: easter+60,', 'K003', 'day', 0),
    (HOLIDAYS, 'day: easter+1,', 'day: easter*1,', 'K003', 'day', 0),
    (HOLIDAYS, 'day: easter+1,', 'day: easter+one,', 'K003', 'day', 0),
    (HOLIDAYS, 'id: easter-monday', 'id: new-year', 'K005', 'new-year', 0),
    (HOLIDAYS, 'departments: ["57", "67", "68"]', 'departments: {"57": yes}', 'K003', 'departments', 0),
    (HOLIDAYS, 'cite: [code-travail-fetes]', 'cite: [code-penal]', 'K004', 'code-penal', 0),
    (NEEDS, 'concerns: [youth]', 'concerns: [martians]', 'K004', 'martians', 0),
    (NEEDS, 'concerns: [youth]', 'concerns: {a: youth}', 'K003', 'concerns', 0),
    (NEEDS, 'needs:', 'wants:', 'K002', 'wants', 0),
    (VOCABULARY, '- {id: commune,', '- {id: first, label: {fr: x, en: x}}\n      - {id: commune,', 'K017', 'commune', -17),
    (NEEDS, 'concerns: [youth]', 'concern: [youth]', 'K002', 'concern', 0),
    (CATALOGUE, 'edition: 2026', 'edition: soon', 'K003', 'edition', 0),
    (CATALOGUE, '  - id: instagram', '  - id: facebook', 'K005', 'facebook', 0),
    (NEEDS, 'id: reach-youth', 'id: be-visible', 'K005', 'be-visible', 0),
    (ROLES, '- id: department-head\n', '- id: author\n', 'K005', 'author', 0),
    (VOCABULARY, '- id: intercommunality', '- id: commune', 'K015', 'commune', -18),
    (CALENDAR, 'id: municipal-2026', 'id: departmental-regional-2021', 'K005', 'departmental-regional-2021', 0),
    (CATALOGUE, 'platforms:\n', 'platforms: none\nplatform:\n', 'K002', 'platform', 1),
    (CATALOGUE, '  - id: facebook\n    name: Facebook', '  - id: facebook', 'K001', 'name', 0),
    (CATALOGUE, '  - id: facebook\n    name: Facebook', '  - id: [facebook]\n    name: Facebook', 'K003', 'id', 0),
    (CATALOGUE, 'platforms:\n', 'platforms:\n  - lonely\n', 'K003', 'a platform', 0),
    (CATALOGUE, 'name: Facebook', 'name: ""', 'K003', 'name', 0),
    (CATALOGUE, 'name: Facebook', 'name: {fr: Facebook}', 'K008', 'name', 0),
    (CATALOGUE, '{need: be-visible,', '{need: be-happy,', 'K004', 'be-happy', 0),
    (CATALOGUE, 'fit: alternative', 'fit: tight', 'K004', 'tight', 0),
    (CATALOGUE, 'serves:\n', 'serves: everyone\n    served:\n', 'K003', 'serves', 0),
    (CATALOGUE, 'hours: 4\n', 'hours: -4\n', 'K003', 'hours', 0),
    (CATALOGUE, 'hours: 4\n', 'hours: 4294967296\n', 'K013', 'hours a week', 0),
    (CATALOGUE, '    rules:\n', '    rules: none\n    rule:\n', 'K003', 'rules', 0),
    (CATALOGUE, 'became:\n', 'became: nothing\nbecame_of:\n', 'K002', 'became_of', 1),
    (CATALOGUE, 'status: alive', 'status: lively', 'K004', 'lively', 0),
    (CATALOGUE, 'successors: [listening-media]', 'successors: [nowhere]', 'K004', 'nowhere', 0),
    (CATALOGUE, 'decision: do-not-open', 'decision: dither', 'K004', 'dither', 0),
    (CLAIMS, 'source: confino-2011', '', 'K001', 'source', None),
    (CLAIMS, 'source: confino-2011', 'source: nobody-2011', 'K004', 'nobody-2011', 0),
    (CLAIMS, 'claims:', 'claims: none\nclaim:', 'K002', 'claim', 1),
    (CLAIMS, "    en: In 2011, a Facebook page is worth having for an authority of any kind.\n", '', 'K001', 'en', -2),
    (CLAIMS, 'id: demarche.2', 'id: demarche.1', 'K005', 'demarche.1', 0),
    (SOURCES, 'sources:', 'sources: {}\nsource:', 'K002', 'source', 1),
    (SOURCES, 'confidence: seen', 'confidence: sure', 'K004', 'sure', 0),
    (SOURCES, 'url: https://www.lagazettedescommunes.com/', 'url: ftp://www.lagazettedescommunes.com/', 'K003', 'url', 0),
    (SOURCES, 'url: https://www.lagazettedescommunes.com/', 'url: "https://www.lagazettedescommunes.com/(x)"', 'K003', 'url', 0),
    (SOURCES, 'url: https://www.lagazettedescommunes.com/', 'url: [https://www.lagazettedescommunes.com/]', 'K003', 'url', 0),
    (SOURCES, 'id: blog-territorial-2010', 'id: confino-2011', 'K005', 'confino-2011', 0),
    (LABELS, 'total: {fr: "Total", en: "Total"}\n', '', 'K009', 'total', ...),
    (LABELS, 'total: {fr: "Total", en: "Total"}', 'total: Total', 'K003', 'total', 0),
    (LABELS, 'total: {', 'sum: {fr: "Somme", en: "Sum"}\ntotal: {', 'K010', 'sum', 0),
    (READINESS, WHEN, 'when: {}', 'K003', 'when', 0),
    (READINESS, WHEN, 'when: ready', 'K003', 'when', 0),
    (READINESS, WHEN, 'when: [ready]', 'K003', 'when', 0),
    (READINESS, WHEN, 'when: [{internal.letting_go: refused}, {internal.letting_go: maybe}]', 'K006', 'maybe', 0),
    (READINESS, WHEN, 'when: {internal.letting_go: {at_least: ready}}', 'K003', 'internal.letting_go', 0),
    (READINESS, WHEN, 'when: {internal.letting_go: [[refused]]}', 'K006', '…', 0),
    (READINESS, WHEN, 'when: {internal.leaving_go: refused}', 'K004', 'internal.leaving_go', 0),
    (READINESS, WHEN, 'when: {any: {internal.letting_go: refused}}', 'K003', 'any', 0),
    (READINESS, WHEN, 'when: {all: []}', 'K003', 'all', 0),
    (READINESS, WHEN, 'when: {not: [{internal.letting_go: refused}]}', 'K003', 'not', 0),
    (READINESS, WHEN, 'when: {any: [ready]}', 'K003', 'when', 0),
    (READINESS, WHEN, 'when: {holds: [letting-go-ready, {a: b}]}', 'K003', 'holds', 0),
    (READINESS, WHEN, 'when: {holds: nobody-knows}', 'K004', 'nobody-knows', 0),
    (READINESS, WHEN, 'when: {internal.fears: this}', 'K006', 'this', 0),
    (READINESS, WHEN, 'when: {internal.letting_go: any}', 'K006', 'any', 0),
    (READINESS, WHEN, 'when: {population: many}', 'K006', 'many', 0),
    (READINESS, WHEN, 'when: {population: [1, 2]}', 'K003', 'population', 0),
    (READINESS, WHEN, 'when: {population: {at_last: 5}}', 'K003', 'population', 0),
    (READINESS, WHEN, 'when: {population: {at_least: [5]}}', 'K006', '…', 0),
    (READINESS, WHEN, 'when: {publishing_targets.routine: {under: rather soon}}', 'K006', 'rather soon', 0),
    (READINESS, WHEN, 'when: {name: X}', 'K006', 'name', 0),
    (READINESS, WHEN, 'when: {presence: X}', 'K006', 'presence', 0),
    (READINESS, WHEN, 'edition: 1999\n    ' + WHEN, 'K004', '1999', 0),
    (READINESS, WHEN, 'edition: [2026, [2011]]\n    ' + WHEN, 'K004', '…', 0),
    (READINESS, WHEN, 'edition: soon\n    ' + WHEN, 'K004', 'soon', 0),
    (READINESS, WHEN, 'edition: 12345\n    ' + WHEN, 'K004', '12345', 0),
    (READINESS, WHEN, WHEN + '\n    ' + WHEN, 'K005', 'when', 1),
    (READINESS, 'concludes: blocker', 'conclude: blocker', 'K002', 'conclude', 0),
    (READINESS, '    concludes: blocker\n', '', 'K001', 'concludes', -1),
    (READINESS, 'concludes: blocker', 'concludes: doom', 'K004', 'doom', 0),
    (READINESS, 'cite: [demarche.11]', 'cite: [demarche.99]', 'K004', 'demarche.99', 0),
    (READINESS, 'id: letting-go-hesitant', 'id: letting-go-refused', 'K005', 'letting-go-refused', 0),
    (READINESS, CASES, 'yes: [ready]', 'K003', 'cases', 0),
    (READINESS, CASES, 'yes: [{internal.letting_go: {a: b}}]', 'K003', 'internal.letting_go', 0),
    (READINESS, CASES, 'yes: [{internal.fears: {a: b}}]', 'K003', 'internal.fears', 0),
    (READINESS, CASES, 'yes: [{internal.fears: []}]', 'K003', 'internal.fears', 0),
    (READINESS, CASES, 'yes: [{population: many}]', 'K006', 'many', 0),
    (READINESS, CASES, 'yes: [{this: [facebook]}]', 'K004', '…', 0),
    (READINESS, '    cases:\n      yes', '    cases: right\n    case:\n      yes', 'K002', 'case', 1),
    (STEPS, 'phases:\n', 'phases: {}\nphase:\n', 'K002', 'phase', 1),
    (STEPS, 'lasts: 28', 'lasts: month', 'K003', 'lasts', 0),
    (CODES, 'code: K015', 'code: K999', 'K004', 'K999', 0),
    (CODES, 'code: K015', 'code: K017', 'K005', 'K017', ...),
    (CODES, 'code: K015', 'code: [K015]', 'K003', 'code', 0),
    (CODES, '    file: vocabulary.yaml\n', '', 'K001', 'file', ...),
    (STEPS, 'phase: 1\n', 'phase: first\n', 'K003', 'phase', 0),
    # A list or a mapping where a word stands, and the other way round.
    (VOCABULARY, 'from: presence.accounts', 'from: [presence.accounts, goals]', 'K003', 'from', 0),
    (VOCABULARY, 'from: presence.accounts', 'from: {a: b}', 'K003', 'from', 0),
    (VOCABULARY, 'values_of: platform', 'values_of: [platform]', 'K003', 'values_of', 0),
    (VOCABULARY, 'default: office', 'default: {a: b}', 'K003', 'default', 0),
    (VOCABULARY, 'default: office', 'default: [office, extended]', 'K003', 'default', 0),
    (VOCABULARY, 'default: office', 'default: []', 'K003', 'default', 0),
    (VOCABULARY, 'default: [routine,', 'default: [{a: b}, routine,', 'K004', '…', 0),
    (VOCABULARY, 'id: population\n', 'id: [population]\n', 'K003', 'id', 0),
    (VOCABULARY, 'id: population\n', 'id: "popu lation"\n', 'K003', 'id', 0),
    (VOCABULARY, 'id: population\n', 'id: ""\n', 'K003', 'id', 0),
    (VOCABULARY, 'fields:\n      - id: step', 'fields: step\n    values:\n      - id: step', 'K003', 'fields', 0),
    (CLAIMS, 'source: confino-2011', 'source: [confino-2011]', 'K003', 'source', 0),
    (CALENDAR, 'complete_from: 2020-07-01', 'complete_from: [2020-07-01]', 'K003', 'complete_from', 0),
    (CALENDAR, 'kinds: [department, region]', 'kinds: [{a: b}]', 'K004', '…', 0),
    (CALENDAR, 'kinds: [department, region]', 'kinds: [[department], region]', 'K004', '…', 0),
    (CIRCUIT, 'edits:\n', 'edits: none\nedit:\n', 'K002', 'edit', 1),
    (NEEDS, 'needs:\n', 'needs: {a: b}\nneed:\n', 'K002', 'need', 1),
    # Nothing where something is asked for.
    (READINESS, WHEN, 'when: []', 'K003', 'when', 0),
    (READINESS, WHEN, 'when: {holds: []}', 'K003', 'holds', 0),
    (READINESS, WHEN, 'when: {goals: []}', 'K003', 'goals', 0),
    (READINESS, WHEN, 'when: {population: {}}', 'K003', 'population', 0),
    (READINESS, WHEN, 'edition: []\n    ' + WHEN, 'K003', 'edition', 0),
    (CIRCUIT, '[540, 720, 840, 1020]', '[]', 'K003', 'open', 0),
    (CIRCUIT, 'days: 5', 'days: 0', 'K003', 'days', 0),
    (CIRCUIT, '  - {hours: extended, days: 7, open: [480, 1260]}\n', '', 'K001', 'extended', -1),
    # What is said twice, and what would be read by nobody.
    (CIRCUIT, 'hours: extended, days', 'hours: office, days', 'K005', 'office', 0),
    (CIRCUIT, 'id: delegate', 'id: check-after', 'K005', 'check-after', 0),
    (CATALOGUE, 'edition: 2026', 'edition: 2011', 'K005', '2011', 0),
    (LABELS, 'total: {', 'yes: {fr: "Oui", en: "Yes"}\ntotal: {', 'K005', 'yes', ...),
    (READINESS, WHEN, 'when: {goals: visibility, goals: dialogue}', 'K005', 'goals', 0),
    (READINESS, WHEN, 'when: {population: {above: 5, above: 6}}', 'K005', 'above', 0),
    (CLAIMS, 'source: confino-2011', 'source: confino-2011\nsource: confino-2011', 'K005', 'source', 1),
    (VOCABULARY, 'id: chain.reply_roles', 'id: chain.routine_roles', 'K005', 'chain.routine_roles', 0),
    (VOCABULARY, '    type: number\n', '    type: number\n    default: 3\n', 'K003', 'default', 0),
    (VOCABULARY, '    type: number\n', '    type: number\n    values_of: platform\n', 'K002', 'values_of', 0),
    (VOCABULARY, '    type: number\n', '    type: number\n    values:\n      - {id: a, label: {fr: a, en: a}}\n', 'K002', 'values', 0),
    (VOCABULARY, '    type: number\n', '    type: number\n    fields:\n      - {id: a, type: number, label: {fr: a, en: a}}\n', 'K002', 'fields', 0),
    (VOCABULARY, '      - id: step\n        alias: étape\n        type: text', '      - id: step\n        alias: étape\n        fields: [{id: a, type: text, label: {fr: a, en: a}}]\n        type: section', 'K003', 'type', 1),
    # Facts that the program derives or handles itself.
    (VOCABULARY, 'id: chain.steps', 'id: chain.paces', 'K018', 'chain.paces', 0),
    (VOCABULARY, 'id: plan.retained', 'id: plan.kept', 'K018', 'plan.kept', 0),
    (VOCABULARY, '- id: chain.steps\n    from: validation_chain\n    type: number', '- id: chain.steps\n    from: validation_chain\n    type: yes-no', 'K019', 'type: number', -2),
    (VOCABULARY, '- id: chain.steps\n    from: validation_chain', '- id: chain.steps\n    from: goals', 'K019', 'from: validation_chain', -1),
    (VOCABULARY, '- id: chain.steps\n    from: validation_chain', '- id: chain.steps\n    parameter: 100\n    from: validation_chain', 'K002', 'parameter', 0),
    (VOCABULARY, '- id: chain.steps\n    from: validation_chain\n', '- id: chain.steps\n', 'K001', 'from', -1),
    (VOCABULARY, 'alias: habitants\n    type: number', 'alias: habitants\n    type: date', 'K019', 'type: number', -2),
    (VOCABULARY, '    min: 0\n    max: 100000000', '    min: 7\n    max: 5', 'K003', 'min', ...),
    # Editorial pieces: what each kind must have, and must not.
    (RUBRICS, 'rubrics:', 'columns:', 'K002', 'columns', 0),
    (RUBRICS, 'rubrics:\n', 'rubrics: none\ntraining:\n', 'K003', 'rubrics', 0),
    (RUBRICS, 'edition: 2026', 'edition: 1999', 'K004', '1999', 0),
    (RUBRICS, 'id: rubric-village-cut', 'id: rubric-village-open', 'K005', 'rubric-village-open', 0),
    (RUBRICS, 'id: rubric-village-cut', 'id: letting-go-refused', 'K005', 'letting-go-refused', 0),
    (RUBRICS, 'on: [facebook, alert-app]', 'on: [facebook, telepathy]', 'K004', 'telepathy', 0),
    (RUBRICS, '    on: [facebook, alert-app]\n', '', 'K001', 'on', -4),
    (RUBRICS, '    supplier: {fr: secrétariat de mairie, en: town clerk}\n', '', 'K001', 'supplier', -7),
    (RUBRICS, '    every: {times: 1, per: week}\n', '', 'K001', 'every', -5),
    (RUBRICS, 'every: {times: 1, per: week}', 'every: {times: 0, per: week}', 'K003', 'times', 0),
    (RUBRICS, 'every: {times: 1, per: week}', 'every: {times: 51, per: week}', 'K013', 'times: 51', 0),
    (RUBRICS, 'every: {times: 1, per: week}', 'every: {times: 1, per: once}', 'K003', 'per', 0),
    (RUBRICS, 'every: {times: 1, per: week}', 'every: {times: 1, per: decade}', 'K004', 'decade', 0),
    (RUBRICS, 'every: {times: 1, per: week}', 'every: {times: 1}', 'K001', 'per', 0),
    (RUBRICS, 'every: {times: 1, per: week}', 'every: weekly', 'K003', 'every', 0),
    (RUBRICS, 'minutes: 8\n', 'minutes: 10081\n', 'K013', 'minutes of an editorial piece', 0),
    (RUBRICS, 'goal: visibility', 'goal: fame', 'K004', 'fame', 0),
    (RUBRICS, 'when: {population.village: yes}', 'when: {population.hamlet: yes}', 'K004', 'population.hamlet', 0),
    (RUBRICS, 'usual: {kind: commune', 'usual: {kind: hamlet', 'K006', 'hamlet', 0),
    (RUBRICS, '    minutes: 8\n', '    minutes: 8\n    low: 5\n', 'K002', 'low', 0),
    (RUBRICS, '    minutes: 8\n', '    minutes: 8\n    who: [clerk]\n', 'K002', 'who', 0),
    (RUBRICS, '    assumption: yes\n    cite: [maires-de-france-2019]\n', '', 'K001', 'cite, assumption', -9),
    (RUBRICS, 'cite: [maires-de-france-2019]', 'cite: [nobody-2011]', 'K004', 'nobody-2011', 0),
    (RUBRICS, 'rubrics:\n', 'rubrics:\n  - lonely\n', 'K003', 'rubric', 0),
    (RUBRICS, 'rubrics:\n', 'rubrics:\n' + ''.join(f'  - {{id: r{i}}}\n' for i in range(1000)), 'K013', 'editorial pieces: 1', ...),
    (TONE, '    but:\n', '    so:\n', 'K002', 'so', 0),
    (TONE, '    not:\n', '    text:\n', 'K002', 'text', 0),
    (MEANS, 'who: [community-manager, communication]', 'who: [nobody]', 'K004', 'nobody', 0),
    (MEANS, '    who: [community-manager, communication]\n', '', 'K001', 'who', -3),
    (MEANS, '    minutes: 180\n', '', 'K001', 'minutes', -4),
    (MEANS, '    low: 70\n', '', 'K001', 'low', -3),
    (MEANS, '    high: 300\n', '', 'K001', 'high', -4),
    (MEANS, 'low: 70\n    high: 300', 'low: 70\n    high: 30', 'K003', 'high', 0),
    (MEANS, 'low: 70', 'low: -70', 'K003', 'low', 0),
    (MEANS, 'high: 300', 'high: 10000001', 'K013', 'euros', 0),
    (MEANS, 'per: once', 'per: week', 'K003', 'per', 0),
    (MEANS, 'year: 2026', 'year: 20260', 'K013', 'the year', 0),
    (MEANS, 'minimum: yes', 'minimum: perhaps', 'K003', 'minimum', 0),
    (CRISIS, 'messages:', 'message:', 'K002', 'message', 0),
    (CRISIS, '    text: {fr: Si des vies sont en danger., en: If lives are in danger.}', '    text: {fr: Si des vies sont en danger.}', 'K008', 'text', 0),
    (INDICATORS, 'today: chain.reply_median_minutes', 'today: chain.reply_mood', 'K004', 'chain.reply_mood', 0),
    (INDICATORS, 'today: chain.reply_median_minutes', 'today: presence.accounts.name', 'K004', 'presence.accounts.name', 0),
    (INDICATORS, 'today: chain.reply_median_minutes', 'today: {a: b}', 'K003', 'today', 0),
    (INDICATORS, '    target_assumed: yes\n', '', 'K001', 'target_cite, target_assumed', ...),
    (READINESS, WHEN, 'target: {fr: a, en: a}\n    ' + WHEN, 'K002', 'target', 0),
    # More than there is room for.
    (VOCABULARY, 'max: 100000000\n', 'max: 3000000000\n', 'K013', 'a number', 0),
    (VOCABULARY, 'max: 50\n', 'max: 51\n', 'K013', 'steps of a circuit: 51', ...),
    (VOCABULARY, BODY, BODY + values(28, 6), 'K013', 'kinds of authorities: 33', ...),
    (VOCABULARY, BODY, BODY + values(58, 6), 'K013', 'values of one fact: 63', -7),
    (VOCABULARY, URGENT, URGENT + values(1, 10), 'K013', 'classes of messages: 5', ...),
    (VOCABULARY, ALWAYS, ALWAYS + values(6, 10), 'K013', 'kinds of working hours: 9', ...),
    (VOCABULARY, 'fields:\n', 'fields:\n' + fields(1000), 'K013', 'facts: 10', 0),
    (CATALOGUE, 'platforms:\n', 'platforms:\n' + platforms(63), 'K013', 'platforms: 63', ...),
    (NEEDS, 'needs:\n', 'needs:\n' + ''.join(f'  - {{id: n{i}, label: {A}, text: {A}}}\n' for i in range(65)), 'K013', 'needs: 87', 0),
    (READINESS, 'rules:\n', 'rules:\n' + rules(65, 'concludes: decision, decision: watch'), 'K013', 'rules on every platform: 69', ...),
    (READINESS, 'rules:\n', 'rules:\n' + rules(4000, 'concludes: strength, text: {{fr: a, en: a}}'), 'K013', 'rules: 4', 0),
    (READINESS, 'rules:\n', 'rules:\n' + rules(60, 'concludes: strength, text: {{fr: a, en: a}}, when: {{holds: {before}}}'), 'K013', 'in a row: 51', ...),
    (READINESS, 'rules:\n', 'rules:\n' + rules(300, 'concludes: strength, text: {{fr: a, en: a}}, when: {{holds: {after}}}'), 'K013', 'in a row: 51', ...),
    (READINESS, WHEN, 'when: {holds: [' + 'letting-go-ready, ' * 25000 + ']}', 'K013', 'comparisons in all conditions: 25', 0),
    (READINESS, WHEN, 'when: {population: {above: 9223372036854775807}}', 'K013', 'a number', 0),
    (CIRCUIT, 'weight: 2\n', 'weight: 1001\n', 'K013', 'a weight', 0),
    (STEPS, 'lasts: 28', 'lasts: 2000000000', 'K013', 'days that a step lasts', 0),
    (STEPS, 'effort: ', 'effort: 9999', 'K013', 'days of work', 0),
    (STEPS, 'phase: 1\n', 'phase: 6\n', 'K004', 'phases', ...),
    (CATALOGUE, 'edition: 2026', 'edition: 20260', 'K013', 'the year', 0),
]


if 'ROUNDS' in os.environ:  # slow builds: a quarter
    ROWS = ROWS[::4]


def check(language='C.UTF-8'):
    done = subprocess.run([planner, 'knowledge', 'check', '--knowledge', folder], capture_output=True, text=True, timeout=60,
                          env={**os.environ, 'LC_ALL': language})
    return done.returncode, done.stderr


verdict('the knowledge as it is', check() != (0, '') and check())
WHOLE = [(file, text, code) for file in (CALENDAR, CIRCUIT, VOCABULARY, ROLES, HOLIDAYS, NEEDS, CATALOGUE, CLAIMS, SOURCES, LABELS, READINESS, STEPS, CODES, RUBRICS, MEANS)
         for text, code in (('- a\n- b\n', 'K003'), ('a\n', 'K003'), ('', 'P006'), ('# a\n', 'P006'), ('a: [b\nc: d\n', 'P027'), ('? [a]\n: b\n', 'P038'))]
for file, text, code in WHOLE:
    path = os.path.join(folder, file)
    shutil.move(path, path + '.kept')
    with open(path, 'w') as f:
        f.write(text)
    status, messages = check()
    shutil.move(path + '.kept', path)
    verdict(f'{file}: nothing but {text!r}', None if status == 3 and re.search(rf'^{re.escape(path)}[:\d]*: error: [^\n]* \[{code}\]$', messages, re.M) else (status, messages))
for file, old, new, code, named, shift in ROWS:
    path = os.path.join(folder, file)
    with open(path, encoding='utf-8') as f:
        whole = f.read()
    name = f'{file}: {(new or "without " + old).strip()!r}'
    at = whole.find(old)
    if at < 0:
        verdict(name, 'the knowledge no longer holds what it replaces')
        continue
    same = len(os.path.commonprefix([old, new]))
    line = whole.count('\n', 0, at + same) + 1
    with open(path, 'w', encoding='utf-8') as f:
        f.write(whole[:at] + new + whole[at + len(old):])
    status, messages = check()
    with open(path, 'w', encoding='utf-8') as f:
        f.write(whole)
    place = rf'{re.escape(file)}:{line + shift}:\d+: ' if isinstance(shift, int) else r'[^\n]*'
    wanted = rf'^(?:[^\n]*/)?{place}error: [^\n]*{re.escape(named)}[^\n]* \[{code}\]$'
    verdict(name, None if status == 3 and re.search(wanted, messages, re.M) else f'status {status}, line {line}: {messages}')
