/** Extensions: valid, allowed at their place, and of a kind that readers can know. */
import { type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { classOf, type ExtensionPlace, findExtension } from '../facts/extensions.ts'
import { validate } from '../generated/extension-content.js'
import { children, has, type Node, quote, text } from '../node.ts'
import { toFlaws } from '../schema.ts'
import type { CsafView } from '../view.ts'

/** One `x_extensions` member. */
interface ExtensionList {
  readonly place: ExtensionPlace
  readonly owner: Node
  readonly items: readonly Node[]
}

const endedProfiles: ReadonlySet<string> = new Set(['csaf_withdrawn', 'csaf_superseded'])

export const extensions: readonly CsafTest[] = [
  eachExtension('6.1.60.1', 'Content Schema', (item) => toFlaws(validate(item.fields), item.path)),
  eachExtension('6.1.60.2', 'Extension Schema', (item) => {
    const known = findExtension(schemaOf(item))
    return known === undefined ? [unsupported(item)] : toFlaws(known.validate(item.fields), item.path)
  }),
  {
    id: '6.1.60.3',
    title: 'Extension Metadata',
    versions: only21,
    *run(view) {
      for (const list of extensionLists(view)) yield* checkMetadata(list)
    },
  },
  {
    id: '6.2.39.5',
    title: 'Extension in Superseded or Withdrawn Document',
    versions: only21,
    *run(view) {
      if (!endedProfiles.has(view.category)) return
      for (const { owner } of extensionLists(view))
        yield { path: `${owner.path}/x_extensions`, message: 'a document that has ended has no extensions' }
    },
  },
  eachExtension('6.2.54.1', 'Registered Extension', (item) =>
    classOf(schemaOf(item)) === 'experimental'
      ? [{ path: item.path, message: 'is not a registered extension' }]
      : [],
  ),
  eachExtension('6.2.54.2', 'Official Extension', (item) =>
    classOf(schemaOf(item)) === 'official'
      ? []
      : [{ path: item.path, message: 'is not an official extension' }],
  ),
  eachExtension('6.2.54.3', 'Critical Extension', (item) =>
    item.fields['critical'] === false
      ? []
      : [{ path: `${item.path}/critical`, message: 'the extension is critical' }],
  ),
  experimental('6.2.54.4', 'Usage of Experimental Extension in TLP:CLEAR Document', true),
  eachExtension('6.3.21.1', 'Extension Category Essential', (item) =>
    text(item, 'category') === 'essential'
      ? [{ path: `${item.path}/category`, message: 'readers need the extension to understand the document' }]
      : [],
  ),
  experimental('6.3.21.2', 'Usage of Experimental Extension in Non-TLP:CLEAR Document', false),
  usage('6.3.21.3', 'Usage of Extension at Document Level', 'document'),
  usage('6.3.21.4', 'Usage of Extension in Product Tree Branch Path', 'branch'),
  usage('6.3.21.5', 'Usage of Extension in Product Tree Full Product Names Path', 'name'),
  usage('6.3.21.6', 'Usage of Extension in Product Tree Product Paths Path', 'path'),
  usage('6.3.21.7', 'Usage of Extension in Vulnerabilities Metrics Path', 'metric'),
  usage('6.3.21.8', 'Usage of Extension at Vulnerabilities Level', 'vulnerability'),
  usage('6.3.21.9', 'Usage of Extension at Root Level', 'root'),
]

function extensionLists(view: CsafView): readonly ExtensionList[] {
  const owners: readonly (readonly [ExtensionPlace, Node])[] = [
    ['document', view.document],
    ...view.tree.products.map(({ origin, node }) => [origin.kind, node] as const),
    ...view.vulnerabilities.flatMap(({ node, metrics }) => [
      ...metrics.map(({ content }) => ['metric', content] as const),
      ['vulnerability', node] as const,
    ]),
    ['root', view.root],
  ]
  return owners
    .filter(([, owner]) => has(owner, 'x_extensions'))
    .map(([place, owner]) => ({ place, owner, items: children(owner, 'x_extensions') }))
}

function schemaOf(item: Node): string {
  return text(item, '$schema') ?? ''
}

function unsupported(item: Node): CsafFlaw {
  const schema = schemaOf(item)
  return { skipped: `the ${classOf(schema)} extension ${quote(schema)} is not known here` }
}

function eachExtension(id: string, title: string, run: (item: Node) => readonly CsafFlaw[]): CsafTest {
  return {
    id,
    title,
    versions: only21,
    *run(view) {
      for (const { items } of extensionLists(view)) for (const item of items) yield* run(item)
    },
  }
}

function* checkMetadata({ place, items }: ExtensionList): Iterable<CsafFlaw> {
  const counts = new Map<string, number>()
  for (const item of items) {
    const schema = schemaOf(item)
    const count = (counts.get(schema) ?? 0) + 1
    counts.set(schema, count)
    const known = findExtension(schema)
    if (known === undefined) yield unsupported(item)
    else if (count > known.maxAt[place])
      yield { path: item.path, message: `the extension may occur ${known.maxAt[place]} times here` }
  }
  for (const item of items) {
    const other = findExtension(schemaOf(item))?.incompatible.find((address) => counts.has(address))
    if (other !== undefined) yield { path: item.path, message: `does not go together with ${quote(other)}` }
  }
}

function experimental(id: string, title: string, isForClear: boolean): CsafTest {
  return {
    id,
    title,
    versions: only21,
    *run(view) {
      if ((view.tlp === 'CLEAR') !== isForClear) return
      for (const item of extensionLists(view).flatMap(({ items }) => items)) {
        if (classOf(schemaOf(item)) === 'experimental')
          yield { path: item.path, message: 'readers may not know an experimental extension' }
      }
    },
  }
}

function usage(id: string, title: string, place: ExtensionPlace): CsafTest {
  return {
    id,
    title,
    versions: only21,
    *run(view) {
      for (const list of extensionLists(view)) {
        if (list.place === place)
          yield { path: `${list.owner.path}/x_extensions`, message: 'an extension is used here' }
      }
    },
  }
}
