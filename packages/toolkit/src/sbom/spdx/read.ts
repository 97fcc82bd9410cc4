/** Reads SPDX 2.1 to 2.3 JSON: packages, their purls, and every relationship that says "depends on". */
import type { Issue } from '../../base/index.ts'
import type { Evidence, FileReport } from '../../model/index.ts'
import { toHash } from '../hashes.ts'
import { type Property, propertyNames } from '../properties.ts'
import {
  countOf,
  readCarriedFacts,
  readCarriedFile,
  readCarriedIssue,
  readCarriedUnidentified,
} from '../read/carried.ts'
import { type DraftComponent, type DraftFacts, noFacts, type SbomDraft } from '../read/draft.ts'
import type { SbomSource } from '../read/source.ts'
import { createUnread, type Unread } from '../read/unread.ts'
import { asFields, type Fields, listOf, parseFields, textOf } from '../read/values.ts'
import { saysNothing } from '../declared-license.ts'
import { readCarriedProduct } from '../tree-products.ts'
import { textReferencePrefix, textUnknown } from './licenses.ts'
import { documentRef, readDescribed, readEdges } from './relationships.ts'

interface Context {
  readonly path: string
  readonly issues: Issue[]
  readonly unread: Unread
  /** License texts that our own writer put there because they are no expressions. */
  readonly texts: ReadonlyMap<string, string>
}

/** The caller has seen that the document is an object. Nothing in it is trusted to have the right shape. */
export function readSpdx(source: SbomSource): SbomDraft {
  const { root, path } = source
  const context: Context = { path, issues: [], unread: createUnread(), texts: readTexts(root) }
  const described = readDescribed(source)
  const product = described.size === 1 ? findProduct(context, source, described) : undefined
  const subjects: string[] = []
  countUnreadParts(context, root)
  return {
    format: 'spdx',
    formatVersion: textOf(root, 'spdxVersion') ?? '',
    ...(product !== undefined && { product: product.draft }),
    name: product?.draft.name ?? textOf(root, 'name') ?? '',
    ...(product?.draft.version !== undefined && { version: product.draft.version }),
    eachComponent: (visit) => {
      eachPackage(context, source, (draft, index) => {
        if (product === undefined && described.has(draft.ref)) subjects.push(draft.ref)
        if (index !== product?.index) visit(draft)
      })
    },
    eachEdge: (visit) => {
      readEdges(source, visit)
      for (const to of subjects) visit({ from: documentRef, to, line: 1 })
    },
    files: carriedOf<FileReport>(root, propertyNames.file, readCarriedFile),
    carried: carriedOf<Issue>(root, propertyNames.issue, readCarriedIssue),
    issues: () => [...context.issues, ...context.unread.toIssues(path)],
  }
}

/** The first package that the document describes; what is said of it is noted when all packages are read. */
function findProduct(
  context: Context,
  source: SbomSource,
  described: ReadonlySet<string>,
): { readonly draft: DraftComponent; readonly index: number } | undefined {
  let found: { draft: DraftComponent; index: number } | undefined
  const silent: Context = { ...context, issues: [], unread: createUnread() }
  source.each('packages', ({ value, index, lineOf }) => {
    const fields = found === undefined ? asFields(value) : undefined
    if (fields === undefined || !described.has(refOf(fields, index))) return
    found = { draft: toDraft(silent, fields, { index, line: lineOf([]) }), index }
  })
  return found
}

function eachPackage(
  context: Context,
  source: SbomSource,
  visit: (draft: DraftComponent, index: number) => void,
): void {
  source.each('packages', ({ value, index, lineOf }) => {
    const fields = asFields(value)
    const line = lineOf([])
    if (fields !== undefined) visit(toDraft(context, fields, { index, line }), index)
    else {
      context.issues.push({
        code: 'SHAPE_UNEXPECTED',
        level: 'warning',
        path: context.path,
        line,
        message: 'a package is not an object',
      })
    }
  })
}

function refOf(fields: Fields, index: number): string {
  return textOf(fields, 'SPDXID') ?? `#/packages/${index}`
}

function toDraft(context: Context, fields: Fields, at: { index: number; line: number }): DraftComponent {
  const version = textOf(fields, 'versionInfo')
  const name = textOf(fields, 'name') ?? ''
  const [purl, ...others] = readPurls(fields)
  if (others.length > 0) {
    const message = `${name} has ${others.length + 1} different purls; only the first, ${purl}, is kept`
    context.issues.push({
      code: 'ENTRY_UNREADABLE',
      level: 'warning',
      path: context.path,
      line: at.line,
      message,
    })
  }
  const facts = readFacts(context, fields)
  countUnread(context, fields, facts)
  const [carried] = carriedOf(fields, propertyNames.unidentified, readCarriedUnidentified)
  const [treeProduct] = carriedOf(fields, propertyNames.product, readCarriedProduct)
  return {
    ref: refOf(fields, at.index),
    name,
    ...(version !== undefined && version !== 'NOASSERTION' && { version }),
    ...(purl !== undefined && { purl }),
    line: at.line,
    facts,
    ...(carried !== undefined && { unidentified: carried }),
    ...(treeProduct !== undefined && { product: treeProduct }),
  }
}

