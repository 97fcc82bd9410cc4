/**
 * Makes packages/toolkit/src/assistant/generated: the texts of the guidance and of the manual cut into terms, and the model that learns
 * from the ways of asking. Run it after every change of the guidance, the catalogue, the lexicon or the cutting of words; a test says
 * when. With `--texts` nothing is learned, which takes seconds. After a change of the manual alone `tools/reference.ts` is enough.
 *   npx tsx --conditions=@occtet/source tools/assistant.ts [--texts]
 */
import { createHash } from 'node:crypto'
import { writePrepared } from '../packages/toolkit/src/assistant/corpus/prepared-file.ts'
import { writeRanker } from '../packages/toolkit/src/assistant/corpus/ranker-file.ts'
import { lawEntries } from '../packages/toolkit/src/assistant/guidance/index.ts'
import { prepareEntries } from '../packages/toolkit/src/assistant/search/prepare.ts'
import { toExamples } from './assistant/examples.ts'
import { manualJson, writeGenerated } from './assistant/generated.ts'
import { learn } from './assistant/learn.ts'

function main(): void {
  const entries = lawEntries()
  const law = prepareEntries(entries)
  writeGenerated('law', writePrepared(law, law.known))
  writeGenerated('manual', manualJson(law.known))
  if (process.argv.includes('--texts')) return
  const examples = toExamples(entries, law.known)
  writeGenerated('ranker', writeRanker(learn(examples, entries.length)), digestOf(examples))
  console.log(`${entries.length} entries, ${examples.length} examples`)
}

function digestOf(examples: unknown): string {
  return createHash('sha256').update(JSON.stringify(examples)).digest('hex')
}

main()
