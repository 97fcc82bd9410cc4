/** Python packages: PEP 440, and the order that older tools gave to versions that are not PEP 440. */
import {
  compareDigitLists,
  compareDigits,
  compareText,
  type Digits,
  isDigitRun,
  orderOf,
  readPlainNumbers,
  toDigits,
} from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

type LocalPart = { readonly number: Digits } | { readonly text: string }

interface Pep440 {
  readonly epoch: Digits
  readonly release: readonly Digits[]
  /** dev of a bare release −1, a 0, b 1, rc 2, none 3: where the release candidate part sorts. */
  readonly stage: number
  readonly stageNumber: Digits
  /** −1 without a post-release. */
  readonly post: Digits
  /** Undefined without a dev-release, which sorts after all of them. */
  readonly dev: Digits | undefined
  readonly local: readonly LocalPart[]
  /** Words of a version that is not PEP 440; sorts before everything that is. */
  readonly legacy?: readonly string[]
}

/** PEP 440, appendix B, regrouped; every alternative starts differently, so it cannot backtrack far. */
const pattern = new RegExp(
  [
    String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)`,
    String.raw`(?:[-_.]?(?<stage>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<stageNumber>\d*))?`,
    String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?`,
    String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?`,
    String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`,
  ].join(''),
  'u',
)

const stages = new Map([
  ['a', 0],
  ['alpha', 0],
  ['b', 1],
  ['beta', 1],
  ['c', 2],
  ['rc', 2],
  ['pre', 2],
  ['preview', 2],
])
const beforeStages = -1
const afterStages = 3

interface Written {
  readonly epoch?: string
  readonly release?: string
  readonly stage?: string
  readonly stageNumber?: string
  /** The number of `1.0-1`. */
  readonly bare?: string
  readonly post?: string
  readonly postNumber?: string
  readonly dev?: string
  readonly devNumber?: string
  readonly local?: string
}

const release = { epoch: 0, stage: afterStages, stageNumber: 0, post: -1, dev: undefined, local: [] }

function read(text: string): Pep440 | undefined {
  const plain = readPlainNumbers(text)
  return plain === undefined ? readPattern(text) : { ...release, release: plain }
}

function readPattern(text: string): Pep440 | undefined {
  const written: Written | undefined = pattern.exec(text.trim().toLowerCase())?.groups
  if (written === undefined) return undefined
  const post = written.bare ?? (written.post === undefined ? undefined : (written.postNumber ?? ''))
  return {
    epoch: toDigits(written.epoch ?? ''),
    release: (written.release ?? '').split('.').map(toDigits),
    ...readStage(written, post !== undefined),
    post: post === undefined ? -1 : toDigits(post),
    dev: written.dev === undefined ? undefined : toDigits(written.devNumber ?? ''),
    local: written.local === undefined ? [] : written.local.split(/[-_.]/u).map(toLocalPart),
  }
}

function readStage(written: Written, hasPost: boolean): Pick<Pep440, 'stage' | 'stageNumber'> {
  const withoutStage = written.dev !== undefined && !hasPost ? beforeStages : afterStages
  const stage = written.stage === undefined ? withoutStage : (stages.get(written.stage) ?? afterStages)
  return { stage, stageNumber: toDigits(written.stageNumber ?? '') }
}

/** The normal form of PEP 440: `1.9.0alpha` becomes `1.9.0a0`. Undefined for what is no version. */
export function formatPypiVersion(text: string): string | undefined {
  const version = read(text)
  if (version === undefined) return undefined
  const { epoch, release, stage, stageNumber, post, dev, local } = version
  const stageName = ['a', 'b', 'rc'][stage]
  return [
    epoch === 0 ? '' : `${epoch}!`,
    release.join('.'),
    stageName === undefined ? '' : `${stageName}${stageNumber}`,
    post === -1 ? '' : `.post${post}`,
    dev === undefined ? '' : `.dev${dev}`,
    local.length === 0
      ? ''
      : `+${local.map((part) => ('number' in part ? part.number : part.text)).join('.')}`,
  ].join('')
}

function toLocalPart(part: string): LocalPart {
  return isDigitRun(part) ? { number: toDigits(part) } : { text: part }
}

function compare(a: Pep440, b: Pep440): Order {
  if (a.legacy !== undefined || b.legacy !== undefined) return compareLegacy(a.legacy, b.legacy)
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareDigitLists(a.release, b.release) ||
    orderOf(a.stage - b.stage) ||
    compareDigits(a.stageNumber, b.stageNumber) ||
    compareDigits(a.post, b.post) ||
    compareDev(a.dev, b.dev) ||
    compareLocal(a.local, b.local)
  )
}

function compareDev(a: Digits | undefined, b: Digits | undefined): Order {
  if (a === undefined) return b === undefined ? 0 : 1
  return b === undefined ? -1 : compareDigits(a, b)
}

/** Text sorts before numbers here, and a prefix before what goes on (PEP 440, "Local version identifiers"). */
function compareLocal(a: readonly LocalPart[], b: readonly LocalPart[]): Order {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const left = a[index]
    const right = b[index]
    const order = left === undefined || right === undefined ? 0 : compareLocalPart(left, right)
    if (order !== 0) return order
  }
  return orderOf(a.length - b.length)
}

function compareLocalPart(a: LocalPart, b: LocalPart): Order {
  if ('number' in a) return 'number' in b ? compareDigits(a.number, b.number) : 1
  return 'number' in b ? -1 : compareText(a.text, b.text)
}

/** Numbers are padded so that they compare as text; words before a release are marked, as setuptools once did. */
const legacyRenames = new Map([
  ['pre', 'c'],
  ['preview', 'c'],
  ['-', 'final-'],
  ['rc', 'c'],
  ['dev', '@'],
])

function readLegacy(text: string): Pep440 | undefined {
  const strict = read(text)
  if (strict !== undefined) return strict
  const words: string[] = []
  for (const raw of text
    .trim()
    .toLowerCase()
    .match(/\d+|[a-z]+|-/gu) ?? [])
    pushLegacyWord(words, raw)
  if (words.length === 0) return undefined
  words.push('*final')
  return { ...release, release: [], legacy: words }
}

function pushLegacyWord(words: string[], raw: string): void {
  if (isDigitRun(raw)) {
    words.push(raw.padStart(8, '0'))
    return
  }
  const word = `*${legacyRenames.get(raw) ?? raw}`
  if (word < '*final') while (words.at(-1) === '*final-') words.pop()
  while (words.at(-1) === '00000000') words.pop()
  words.push(word)
}

function compareLegacy(a: readonly string[] | undefined, b: readonly string[] | undefined): Order {
  if (a === undefined) return 1
  if (b === undefined) return -1
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const order = compareText(a[index] ?? '', b[index] ?? '')
    if (order !== 0) return order
  }
  return orderOf(a.length - b.length)
}

export const pypi = defineScheme({
  id: 'pypi',
  synonyms: ['pip', 'pep440', 'python'],
  read,
  readLegacy,
  compare,
})