/** By type, and by look where a tool filed the purl under another type. */
function readPurls(fields: Fields): readonly string[] {
  const purls = listOf(fields, 'externalRefs').flatMap((item) => {
    const reference = asFields(item)
    const locator = textOf(reference, 'referenceLocator')
    return locator !== undefined && isPurlReference(reference) ? [locator.trim()] : []
  })
  return [...new Set(purls)]
}

function isPurlReference(reference: Fields | undefined): boolean {
  const locator = textOf(reference, 'referenceLocator') ?? ''
  return textOf(reference, 'referenceType') === 'purl' || locator.startsWith('pkg:')
}

function readFacts(context: Context, fields: Fields): DraftFacts {
  const [carried] = carriedOf(fields, 'occtet:component', parseFields)
  const facts =
    carried === undefined ? noFacts : readCarriedFacts(listOf(carried, 'properties').flatMap(readPair))
  const listed = listOf(carried, 'licenses').filter((item) => typeof item === 'string')
  return {
    ...facts,
    licenses: listed.length > 0 ? listed : readDeclared(context, fields),
    hashes: listOf(fields, 'checksums').flatMap((item) => {
      const checksum = asFields(item)
      return toHash(textOf(checksum, 'algorithm') ?? '', textOf(checksum, 'checksumValue') ?? '') ?? []
    }),
    evidence: listOf(carried, 'evidence').flatMap(readPlace),
  }
}

function readDeclared(context: Context, fields: Fields): readonly string[] {
  const declared = textOf(fields, 'licenseDeclared')
  if (declared === undefined || saysNothing(declared)) return []
  return [context.texts.get(declared) ?? declared]
}

function readTexts(root: Fields): ReadonlyMap<string, string> {
  const entries = listOf(root, 'hasExtractedLicensingInfos').flatMap((item) => {
    const fields = asFields(item)
    const id = textOf(fields, 'licenseId')
    const text = textOf(fields, 'extractedText')
    const isOurs = id?.startsWith(textReferencePrefix) === true
    return isOurs && text !== undefined ? [[id, text] as const] : []
  })
  return new Map(entries)
}

function readPair(item: unknown): readonly Property[] {
  const [name, value] = Array.isArray(item) ? (item as readonly unknown[]) : []
  return typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : []
}

function readPlace(item: unknown): readonly Evidence[] {
  const [path, line] = Array.isArray(item) ? (item as readonly unknown[]) : []
  const count = countOf({ line }, 'line')
  return typeof path === 'string' && count !== undefined ? [{ path, line: count }] : []
}

/** Values of our annotations of one name; anybody may have written them, so each is read with care. */
function carriedOf<T>(fields: Fields, name: string, read: (text: string) => T | undefined): readonly T[] {
  return listOf(fields, 'annotations').flatMap((item) => {
    const comment = textOf(asFields(item), 'comment')
    return comment?.startsWith(`${name} `) === true ? (read(comment.slice(name.length + 1)) ?? []) : []
  })
}

const keptMembers: ReadonlySet<string> = new Set([
  'name',
  'SPDXID',
  'versionInfo',
  'licenseDeclared',
  'checksums',
  'externalRefs',
  'annotations',
  'primaryPackagePurpose',
])

const keptParts: ReadonlySet<string> = new Set([
  'spdxVersion',
  'dataLicense',
  'SPDXID',
  'name',
  'documentNamespace',
  'creationInfo',
  'annotations',
  'packages',
  'hasExtractedLicensingInfos',
  'relationships',
  'documentDescribes',
])

/** Of one package: members, digests, references that are no purl, and annotations of others. */
function countUnread({ unread }: Context, fields: Fields, facts: DraftFacts): void {
  unread.countMembers(fields, keptMembers, 'packages[].')
  unread.count('hashes of other algorithms', listOf(fields, 'checksums').length - facts.hashes.length)
  const references = listOf(fields, 'externalRefs').filter((item) => !isPurlReference(asFields(item)))
  unread.count('references other than purls', references.length)
  unread.count('annotations', listOf(fields, 'annotations').filter(isForeignAnnotation).length)
}

function countUnreadParts({ unread, texts }: Context, root: Fields): void {
  unread.countMembers(root, keptParts, '')
  const foreign = listOf(root, 'hasExtractedLicensingInfos').filter((item) => {
    const id = textOf(asFields(item), 'licenseId') ?? ''
    return !texts.has(id) && textOf(asFields(item), 'extractedText') !== textUnknown
  })
  unread.count('license texts', foreign.length)
  unread.count('annotations', listOf(root, 'annotations').filter(isForeignAnnotation).length)
}

function isForeignAnnotation(item: unknown): boolean {
  return textOf(asFields(item), 'comment')?.startsWith('occtet:') !== true
}
