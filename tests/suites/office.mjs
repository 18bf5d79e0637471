// SPDX-License-Identifier: MIT
// What the validator of the Open XML SDK says of files of Word and Excel, as JSON: {file: [description]}.   usage: office.mjs DIR FILE...
// DIR holds node_modules with @ooxml-tools/validate, that validator compiled to WebAssembly.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [dir, ...files] = process.argv.slice(2)
const validator = await import(pathToFileURL(resolve(dir, 'node_modules/@ooxml-tools/validate/dist/npm/index.js')))
const found = {}
for (const file of files) {
  const said = await validator.default(readFileSync(file), file.split('.').pop(), 'Office2019')
  found[file] = said.map(one => `${one.path.partUri}${one.path.xpath}: ${one.description}`)
}
process.stdout.write(JSON.stringify(found), () => process.exit(0))
