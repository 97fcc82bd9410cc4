/**
 * What an older version says with another member or another word: done before the schema takes out the rest, so that
 * no component is lost because of a type that came later.
 */
import type { LossTally } from '../document/tally.ts'
import { asFields } from '../../read/values.ts'
import { wordsOf, type WrittenVersion } from './schema.ts'

type Tree = Record<string, unknown>

interface Target {
  readonly version: WrittenVersion
  readonly tally: LossTally
  readonly componentTypes: ReadonlySet<unknown>
  readonly referenceTypes: ReadonlySet<unknown>
  readonly licenseIds: ReadonlySet<unknown>
}

/** A new tree; `tree` stays as it is. */
export function downgrade(tree: Tree, target: { version: WrittenVersion; tally: LossTally }): Tree {
  const { version } = target
  const full: Target = {
    ...target,
    componentTypes: wordsOf(version, 'component', 'type'),
    referenceTypes: wordsOf(version, 'externalReference', 'type'),
    licenseIds: wordsOf(version, 'license', 'id'),
  }
  return rewrite(tree, '', full)
}

const componentKeys = new Set(['component', 'components', 'ancestors', 'descendants', 'variants'])

/** `key` is the member that holds the object; depth is bounded by the readers. */
function rewrite(fields: Tree, key: string, target: Target): Tree {
  const result: Tree = {}
  for (const [name, value] of Object.entries(fields)) {
    result[name] = Array.isArray(value)
      ? value.map((item: unknown) => rewriteValue(item, name, target))
      : rewriteValue(value, name, target)
  }
  return rewriteOwn(result, key, target)
}

function rewriteValue(value: unknown, key: string, target: Target): unknown {
  const fields = asFields(value)
  return fields === undefined ? value : rewrite(fields, key, target)
}

function rewriteOwn(fields: Tree, key: string, target: Target): Tree {
  if (Array.isArray(fields.licenses)) fields.licenses = rewriteLicenses(fields.licenses, target)
  if (componentKeys.has(key) && typeof fields.name === 'string') return rewriteComponent(fields, target)
  if (key === 'externalReferences' || key === 'externalReference') return rewriteReference(fields, target)
  if (key === 'license') return rewriteLicense(fields, target)
  if (key === 'metadata') return rewriteTools(rewriteManufacturer(fields, target), target)
  return key === 'vulnerabilities' ? rewriteTools(fields, target) : fields
}

function rewriteComponent(fields: Tree, { componentTypes, version, tally }: Target): Tree {
  if (!componentTypes.has(fields.type)) {
    const reason = `CycloneDX ${version} has no such type; "library" stands for it.`
    tally.add('components[].type', { kind: 'reduced', reason })
    fields.type = 'library'
  }
  return version < '1.6' ? rewriteIdentity(rewriteAuthors(fields, { version, tally })) : fields
}

/** Until 1.5 there is one text for all authors. */
function rewriteAuthors(fields: Tree, { version, tally }: Pick<Target, 'version' | 'tally'>): Tree {
  const { authors, ...rest } = fields
  if (!Array.isArray(authors) || authors.length === 0) return fields
  const people = authors.map((item) => asFields(item) ?? {})
  const names = people.map(({ name, email }) => name ?? email).filter((name) => typeof name === 'string')
  const single = typeof rest.author === 'string' ? [rest.author] : []
  const hasMore = people.some(({ email, phone }) => email !== undefined || phone !== undefined)
  if (hasMore) {
    const reason = `CycloneDX ${version} has the names of authors only.`
    tally.add('components[].authors', { kind: 'reduced', reason })
  }
  return { ...rest, author: [...single, ...names].join(', ') }
}

/** 1.5 has one identity of a component, later versions have several. */
function rewriteIdentity(fields: Tree): Tree {
  const evidence = asFields(fields.evidence)
  if (evidence === undefined || !Array.isArray(evidence.identity) || evidence.identity.length !== 1)
    return fields
  return { ...fields, evidence: { ...evidence, identity: evidence.identity[0] as unknown } }
}

function rewriteReference(fields: Tree, { referenceTypes, version, tally }: Target): Tree {
  if (typeof fields.type !== 'string' || referenceTypes.has(fields.type)) return fields
  const reason = `CycloneDX ${version} has no such type of reference; "other" stands for it.`
  tally.add('components[].externalReferences[].type', { kind: 'reduced', reason })
  return { ...fields, type: 'other' }
}

/** Until 1.6 an expression stands alone. */
function rewriteLicenses(choices: readonly unknown[], { version, tally }: Target): readonly unknown[] {
  if (version >= '1.7' || choices.length < 2) return choices
  return choices.map((item) => {
    const { expression, ...rest } = asFields(item) ?? {}
    if (typeof expression !== 'string') return item
    const reason = `CycloneDX ${version} has no expression beside other licenses; it stands as a name.`
    tally.add('components[].licenses[].expression', { kind: 'reduced', reason })
    return { license: { name: expression, ...rest } }
  })
}

function rewriteLicense(fields: Tree, { licenseIds, version, tally }: Target): Tree {
  const { id, ...rest } = fields
  if (typeof id !== 'string' || licenseIds.has(id)) return fields
  const reason = `The license list of CycloneDX ${version} does not have this identifier; it stands as a name.`
  tally.add('components[].licenses[].license.id', { kind: 'reduced', reason })
  return { ...rest, name: id }
}

function rewriteManufacturer(fields: Tree, { version }: Target): Tree {
  if (version >= '1.6' || fields.manufacturer === undefined) return fields
  const { manufacturer, ...rest } = fields
  return rest.manufacture === undefined ? { ...rest, manufacture: manufacturer } : fields
}

/** 1.4 has a list of tools instead of components and services. */
function rewriteTools(fields: Tree, { version, tally }: Target): Tree {
  const tools = asFields(fields.tools)
  if (version !== '1.4' || tools === undefined) return fields
  const lists = [tools.components, tools.services].flatMap((list): readonly unknown[] =>
    Array.isArray(list) ? list : [],
  )
  return { ...fields, tools: lists.map((item) => toTool(asFields(item) ?? {}, tally)) }
}

const keptOfTools = new Set(['name', 'version', 'hashes', 'externalReferences'])

function toTool(fields: Tree, tally: LossTally): Tree {
  const vendor = [fields.manufacturer, fields.supplier, fields.provider]
    .map((maker) => asFields(maker)?.name)
    .find((name) => typeof name === 'string')
  const entries = Object.entries(fields)
  for (const [key] of entries) {
    const isSaid = keptOfTools.has(key) || key === 'type' || key === 'publisher'
    const reason = 'A tool of CycloneDX 1.4 has no such member.'
    if (!isSaid) tally.add(`tools[].${key.slice(0, 60)}`, { kind: 'reduced', reason })
  }
  const kept = Object.fromEntries(entries.filter(([key]) => keptOfTools.has(key)))
  const maker = vendor ?? fields.publisher
  return maker === undefined ? kept : { vendor: maker, ...kept }
}
