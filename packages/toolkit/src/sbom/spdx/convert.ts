/** From SPDX 2 to SPDX 2: another syntax or version on the tree itself, so that nothing passes through a model. */
import { err, type Issue, type JsonError, ok, type Result } from '../../base/index.ts'
import type { BomLoss } from '../document/bom.ts'
import { documentIssues } from '../read/source.ts'
import { asFields, type Fields, listOf, textOf } from '../read/values.ts'
import type { Spdx2Version } from './document/encode.ts'
import { toOwnHashName, toSpdxHashName } from './document/hash-names.ts'
import { createTally, type Tally } from './document/tally.ts'
import { noteIssues } from './document/tree.ts'
import { detectSpdx2Syntax, readSpdx2Syntax } from './read-syntax.ts'
import { writeTagValue } from './tag-value/write.ts'

export interface Spdx2Wish {
  readonly syntax: 'json' | 'tag-value'
  readonly version: Spdx2Version
  /** Names the text in issues. */
  readonly path: string
}

export interface ConvertedSpdx2 {
  readonly text: string
  readonly losses: readonly BomLoss[]
  /** Of reading the text. */
  readonly issues: readonly Issue[]
}

/** Reads every syntax of SPDX 2. Upward nothing is lost; downward, what 2.2 has no member for. */
export function convertSpdx2(text: string, wish: Spdx2Wish): Result<ConvertedSpdx2, Issue> {
  const { path, version } = wish
  const syntax = detectSpdx2Syntax(text)
  const read = syntax === undefined ? undefined : readSpdx2Syntax(text, syntax)
  if (read === undefined)
    return err(refusal(path, { code: 'SYNTAX_INVALID', line: 1, message: 'expected SPDX 2' }))
  if (!read.ok) return err(refusal(path, read.error))
  const outer = asFields(read.value.value)
  const root = asFields(outer?.['sbom']) ?? outer
  if (root === undefined || textOf(root, 'spdxVersion') === undefined)
    return err(
      refusal(path, { code: 'SYNTAX_INVALID', line: 1, message: 'the document states no SPDX version' }),
    )
  const tally = createTally()
  const tree = toVersion(root, version, tally)
  const written =
    wish.syntax === 'json' ? { text: `${JSON.stringify(tree, null, 2)}\n`, losses: [] } : writeTagValue(tree)
  const issues = [...documentIssues(read.value, path), ...noteIssues(read.value, path)]
  return ok({ text: written.text, losses: [...tally.toLosses(), ...written.losses], issues })
}

function refusal(path: string, error: JsonError): Issue {
  return { ...error, level: 'error', path }
}

function toVersion(root: Fields, version: Spdx2Version, tally: Tally): Fields {
  const change = version === '2.2' ? lower : raise
  const lists = {
    packages: (item: Fields) => change.package(item, tally),
    files: (item: Fields) => change.part(item, { list: 'files', tally }),
    snippets: (item: Fields) => change.part(item, { list: 'snippets', tally }),
    relationships: (item: Fields) => change.relationship(item, tally),
  }
  const changed = Object.entries(lists).flatMap(([key, map]): readonly (readonly [string, unknown])[] => {
    if (!Array.isArray(root[key])) return []
    return [[key, listOf(root, key).map((item) => mapFields(item, map))]]
  })
  return { ...root, spdxVersion: `SPDX-${version}`, ...Object.fromEntries(changed) }
}

function mapFields(item: unknown, map: (fields: Fields) => Fields): unknown {
  const fields = asFields(item)
  return fields === undefined ? item : map(fields)
}

interface Change {
  readonly package: (fields: Fields, tally: Tally) => Fields
  readonly part: (
    fields: Fields,
    at: { readonly list: 'files' | 'snippets'; readonly tally: Tally },
  ) => Fields
  readonly relationship: (fields: Fields, tally: Tally) => Fields
}

/** 2.3 spells two categories in one way only (clause 7.21). */
const raise: Change = {
  package: (fields) =>
    Array.isArray(fields['externalRefs'])
      ? {
          ...fields,
          externalRefs: listOf(fields, 'externalRefs').map((item) => mapFields(item, spellCategory)),
        }
      : fields,
  part: (fields) => fields,
  relationship: (fields) => fields,
}

function spellCategory(fields: Fields): Fields {
  const category = textOf(fields, 'referenceCategory')
  return category === undefined ? fields : { ...fields, referenceCategory: category.replaceAll('_', '-') }
}

const since23: readonly string[] = ['primaryPackagePurpose', 'releaseDate', 'builtDate', 'validUntilDate']
const wordsSince23: ReadonlySet<string> = new Set(['REQUIREMENT_DESCRIPTION_FOR', 'SPECIFICATION_FOR'])

/** 2.2 demands what 2.3 leaves to silence, which means NOASSERTION (2.3, clauses 7.13, 7.15, 7.17). */
const lower: Change = {
  package: (fields, tally) => {
    const kept = Object.entries(fields).filter(([key]) => !since23.includes(key))
    for (const key of since23) {
      if (Object.hasOwn(fields, key))
        tally.add(`packages[].${key}`, 'left-out', 'SPDX 2.2 has no member for it')
    }
    return {
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
      ...lowerHashes(Object.fromEntries(kept), { where: 'packages', tally }),
    }
  },
  part: (fields, { list, tally }) => {
    const found = list === 'files' ? 'licenseInfoInFiles' : 'licenseInfoInSnippets'
    return {
      licenseConcluded: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
      [found]: ['NOASSERTION'],
      ...lowerHashes(fields, { where: list, tally }),
    }
  },
  relationship: (fields, tally) => {
    const word = textOf(fields, 'relationshipType') ?? ''
    if (!wordsSince23.has(word)) return fields
    tally.add(
      'relationships[].relationshipType',
      'reduced',
      'SPDX 2.2 has no such type; it is OTHER with a comment',
    )
    const comment = textOf(fields, 'comment')
    return {
      ...fields,
      relationshipType: 'OTHER',
      comment: comment === undefined ? word : `${word}: ${comment}`,
    }
  },
}

function lowerHashes(
  fields: Fields,
  { where, tally }: { readonly where: string; readonly tally: Tally },
): Fields {
  if (!Array.isArray(fields['checksums'])) return fields
  const checksums = listOf(fields, 'checksums').filter((item) => {
    const algorithm = textOf(asFields(item), 'algorithm')
    const isKnown = algorithm === undefined || toSpdxHashName(toOwnHashName(algorithm), '2.2') !== undefined
    if (!isKnown) tally.add(`${where}[].checksums`, 'left-out', 'SPDX 2.2 has no algorithm of this name')
    return isKnown
  })
  const { checksums: _checksums, ...others } = fields
  return checksums.length === 0 ? others : { ...fields, checksums }
}
