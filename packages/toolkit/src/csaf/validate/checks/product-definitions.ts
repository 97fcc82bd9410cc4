/** Products and product groups: each one that is named exists, each is defined once, none contains itself. */
import { both, type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { quote, type Text } from '../node.ts'
import { groupReferences, productReferences } from '../references.ts'
import type { CsafView } from '../view.ts'

export const productDefinitions: readonly CsafTest[] = [
  {
    id: '6.1.1',
    title: 'Missing Definition of Product ID',
    versions: both,
    *run(view) {
      for (const item of productReferences(view)) {
        if (!view.tree.byId.has(item.text))
          yield { path: item.path, message: `no product ${quote(item.text)} is defined` }
      }
    },
  },
  {
    id: '6.1.2',
    title: 'Multiple Definition of Product ID',
    versions: both,
    run: ({ tree }) =>
      findRepeated(tree.products.map(({ id, node }) => ({ text: id, path: `${node.path}/product_id` }))),
  },
  { id: '6.1.3', title: 'Circular Definition of Product ID', versions: both, run: findCircles },
  {
    id: '6.1.4',
    title: 'Missing Definition of Product Group ID',
    versions: both,
    *run(view) {
      for (const item of groupReferences(view)) {
        if (!view.tree.membersOf.has(item.text))
          yield { path: item.path, message: `no product group ${quote(item.text)} is defined` }
      }
    },
  },
  {
    id: '6.1.5',
    title: 'Multiple Definition of Product Group ID',
    versions: both,
    run: ({ tree }) =>
      findRepeated(tree.groups.map(({ id, node }) => ({ text: id, path: `${node.path}/group_id` }))),
  },
  {
    id: '6.2.1',
    title: 'Unused Definition of Product ID',
    versions: both,
    *run(view) {
      if (view.category === 'csaf_informational_advisory') return
      const used = new Set<string>()
      for (const { text } of productReferences(view)) used.add(text)
      for (const { id, node } of view.tree.products) {
        const path = `${node.path}/product_id`
        if (!used.has(id)) yield { path, message: `the product ${quote(id)} is defined and never used` }
      }
    },
  },
  {
    id: '6.3.22',
    title: 'Nested Product Path',
    versions: only21,
    *run({ tree }) {
      for (const { beginning, steps } of tree.paths) {
        for (const { text, path } of [beginning, ...steps.map(({ next }) => next)].filter(isText)) {
          const isPath = tree.byId.get(text)?.origin.kind === 'path'
          if (isPath) yield { path, message: `the product ${quote(text)} is itself a product path` }
        }
      }
    },
  },
]

function* findRepeated(ids: readonly Text[]): Iterable<CsafFlaw> {
  const seen = new Set<string>()
  for (const { text, path } of ids) {
    if (seen.has(text)) yield { path, message: `${quote(text)} is defined more than once` }
    seen.add(text)
  }
}

function isText(value: Text | undefined): value is Text {
  return value !== undefined
}

/** Depth first without recursion: a chain may be as long as the document. */
function* findCircles({ tree }: CsafView): Iterable<CsafFlaw> {
  const partsOf = new Map<string, Text[]>()
  for (const { origin, id } of tree.products) {
    if (origin.kind !== 'path') continue
    const { beginning, steps } = origin.path
    const parts = [beginning, ...steps.map(({ next }) => next)].filter(isText)
    partsOf.set(id, [...(partsOf.get(id) ?? []), ...parts])
  }
  const state = new Map<string, 'open' | 'done'>()
  for (const start of partsOf.keys()) {
    const stack: { readonly id: string; at: number }[] = [{ id: start, at: 0 }]
    if (state.has(start)) continue
    state.set(start, 'open')
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const part = partsOf.get(top.id)?.[top.at]
      top.at += 1
      if (part === undefined) {
        state.set(top.id, 'done')
        stack.pop()
      } else if (state.get(part.text) === 'open') {
        yield { path: part.path, message: `through ${quote(part.text)} the product is a part of itself` }
      } else if (!state.has(part.text) && partsOf.has(part.text)) {
        state.set(part.text, 'open')
        stack.push({ id: part.text, at: 0 })
      }
    }
  }
}
