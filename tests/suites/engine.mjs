// SPDX-License-Identifier: MIT
// The engine of the offline page in node, out of the page as it is shipped, over a system of our own that has nothing.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export async function engine(page) {
  const packed = readFileSync(page, 'utf8').match(/id="engine">([^<]*)</)[1]
  const stop = name => (...what) => { throw new Error(`the engine calls ${name}(${what})`) }
  const module = await WebAssembly.compile(gunzipSync(Buffer.from(packed, 'base64')))
  const system = Object.fromEntries(WebAssembly.Module.imports(module).map(({ name }) => [name, stop(name)]))
  const exports = (await WebAssembly.instantiate(module, { wasi_snapshot_preview1: system })).exports
  exports._initialize()
  const session = exports.pl_offline_new()
  const call = (name, text, ...numbers) => {
    if (text !== null) {
      const bytes = Buffer.from(text)
      const room = exports.pl_offline_room(session, bytes.length)
      new Uint8Array(exports.memory.buffer, room, bytes.length).set(bytes)
    }
    exports[`pl_offline_${name}`](session, ...numbers)
    return Buffer.from(new Uint8Array(exports.memory.buffer, exports.pl_offline_result(session), exports.pl_offline_length(session)))
  }
  return { call, ask: (...what) => JSON.parse(call(...what).toString()), imports: Object.keys(system), memory: () => exports.memory.buffer.byteLength }
}

export const days = date => Math.round(Date.parse(`${date}T00:00:00Z`) / 86400000)
