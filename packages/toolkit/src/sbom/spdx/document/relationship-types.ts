/**
 * The relationship types of SPDX 2 (clause 11.1) in the words of SPDX 3 (its migration guide): some point the other
 * way, some say for what (`scope`). This table is data.
 */
import type { BomRelationship } from '../../document/bom.ts'

export interface TypeRow {
  /** The word of SPDX 2. */
  readonly word: string
  readonly type: string
  /** `A WORD B` is `B type A`. */
  readonly isTurned: boolean
  readonly scope?: BomRelationship['scope']
}

const same = (word: string, type: string): TypeRow => ({ word, type, isTurned: false })
const turned = (word: string, type: string, scope?: BomRelationship['scope']): TypeRow => ({
  word,
  type,
  isTurned: true,
  ...(scope !== undefined && { scope }),
})

/** Of several words for one type the first is written. */
const rows: readonly TypeRow[] = [
  same('DESCRIBES', 'describes'),
  turned('DESCRIBED_BY', 'describes'),
  same('DEPENDS_ON', 'dependsOn'),
  turned('DEPENDENCY_OF', 'dependsOn'),
  turned('RUNTIME_DEPENDENCY_OF', 'dependsOn', 'runtime'),
  turned('BUILD_DEPENDENCY_OF', 'dependsOn', 'build'),
  turned('DEV_DEPENDENCY_OF', 'dependsOn', 'development'),
  turned('TEST_DEPENDENCY_OF', 'dependsOn', 'test'),
  turned('OPTIONAL_DEPENDENCY_OF', 'dependsOn', 'optional'),
  turned('PROVIDED_DEPENDENCY_OF', 'dependsOn', 'provided'),
  same('CONTAINS', 'contains'),
  turned('CONTAINED_BY', 'contains'),
  same('DYNAMIC_LINK', 'hasDynamicLink'),
  same('STATIC_LINK', 'hasStaticLink'),
  same('HAS_PREREQUISITE', 'hasPrerequisite'),
  turned('PREREQUISITE_FOR', 'hasPrerequisite'),
  turned('BUILD_TOOL_OF', 'usesTool', 'build'),
  turned('DEV_TOOL_OF', 'usesTool', 'development'),
  turned('TEST_TOOL_OF', 'usesTool', 'test'),
  turned('AMENDS', 'amendedBy'),
  same('ANCESTOR_OF', 'ancestorOf'),
  same('DESCENDANT_OF', 'descendantOf'),
  turned('COPY_OF', 'copiedTo'),
  turned('DATA_FILE_OF', 'hasDataFile'),
  turned('DEPENDENCY_MANIFEST_OF', 'hasDependencyManifest'),
  same('DISTRIBUTION_ARTIFACT', 'hasDistributionArtifact'),
  turned('DOCUMENTATION_OF', 'hasDocumentation'),
  turned('EXAMPLE_OF', 'hasExample'),
  turned('EXPANDED_FROM_ARCHIVE', 'expandsTo'),
  turned('FILE_ADDED', 'hasAddedFile'),
  turned('FILE_DELETED', 'hasDeletedFile'),
  turned('FILE_MODIFIED', 'modifiedBy'),
  same('GENERATES', 'generates'),
  turned('GENERATED_FROM', 'generates'),
  turned('METAFILE_OF', 'hasMetadata'),
  turned('OPTIONAL_COMPONENT_OF', 'hasOptionalComponent'),
  turned('PACKAGE_OF', 'packagedBy'),
  turned('PATCH_FOR', 'patchedBy'),
  turned('PATCH_APPLIED', 'patchedBy'),
  turned('REQUIREMENT_DESCRIPTION_FOR', 'hasRequirement'),
  turned('SPECIFICATION_FOR', 'hasSpecification'),
  turned('TEST_CASE_OF', 'hasTestCase'),
  turned('TEST_OF', 'hasTest'),
  turned('VARIANT_OF', 'hasVariant'),
  same('OTHER', 'other'),
]

const byWord: ReadonlyMap<string, TypeRow> = new Map(rows.map((row) => [row.word, row]))
const byMeaning: ReadonlyMap<string, TypeRow> = new Map(
  rows.toReversed().map((row) => [`${row.type} ${row.scope ?? ''}`, row]),
)

/** Not yet in SPDX 2.2. */
const since23: ReadonlySet<string> = new Set(['REQUIREMENT_DESCRIPTION_FOR', 'SPECIFICATION_FOR'])

export function findTypeByWord(word: string): TypeRow | undefined {
  return byWord.get(word)
}

/** Whether writing the type gives this word, or its mirror image, again. */
export function isSaidByType(row: TypeRow): boolean {
  const written = byMeaning.get(`${row.type} ${row.scope ?? ''}`)
  return written !== undefined && (written === row || written.isTurned !== row.isTurned)
}

/** The row to write a relationship with; undefined where SPDX 2 has no word for it. */
export function findTypeByMeaning(relationship: BomRelationship, version: string): TypeRow | undefined {
  const { type, scope, original } = relationship
  const stated = original === undefined ? undefined : byWord.get(original)
  if (type === 'other' && stated !== undefined) return { ...stated, isTurned: false }
  const isFitting = stated?.type === type && stated.scope === scope
  const row = isFitting ? stated : byMeaning.get(`${type} ${scope ?? ''}`)
  return row !== undefined && version === '2.2' && since23.has(row.word) ? undefined : row
}
