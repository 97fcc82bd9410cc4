/**
 * License texts to ids, in one process after loading: every text of the list, and the same with one word changed (the
 * slow way), beside the floor of folding and hashing the same texts. Then loading in a new process, and Debian's
 * licensecheck over the same files where it is installed. `npx tsx benchmarks/licenses.ts`
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openStandardTexts, recognizeLicense } from '../packages/toolkit/src/licenses/index.ts'
import { toWords } from '../packages/toolkit/src/licenses/recognition/words.ts'
import { root, work } from './inputs.ts'
import { compare, printMachine, printTable } from './measure.ts'

type Sample = readonly [id: string, text: string]

const rounds = 5
const texts: readonly Sample[] = [...openStandardTexts()]
/** The middle word of each text becomes one that no license has. */
const changed: readonly Sample[] = texts.map(([id, text]) => {
  const words = text.split(/(?<=\s)/)
  const middle = words.length >> 1
  return [id, [...words.slice(0, middle), 'quixotic ', ...words.slice(middle + 1)].join('')]
})

function hash(text: string): number {
  return createHash('sha256').update(toWords(text).words.join(' ')).digest()[0] ?? 0
}

function recognize(text: string): number {
  return recognizeLicense(text).matches.length
}

interface Contestant {
  readonly name: string
  readonly samples: readonly Sample[]
  readonly run: (text: string) => number
}

const contestants: readonly Contestant[] = [
  { name: 'fold and hash (floor)', samples: texts, run: hash },
  { name: 'recognise, word for word', samples: texts, run: recognize },
  { name: 'recognise, one word changed', samples: changed, run: recognize },
]

/** What the work returned, so that none of it is dropped. */
let checkSum = 0

/** Milliseconds of each text. */
function runRound({ samples, run }: Contestant): readonly number[] {
  return samples.map(([, text]) => {
    const begun = performance.now()
    checkSum += run(text)
    return performance.now() - begun
  })
}

/** Contestants take turns; the first round warms up and is not counted. */
function measure(): void {
  const all = contestants.map(() => [] as (readonly number[])[])
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const times = runRound(contestant)
      if (round > 0) all[index]?.push(times)
    }
  }
  console.log(`\n## ${texts.length} texts, ${rounds} rounds, in one process (check sum ${checkSum})\n`)
  console.log('| what | mean a text: median of rounds | min–max of rounds | median text | 95 % | ratio |')
  console.log('|---|---|---|---|---|---|')
  const floor = median((all[0] ?? []).map(mean))
  for (const [index, { name }] of contestants.entries()) console.log(toRow(name, all[index] ?? [], floor))
}

function toRow(name: string, measured: readonly (readonly number[])[], floor: number): string {
  const means = measured.map(mean).sort((a, b) => a - b)
  const single = [...(measured.at(-1) ?? [])].sort((a, b) => a - b)
  const spread = [means[0] ?? 0, means.at(-1) ?? 0].map(format).join('–')
  const most = single[Math.floor(single.length * 0.95)] ?? 0
  const cells = [
    `${format(median(means))} ms`,
    `${spread} ms`,
    `${format(median(single))} ms`,
    `${format(most)} ms`,
  ]
  return `| ${name} | ${cells.join(' | ')} | ${(median(means) / floor).toFixed(1)} |`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

function format(milliseconds: number): string {
  return milliseconds.toFixed(2)
}

/** How many of the texts each names right; a changed text must not be sure. */
function score(): void {
  const right = texts.filter(([id, text]) => {
    const full = recognizeLicense(text).matches.filter((match) => match.kind === 'full-text')
    return full.length === 1 && full.some((match) => [match.id, ...match.alsoNamed].includes(id))
  }).length
  const named = changed.filter(([id, text]) =>
    recognizeLicense(text).matches.some((match) => [match.id, ...match.alsoNamed].includes(id)),
  ).length
  const sure = changed.filter(([, text]) =>
    recognizeLicense(text).matches.some((match) => match.kind === 'full-text' && match.confidence === 'high'),
  ).length
  console.log(`\nnamed right and alone: ${right} of ${texts.length}`)
  console.log(
    `one word changed: right id among the matches ${named}, called high ${sure} of ${changed.length}`,
  )
}

/** A new process that loads the module, with and without asking it. */
function measureLoading(): void {
  const library = pathToFileURL(join(root, 'packages/toolkit/dist/licenses/index.js')).href
  const script = (body: string): readonly string[] => [process.execPath, '--input-type=module', '-e', body]
  printTable(
    'new process',
    compare([
      { name: 'bare node', command: script('') },
      { name: 'module imported', command: script(`await import('${library}')`) },
      {
        name: 'first text recognised',
        command: script(`(await import('${library}')).recognizeLicense('MIT License')`),
      },
    ]),
  )
}

function measureLicensecheck(): void {
  if (spawnSync('licensecheck', ['--version']).status !== 0) {
    console.log('\nlicensecheck is not installed: not compared')
    return
  }
  const folder = join(work, 'licenses')
  mkdirSync(folder, { recursive: true })
  const files = texts.slice(0, 100).map(([id, text]) => {
    const file = join(folder, `${id}.txt`)
    writeFileSync(file, text)
    return file
  })
  const ours = `import { readFileSync } from 'node:fs'
import { recognizeLicense } from '${pathToFileURL(join(root, 'packages/toolkit/dist/licenses/index.js')).href}'
for (const file of process.argv.slice(1)) console.log(recognizeLicense(readFileSync(file, 'utf8')).matches[0]?.id)`
  printTable(
    '100 files, whole process',
    compare(
      [
        { name: 'ours', command: [process.execPath, '--input-type=module', '-e', ours, ...files] },
        { name: 'licensecheck', command: ['licensecheck', '--shortname-scheme=spdx', ...files] },
      ],
      3,
    ),
  )
}

printMachine()
measure()
score()
measureLoading()
measureLicensecheck()
