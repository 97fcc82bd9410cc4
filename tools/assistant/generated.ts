/** Writes what the assistant is made with, packed, to packages/toolkit/src/assistant/generated. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { manualEntries } from '../../packages/toolkit/src/assistant/corpus/manual/index.ts'
import { writePrepared } from '../../packages/toolkit/src/assistant/corpus/prepared-file.ts'
import { prepareEntries } from '../../packages/toolkit/src/assistant/search/prepare.ts'
import type { KnownStems } from '../../packages/toolkit/src/assistant/words/analyse.ts'
import { manualPassages } from '../manual.ts'
import { root } from '../sources.ts'

const out = join(root, 'packages/toolkit/src/assistant/generated')

/** The manual as it lies on the disk and the questionnaire, cut into terms. `known`: the law's. */
export function manualJson(known: KnownStems): string {
  return writePrepared(prepareEntries(manualEntries(manualPassages()), known))
}

/** `from`: digest of what it was learned from. */
export function writeGenerated(name: string, json: string, from?: string): void {
  const bytes = Buffer.from(json)
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
  const learned = from === undefined ? '' : `  from: '${from}',\n`
  const text = `// Made by tools/assistant.ts; do not edit.\nexport const ${name} = {\n${learned}  bytes: ${bytes.length},\n  packed: '${packed.toString('base64')}',\n}\n`
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, `${name}.ts`), text)
  console.log(`${name}: ${bytes.length} bytes, packed ${packed.length}`)
}
