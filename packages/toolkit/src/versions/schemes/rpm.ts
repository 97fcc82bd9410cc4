/** RPM: epoch, version and release, each in the order of `rpmvercmp` with `~` and `^`. */
import { isDigitCode, toDigits } from '../digits.ts'
import { compareRanked, type Ranked } from '../ranked.ts'
import { defineScheme, type Order } from '../scheme.ts'

type Segment = Ranked

interface RpmVersion {
  readonly epoch: readonly Segment[]
  readonly version: readonly Segment[]
  readonly release: readonly Segment[]
}

const tilde: Segment = { rank: 0, number: 0, text: '' }
const end: Segment = { rank: 1, number: 0, text: '' }
const caret: Segment = { rank: 2, number: 0, text: '' }
const wordRank = 3
const numberRank = 4

/** What packages are named with (rpm-version(7)); everything else is a separator that only the legacy reader takes. */
const strict = /^[0-9A-Za-z:._+~^%{}-]+$/u

function read(text: string): RpmVersion | undefined {
  const trimmed = text.trim()
  return strict.test(trimmed) && /[0-9A-Za-z]/u.test(trimmed) ? split(trimmed) : undefined
}

function readLegacy(text: string): RpmVersion | undefined {
  const trimmed = text.trim()
  return trimmed === '' ? undefined : split(trimmed)
}

/** `epoch:version-release`; the epoch ends at the first colon, the release starts at the last hyphen. */
function split(text: string): RpmVersion {
  const colon = text.indexOf(':')
  const rest = text.slice(colon + 1)
  const hyphen = rest.lastIndexOf('-')
  return {
    epoch: toSegments(colon === -1 ? '0' : text.slice(0, colon)),
    version: toSegments(hyphen === -1 ? rest : rest.slice(0, hyphen)),
    release: toSegments(hyphen === -1 ? '' : rest.slice(hyphen + 1)),
  }
}

function toSegments(text: string): readonly Segment[] {
  return (text.match(/\d+|[A-Za-z]+|~|\^/gu) ?? []).map(toSegment)
}

function toSegment(text: string): Segment {
  if (text === '~') return tilde
  if (text === '^') return caret
  return isDigitCode(text.charCodeAt(0))
    ? { rank: numberRank, number: toDigits(text), text: '' }
    : { rank: wordRank, number: 0, text }
}

function compare(a: RpmVersion, b: RpmVersion): Order {
  return (
    compareRanked(a.epoch, b.epoch, end) ||
    compareRanked(a.version, b.version, end) ||
    compareRanked(a.release, b.release, end)
  )
}

const synonyms = [
  'almalinux',
  'amazon linux',
  'azure linux',
  'fedora',
  'mageia',
  'openeuler',
  'opensuse',
  'oracle linux',
  'photon os',
  'red hat',
  'redhat',
  'rocky linux',
  'suse',
]

export const rpm = defineScheme({ id: 'rpm', synonyms, read, readLegacy, compare })
