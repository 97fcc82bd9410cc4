/** OVAL files (5.x) cut into their definitions, each with the tests that it asks for written out in place. */
import type { SourceFile } from '../source-format.ts'
import { childrenOf, readXmlTrees, textOf, type XmlTree } from './xml-trees.ts'

/** A test as far as it can be a question about one package: OVAL 5.11, `rpminfo_test` and its object and states. */
export interface OvalTest {
  /** `rpminfo_test`, `uname_test`, … */
  readonly kind: string
  readonly check?: string
  readonly existence?: string
  /** Of the package; absent where the object does not simply name one. */
  readonly name?: string
  /** What must hold of it, all together; absent where several states or none are asked for. */
  readonly state?: readonly OvalField[]
}

export interface OvalField {
  /** `evr`, `version`, `arch`, `signature_keyid`, … */
  readonly field: string
  readonly operation: string
  readonly value: string
}

/** A branch of the criteria, or one question of it. */
export type OvalNode =
  | { readonly operator: string; readonly negate?: true; readonly items: readonly OvalNode[] }
  | { readonly comment: string; readonly negate?: true; readonly test?: OvalTest }

/** What a piece holds, as JSON, which leaves out what is undefined. */
export interface OvalPiece {
  readonly id: string | undefined
  readonly class: string | undefined
  readonly title: string | undefined
  readonly description: string | undefined
  readonly severity: string | undefined
  /** As `8.1/CVSS:3.0/…`. */
  readonly cvss: readonly string[]
  readonly published: string | undefined
  readonly modified: string | undefined
  /** Azure Linux says with it that a definition does not hold. */
  readonly patchable: string | undefined
  readonly platforms: readonly string[]
  readonly references: readonly { readonly id: string; readonly url?: string }[]
  readonly criteria: OvalNode | undefined
}

/** One piece per definition; a file that is no XML, or has none, yields itself. */
export function* splitOval(file: SourceFile): Generator<SourceFile> {
  const trees = readXmlTrees(file.text, (name) => wanted.test(name)) ?? []
  const parts = sortParts(trees)
  let at = 0
  for (const tree of trees) {
    if (tree.name !== 'definition') continue
    const piece = toPiece(tree, parts)
    yield { path: `${file.path}#${piece.id ?? at}`, text: JSON.stringify(piece) }
    at++
  }
  if (at === 0) yield file
}

const wanted = /^(?:definition|\w+_(?:test|object|state))$/

type Parts = ReadonlyMap<string, XmlTree>

function sortParts(trees: readonly XmlTree[]): Parts {
  return new Map(
    trees.flatMap((tree): readonly (readonly [string, XmlTree])[] => {
      const id = tree.attributes.get('id')
      return id === undefined || tree.name === 'definition' ? [] : [[id, tree]]
    }),
  )
}

function toPiece(tree: XmlTree, parts: Parts): OvalPiece {
  const [metadata] = childrenOf(tree, 'metadata')
  const [advisory = metadata] = childrenOf(metadata, 'advisory')
  const [criteria] = childrenOf(tree, 'criteria')
  const platforms = childrenOf(metadata, 'affected').flatMap((affected) => childrenOf(affected, 'platform'))
  const dateOf = (name: string): string | undefined => childrenOf(advisory, name)[0]?.attributes.get('date')
  return {
    id: tree.attributes.get('id'),
    class: tree.attributes.get('class'),
    title: textOf(metadata, 'title'),
    description: textOf(metadata, 'description'),
    severity: textOf(advisory, 'severity'),
    cvss: childrenOf(advisory, 'cve').flatMap(({ attributes }) => attributes.get('cvss3') ?? []),
    published: dateOf('issued') ?? textOf(advisory, 'advisory_date'),
    modified: dateOf('updated'),
    patchable: textOf(metadata, 'patchable'),
    platforms: platforms.map(({ text }) => text).filter((text) => text !== ''),
    references: childrenOf(metadata, 'reference').flatMap(({ attributes }) => {
      const [id, url] = [attributes.get('ref_id'), attributes.get('ref_url')]
      return id === undefined ? [] : [{ id, ...(url === undefined ? {} : { url }) }]
    }),
    criteria: criteria === undefined ? undefined : toNode(criteria, parts),
  }
}

function toNode(tree: XmlTree, parts: Parts): OvalNode {
  const isNegated = tree.attributes.get('negate') === 'true'
  const negate = isNegated ? ({ negate: true } as const) : {}
  if (tree.name === 'criteria') {
    const items = tree.children.map((child) => toNode(child, parts))
    return { operator: tree.attributes.get('operator') ?? 'AND', ...negate, items }
  }
  const test = findTest(tree, parts)
  return { comment: tree.attributes.get('comment') ?? '', ...negate, ...(test === undefined ? {} : { test }) }
}

/** Undefined where the file has not got all of it, or another definition is asked for (`extend_definition`). */
function findTest(criterion: XmlTree, parts: Parts): OvalTest | undefined {
  const test = parts.get(criterion.attributes.get('test_ref') ?? '')
  const refs = test === undefined ? [] : [...refOf(test, 'object'), ...refOf(test, 'state')]
  if (test === undefined || refs.some((ref) => !parts.has(ref))) return undefined
  const [check, existence] = [test.attributes.get('check'), test.attributes.get('check_existence')]
  const name = nameOf(parts.get(refOf(test, 'object')[0] ?? ''))
  const state = fieldsOf(refOf(test, 'state'), parts)
  return {
    kind: test.name,
    ...(check === undefined ? {} : { check }),
    ...(existence === undefined ? {} : { existence }),
    ...(name === undefined ? {} : { name }),
    ...(state === undefined ? {} : { state }),
  }
}

function refOf(test: XmlTree, name: 'object' | 'state'): readonly string[] {
  return childrenOf(test, name).flatMap(({ attributes }) => attributes.get(`${name}_ref`) ?? [])
}

/** Patterns, variables and further conditions would name other packages than the text says. */
function nameOf(object: XmlTree | undefined): string | undefined {
  const [name, ...others] = object?.children ?? []
  if (name?.name !== 'name' || others.length > 0 || name.attributes.has('var_ref')) return undefined
  const operation = name.attributes.get('operation') ?? 'equals'
  return operation === 'equals' && name.text !== '' ? name.text : undefined
}

function fieldsOf(refs: readonly string[], parts: Parts): readonly OvalField[] | undefined {
  const state = refs.length === 1 ? parts.get(refs[0] ?? '') : undefined
  // Fields of a state hold together; with another operator, or a value from elsewhere, they say something else.
  if (state === undefined || (state.attributes.get('operator') ?? 'AND') !== 'AND') return undefined
  if (state.children.some(({ attributes }) => attributes.has('var_ref'))) return undefined
  return state.children.map(({ name, attributes, text }) => ({
    field: name,
    operation: attributes.get('operation') ?? 'equals',
    value: text,
  }))
}
