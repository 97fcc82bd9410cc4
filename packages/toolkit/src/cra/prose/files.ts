/** One way for signals that ask "is there a file of this kind": found by name, or by what it says. */
import type { Json } from '../../base/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, type SignalInput, toSignalResult } from '../signal.ts'
import { readProse } from './prose.ts'
import { documents } from './topics.ts'
import { type Message, say } from '../say.ts'

/** Paths that are nobody's papers about this product. */
const foreign =
  /(^|\/)(node_modules|vendor|third[_-]party|3rdparty|externals?|tests?|testdata|fixtures?|__tests__|examples?|templates?|samples?|site-packages)\//i

export interface FileSignal {
  readonly id: string
  /** `a risk assessment or threat model`. */
  readonly subject: Message
  /** Of any file, by path. */
  readonly path: RegExp
  /** Of documentation, by a heading or line. */
  readonly says?: { readonly heading?: RegExp; readonly line?: RegExp }
  /** Further result fields, from the files found. */
  readonly facts?: (files: readonly string[], input: SignalInput) => Readonly<Record<string, Json>>
  /** Names of the further fields, null where nothing was read. */
  readonly fields?: readonly string[]
}

const shown = 20

/** A practice signal whose field `files` lists what was found, at most twenty. */
export function toFileSignal(wanted: FileSignal): Signal {
  const { id, subject } = wanted
  const blank = Object.fromEntries((wanted.fields ?? []).map((field) => [field, null]))
  return {
    id,
    looksFor: 'practice',
    collect: (input) => {
      const { tree } = input
      const prose = readProse(tree)
      const places = findPlaces(tree, wanted)
      if (places.length > 0) {
        const files = places.slice(0, shown).map((place) => place.path)
        const more = places.length > 1 ? say` and ${places.length - 1} more` : ''
        const statement = say`${files[0] ?? ''}${more} looks like ${subject}; a file shows that it was written, not that it is used.`
        const facts = { files, ...blank, ...wanted.facts?.(files, input) }
        return toSignalResult(id, { state: 'present', statement, facts, evidence: places.slice(0, shown) })
      }
      if (prose.incomplete !== undefined) {
        const statement = say`Whether there is ${subject} is unknown.`
        return toSignalResult(id, {
          state: 'unknown',
          statement,
          facts: { files: null, ...blank },
          reason: prose.incomplete,
        })
      }
      const statement = say`No file that looks like ${subject} was found by name, nor in ${documents(prose)}.`
      return toSignalResult(id, { state: 'absent', statement, facts: { files: [], ...blank } })
    },
  }
}

function findPlaces(tree: RepoFiles, { path, says }: FileSignal): readonly { path: string; line: number }[] {
  const named = tree
    .listAll()
    .files.filter((file) => path.test(file) && !foreign.test(`/${file}`))
    .map((file) => ({ path: file, line: 1 }))
  const seen = new Set(named.map((place) => place.path))
  const said = readProse(tree).lines.flatMap((line) => {
    const holds =
      (line.isHeading && says?.heading?.test(line.text) === true) || says?.line?.test(line.text) === true
    if (!holds || seen.has(line.path)) return []
    seen.add(line.path)
    return [{ path: line.path, line: line.line }]
  })
  return [...named, ...said]
}
