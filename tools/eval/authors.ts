/**
 * `npm run eval:authors -- asks-41.json refusal-asks-51.json …`: how well questions of authors are answered from whom nothing was
 * learned. Learns without these files of `guidance/data`, which takes some minutes, and asks what stands in them.
 */
import { ask, createSearchIndex, type SearchIndex } from '../../packages/toolkit/src/assistant/index.ts'
import {
  lawEntries,
  moreAsks,
  moreRefusalAsks,
  refusals,
} from '../../packages/toolkit/src/assistant/guidance/index.ts'
import { createRanker } from '../../packages/toolkit/src/assistant/search/ranker.ts'
import { prepareEntries } from '../../packages/toolkit/src/assistant/search/prepare.ts'
import { toExamples } from '../assistant/examples.ts'
import { learn } from '../assistant/learn.ts'

interface Asked {
  readonly question: string
  /** A provision, or a reason to refuse. */
  readonly wanted: string
}

const files = process.argv.slice(2)
const known = new Set([...moreAsks, ...moreRefusalAsks].map(({ file }) => file))
const unknown = files.filter((file) => !known.has(file))
if (files.length === 0 || unknown.length > 0)
  throw new Error(`expected files of ${[...known].join(', ')}, found ${unknown.join(', ') || 'none'}`)

const index = learnWithout(new Set(files))
for (const { file, asks } of moreAsks.filter((one) => files.includes(one.file)))
  report(
    file,
    asks.flatMap((one) => inBoth(one.asks, one.ref)),
  )
for (const { file, asks } of moreRefusalAsks.filter((one) => files.includes(one.file)))
  report(
    file,
    asks.flatMap((one) => inBoth(one.asks, reasonOf(one.id))),
  )

function learnWithout(held: ReadonlySet<string>): SearchIndex {
  const entries = lawEntries((file) => !held.has(file))
  const law = prepareEntries(entries)
  return createSearchIndex({
    ...law,
    ranker: createRanker(learn(toExamples(entries, law.known), entries.length)),
  })
}

function inBoth(
  { en, de }: { readonly en: readonly string[]; readonly de: readonly string[] },
  wanted: string,
): readonly Asked[] {
  return [...en, ...de].map((question) => ({ question, wanted }))
}

function reasonOf(id: string): string {
  const reason = refusals.find((refusal) => refusal.id === id)?.reason
  if (reason === undefined) throw new Error(`no refusal is called ${id}`)
  return reason
}

function report(file: string, asked: readonly Asked[]): void {
  const answers = asked.map(({ question, wanted }) => ({ wanted, answer: ask(index, question) }))
  const right = answers.filter(({ wanted, answer }) =>
    answer.status === 'refused'
      ? answer.reason === wanted
      : answer.answer.some(({ citations }) => citations.some(({ ref }) => ref === wanted)),
  )
  const five = answers.filter(({ wanted, answer }) => answer.passages.some(({ ref }) => ref === wanted))
  const refused = answers.filter(({ answer }) => answer.status === 'refused')
  const share = (some: readonly unknown[]): string => `${((100 * some.length) / asked.length).toFixed(1)} %`
  process.stdout.write(
    `${file}: ${asked.length} questions, right ${share(right)}, among five ${share(five)}, refused ${share(refused)}\n`,
  )
}
