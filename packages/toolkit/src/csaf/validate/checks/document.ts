/** The document as a whole: its address and title, the order of its keys, and what is too much in it. */
import { both, type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import type { CsafVersion } from '../csaf-version.ts'
import { canonicalUrls, fileNameOf } from '../facts/canonical-url.ts'
import { shapes as shapes20 } from '../generated/csaf-2.0-shape.js'
import { shapes as shapes21 } from '../generated/csaf-2.1-shape.js'
import type { KnownShape } from '../known-shape.ts'
import { quote, step, text } from '../node.ts'
import type { CsafView } from '../view.ts'

type Shapes = Readonly<Record<string, KnownShape>>
const shapesOf: Readonly<Record<CsafVersion, Shapes>> = { '2.0': shapes20, '2.1': shapes21 }

export const documentTests: readonly CsafTest[] = [
  {
    id: '6.2.11',
    title: 'Missing Canonical URL',
    versions: both,
    *run(view) {
      if (canonicalUrls(view).length === 0)
        yield {
          path: `${view.document.path}/references`,
          message: `no reference of the category self over HTTPS ends with ${quote(fileNameOf(view))}`,
        }
    },
  },
  { id: '6.2.13', title: 'Sorting', versions: both, run: ({ root }) => findUnsorted(root.fields, '') },
  { id: '6.2.20', title: 'Additional Properties', versions: both, run: findAdditional },
  {
    id: '6.2.22',
    title: 'Document Tracking ID in Title',
    versions: only21,
    *run({ document, tracking }) {
      const id = text(tracking, 'id') ?? ''
      if (id !== '' && text(document, 'title')?.includes(id) === true)
        yield { path: `${document.path}/title`, message: `the title contains the id ${quote(id)}` }
    },
  },
]

/** By code unit, as JSON texts are sorted everywhere here. The content of an extension counts, too. */
function* findUnsorted(value: unknown, path: string): Iterable<CsafFlaw> {
  if (Array.isArray(value)) {
    for (const [at, item] of (value as readonly unknown[]).entries())
      yield* findUnsorted(item, `${path}/${at}`)
    return
  }
  if (typeof value !== 'object' || value === null) return
  let last = ''
  for (const [key, member] of Object.entries(value)) {
    if (key < last) yield { path: `${path}${step(key)}`, message: `stands behind ${quote(last)}` }
    last = key
    yield* findUnsorted(member, `${path}${step(key)}`)
  }
}

function findAdditional({ root, version }: CsafView): Iterable<CsafFlaw> {
  const shapes = shapesOf[version]
  return findUnknown({ value: root.fields, shape: shapes[''] ?? {}, path: '' }, shapes)
}

interface Measured {
  readonly value: unknown
  readonly shape: KnownShape
  readonly path: string
}

function* findUnknown({ value, shape: named, path }: Measured, shapes: Shapes): Iterable<CsafFlaw> {
  const shape = resolve(named, shapes)
  if (Array.isArray(value)) {
    const item = resolve(shape.i ?? {}, shapes)
    // Most lists are of plain texts, and a large document has a million of those.
    if (item.p === undefined && item.i === undefined) return
    for (const [at, entry] of (value as readonly unknown[]).entries())
      yield* findUnknown({ value: entry, shape: item, path: `${path}/${at}` }, shapes)
    return
  }
  const members = shape.p
  if (typeof value !== 'object' || value === null || members === undefined) return
  for (const [key, member] of Object.entries(value)) {
    const known = Object.hasOwn(members, key) ? members[key] : undefined
    const at = `${path}${step(key)}`
    if (known === undefined) yield { path: at, message: 'is not defined in the schema' }
    else yield* findUnknown({ value: member, shape: known, path: at }, shapes)
  }
}

function resolve(named: KnownShape, shapes: Shapes): KnownShape {
  let shape = named
  while (shape.r !== undefined) shape = shapes[shape.r] ?? {}
  return shape
}
