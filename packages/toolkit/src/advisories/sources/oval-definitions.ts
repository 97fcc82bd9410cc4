/** OVAL files (5.x) cut into their definitions, each with the tests that it asks for written out in place. */
import type { SourceFile } from '../source-format.ts'
import { childrenOf, textOf, visitXmlTrees, type XmlTree } from './xml-trees.ts'

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
  const parts: Parts = { tests: new Map(), objects: new Map(), states: new Map() }
  const drafts: Draft[] = []
  const isWhole = visitXmlTrees(file.text, {
    isWanted: (name) => wanted.test(name),
    visit: (tree) => {
      if (tree.name === 'definition') drafts.push(toDraft(tree))
      else keepPart(parts, tree)
    },
  })
  if (!isWhole || drafts.length === 0) yield file
  else
    for (const [at, { criteria, ...rest }] of drafts.entries()) {
      const piece: OvalPiece = { ...rest, criteria: criteria && resolve(criteria, parts) }
      yield { path: `${file.path}#${piece.id ?? at}`, text: JSON.stringify(piece) }
    }
}

const wanted = /^(?:definition|\w+_(?:test|object|state))$/

/** Files have tests by the million: of each only what is asked of it. */
interface Parts {
  readonly tests: Map<string, TestPart>
  /** Names of packages; undefined where an object does not simply name one. */
  readonly objects: Map<string, string | undefined>
  readonly states: Map<string, readonly OvalField[] | undefined>
}

interface TestPart extends Pick<OvalTest, 'kind' | 'check' | 'existence'> {
  readonly objects: readonly string[]
  readonly states: readonly string[]
}

function keepPart({ tests, objects, states }: Parts, tree: XmlTree): void {
  const id = tree.attributes.get('id')
  if (id === undefined) return
  if (tree.name.endsWith('_object')) objects.set(id, nameOf(tree))
  else if (tree.name.endsWith('_state')) states.set(id, fieldsOf(tree))
  else {
    const [check, existence] = [tree.attributes.get('check'), tree.attributes.get('check_existence')]
    tests.set(id, {
      kind: tree.name,
      ...(check === undefined ? {} : { check }),
      ...(existence === undefined ? {} : { existence }),
      objects: refsOf(tree, 'object'),
      states: refsOf(tree, 'state'),
    })
  }
}

function refsOf(test: XmlTree, name: 'object' | 'state'): readonly string[] {
  return childrenOf(test, name).flatMap(({ attributes }) => attributes.get(`${name}_ref`) ?? [])
}

/** Patterns, variables and further conditions would name other packages than the text says. */
function nameOf(object: XmlTree): string | undefined {
  const [name, ...others] = object.children
  if (name?.name !== 'name' || others.length > 0 || name.attributes.has('var_ref')) return undefined
  const operation = name.attributes.get('operation') ?? 'equals'
  return operation === 'equals' && name.text !== '' ? name.text : undefined
}

/** Fields of a state hold together; with another operator, or a value from elsewhere, they say something else. */
function fieldsOf(state: XmlTree): readonly OvalField[] | undefined {
  if ((state.attributes.get('operator') ?? 'AND') !== 'AND') return undefined
  if (state.children.some(({ attributes }) => attributes.has('var_ref'))) return undefined
  return state.children.map(({ name, attributes, text }) => ({
    field: name,
    operation: attributes.get('operation') ?? 'equals',
    value: text,
  }))
}

/** Criteria before the tests are known: they come later in the file. */
type DraftNode =
  | { readonly operator: string; readonly negate?: true; readonly items: readonly DraftNode[] }
  | { readonly comment: string; readonly negate?: true; readonly ref: string | undefined }

type Draft = Omit<OvalPiece, 'criteria'> & { readonly criteria: DraftNode | undefined }

function toDraft(tree: XmlTree): Draft {
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
    criteria: criteria && toNode(criteria),
  }
}

function toNode(tree: XmlTree): DraftNode {
  const negate = tree.attributes.get('negate') === 'true' ? ({ negate: true } as const) : {}
  if (tree.name === 'criteria')
    return { operator: tree.attributes.get('operator') ?? 'AND', ...negate, items: tree.children.map(toNode) }
  return { comment: tree.attributes.get('comment') ?? '', ...negate, ref: tree.attributes.get('test_ref') }
}

function resolve(node: DraftNode, parts: Parts): OvalNode {
  if ('items' in node) return { ...node, items: node.items.map((item) => resolve(item, parts)) }
  const { ref, ...question } = node
  const test = ref === undefined ? undefined : findTest(ref, parts)
  return test === undefined ? question : { ...question, test }
}

/** Undefined where the file has not got all of it, or another definition is asked for (`extend_definition`). */
function findTest(ref: string, { tests, objects, states }: Parts): OvalTest | undefined {
  const test = tests.get(ref)
  const isWhole =
    test?.objects.every((id) => objects.has(id)) === true && test.states.every((id) => states.has(id))
  if (test === undefined || !isWhole) return undefined
  const { objects: named, states: asked, ...rest } = test
  const name = named.length === 1 ? objects.get(named[0] ?? '') : undefined
  const state = asked.length === 1 ? states.get(asked[0] ?? '') : undefined
  return { ...rest, ...(name === undefined ? {} : { name }), ...(state === undefined ? {} : { state }) }
}
