/**
 * Makes packages/toolkit/src/assistant/generated from the guidance: its texts cut into terms, and the model that learns from its
 * ways of asking. Run it after every change of the guidance, the catalogue, the lexicon or the cutting of words; a test says when.
 *   npx tsx --conditions=@occtet/source tools/assistant.ts
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { writeLaw, writeRanker } from '../packages/toolkit/src/assistant/corpus/law-file.ts'
import { lawEntries } from '../packages/toolkit/src/assistant/guidance/index.ts'
import { prepareEntries } from '../packages/toolkit/src/assistant/search/prepare.ts'
import { toExamples } from './assistant/examples.ts'
import { learn } from './assistant/learn.ts'
import { root } from './sources.ts'

const out = join(root, 'packages/toolkit/src/assistant/generated')

function main(): void {
  const entries = lawEntries()
  const law = prepareEntries(entries)
  const examples = toExamples(entries, law.known)
  mkdirSync(out, { recursive: true })
  write('law', writeLaw(law))
  write('ranker', writeRanker(learn(examples, entries.length)), digestOf(examples))
  console.log(`${entries.length} entries, ${examples.length} examples`)
}

function digestOf(examples: unknown): string {
  return createHash('sha256').update(JSON.stringify(examples)).digest('hex')
}

/** `from`: digest of what it was learned from. */
function write(name: string, json: string, from?: string): void {
  const bytes = Buffer.from(json)
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
  const learned = from === undefined ? '' : `  from: '${from}',\n`
  const text = `// Made by tools/assistant.ts; do not edit.\nexport const ${name} = {\n${learned}  bytes: ${bytes.length},\n  packed: '${packed.toString('base64')}',\n}\n`
  writeFileSync(join(out, `${name}.ts`), text)
  console.log(`${name}: ${bytes.length} bytes, packed ${packed.length}`)
}

main()
