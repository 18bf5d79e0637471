// SPDX-License-Identifier: MIT
// Other rules engines on the conditions of our rules: they only evaluate, over profiles that are read beforehand.
// usage: node bench_peers.mjs KNOWLEDGE STREAM, with json-rules-engine, @gorules/zen-engine and yaml installed; prints "name milliseconds".
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const require = createRequire(process.cwd() + '/');
const YAML = require('yaml');
const [knowledge, stream] = process.argv.slice(2);
const files = ['needs.yaml', ...readdirSync(`${knowledge}/rules`).map((name) => `rules/${name}`)];
const rules = files.flatMap((name) => YAML.parse(readFileSync(`${knowledge}/${name}`, 'utf8')).rules);

// A profile as flat facts: internal.letting_go and the like; lists of records are left out.
function flatten(object, prefix = '', facts = {}) {
    for (const [key, value] of Object.entries(object)) {
        const nested = value !== null && typeof value === 'object' && !Array.isArray(value);
        if (nested) flatten(value, `${prefix}${key}.`, facts);
        else if (!Array.isArray(value) || typeof value[0] !== 'object') facts[prefix + key] = value;
    }
    return facts;
}
const towns = YAML.parseAllDocuments(readFileSync(stream, 'utf8')).map((document) => flatten(document.toJS()));
const sets = new Set(towns.flatMap((town) => Object.keys(town).filter((fact) => Array.isArray(town[fact]))));

// One comparison of ours, for each engine. What refers to another rule or to `this` is left out: it only makes their work less.
const comparable = (fact) => !['holds'].includes(fact);
const bounds = { at_least: '>=', above: '>', at_most: '<=', under: '<' };
const operators = { at_least: 'greaterThanInclusive', above: 'greaterThan', at_most: 'lessThanInclusive', under: 'lessThan' };
// A duration in minutes: zen-engine reads no 1d.
const units = { m: 1, min: 1, h: 60, d: 1440, w: 10080 };
const plain = (value) => {
    const duration = /^(\d+) ?(min|m|h|d|w)$/.exec(String(value));
    return value === true ? 'yes' : value === false ? 'no' : duration ? duration[1] * units[duration[2]] : value;
};

function toJsonRules(when) {
    const all = [];
    for (const [fact, value] of Object.entries(when)) {
        if (fact === 'any' || fact === 'all') all.push({ [fact]: value.map(toJsonRules) });
        else if (fact === 'not') all.push({ not: toJsonRules(value) });
        else if (comparable(fact) && value !== null && typeof value === 'object' && !Array.isArray(value))
            for (const [bound, limit] of Object.entries(value)) all.push({ fact, operator: operators[bound], value: plain(limit) });
        else if (comparable(fact))
            all.push({ fact, operator: sets.has(fact) ? 'meets' : 'in', value: [value].flat().map(plain) });
    }
    return { all };
}

function toZen(when) {
    const parts = [];
    for (const [fact, value] of Object.entries(when)) {
        const path = fact;
        if (fact === 'any') parts.push(`(${value.map(toZen).join(' or ')})`);
        else if (fact === 'all') parts.push(`(${value.map(toZen).join(' and ')})`);
        else if (fact === 'not') parts.push(`not (${toZen(value)})`);
        else if (comparable(fact) && value !== null && typeof value === 'object' && !Array.isArray(value))
            for (const [bound, limit] of Object.entries(value)) parts.push(`(${path} ?? 0) ${bounds[bound]} ${plain(limit)}`);
        else if (comparable(fact)) {
            const list = JSON.stringify([value].flat().map(plain));
            parts.push(sets.has(fact) ? `some(${path} ?? [], # in ${list})` : `(${path} ?? "") in ${list}`);
        }
    }
    return parts.length === 0 ? 'true' : parts.join(' and ');
}

const conditional = rules.filter((rule) => rule.when !== undefined);

async function timed(name, run) {
    await run(towns.slice(0, 20));
    const start = performance.now();
    await run(towns);
    console.log(`${name} ${Math.round(performance.now() - start)}`);
}

const { Engine } = require('json-rules-engine');
const engine = new Engine([], { allowUndefinedFacts: true });
engine.addOperator('meets', (fact, values) => Array.isArray(fact) && fact.some((item) => values.includes(item)));
for (const rule of conditional) engine.addRule({ conditions: toJsonRules(rule.when), event: { type: rule.id } });
const values = (town) => Object.fromEntries(Object.entries(town).map(([fact, value]) => [fact, Array.isArray(value) ? value : plain(value)]));
await timed('json-rules-engine', async (some) => {
    for (const town of some) await engine.run(values(town));
});

const { ZenEngine } = require('@gorules/zen-engine');
const nested = (town) => {
    const object = {};
    for (const [fact, value] of Object.entries(values(town))) {
        const path = fact.split('.');
        let at = object;
        for (const key of path.slice(0, -1)) at = at[key] ??= {};
        at[path.at(-1)] = value;
    }
    return object;
};
const decision = new ZenEngine().createDecision({
    nodes: [
        { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
        {
            id: 'rules', type: 'expressionNode', name: 'rules', position: { x: 0, y: 0 },
            content: { expressions: conditional.map((rule, i) => ({ id: String(i), key: rule.id.replaceAll('-', '_'), value: toZen(rule.when) })) },
        },
        { id: 'out', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
    ],
    edges: [
        { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
        { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
});
await timed('zen', async (some) => {
    for (const town of some) await decision.evaluate(nested(town));
});
