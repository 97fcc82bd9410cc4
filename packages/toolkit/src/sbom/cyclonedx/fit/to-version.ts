/** A CycloneDX tree of any version as a valid tree of one that we write, with everything that it loses. */
import type { BomLoss } from '../../document/bom.ts'
import { createTally, type LossTally } from '../document/tally.ts'
import { asFields } from '../../read/values.ts'
import { downgrade } from './downgrade.ts'
import { type Fitted, fitTo } from './fit.ts'
import { schemaOf, type WrittenVersion, writtenVersions } from './schema.ts'
import { toXmlShape } from './xml-shape.ts'

export interface VersionedTree {
  readonly tree: Record<string, unknown>
  readonly losses: readonly BomLoss[]
}

export interface Wanted {
  readonly version: WrittenVersion
  readonly syntax: 'cyclonedx-json' | 'cyclonedx-xml'
}

/** `tree` stays as it is. */
export function toVersion(
  tree: Readonly<Record<string, unknown>>,
  { version, syntax }: Wanted,
): VersionedTree {
  const tally = createTally()
  const { $schema: _dialect, bomFormat: _format, specVersion: _version, ...rest } = tree
  const older = downgrade(rest, { version, tally })
  const { value, misfits } = fitTo(schemaOf(version), {
    $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: version,
    ...withRevision(older, { version, tally }),
  })
  const fitted = takeFitted({ value, misfits }, { version, tally })
  if (syntax === 'cyclonedx-json') return { tree: fitted, losses: tally.list() }
  return { tree: toXmlTree(fitted, { version, tally }), losses: tally.list() }
}

/** What one of the two schemas takes away may be what the other asks for; each turn takes something away. */
function toXmlTree(
  tree: Record<string, unknown>,
  at: { version: WrittenVersion; tally: LossTally },
): Record<string, unknown> {
  const { value, misfits } = fitTo(schemaOf(at.version), toXmlShape(tree, at))
  const fitted = takeFitted({ value, misfits }, at)
  return misfits.length === 0 ? fitted : toXmlTree(fitted, at)
}

function takeFitted(
  { value, misfits }: Fitted,
  { version, tally }: { version: WrittenVersion; tally: LossTally },
): Record<string, unknown> {
  for (const { where, why } of misfits) addLoss(tally, { where, why, version })
  const fitted = asFields(value)
  if (fitted === undefined) throw new Error(`the schema of CycloneDX ${version} rejects an empty document`)
  return fitted
}

/** 1.4 asks for the revision of the document, and the first is 1 (its default since 1.5). */
function withRevision(
  tree: Record<string, unknown>,
  { version, tally }: { version: WrittenVersion; tally: LossTally },
): Record<string, unknown> {
  const { version: revision, ...rest } = tree
  if (Number.isInteger(revision) && Number(revision) >= 1) return tree
  if (revision !== undefined) addLoss(tally, { where: 'version', why: 'invalid', version })
  return version === '1.4' ? { version: 1, ...rest } : rest
}

function addLoss(
  tally: LossTally,
  { where, why, version }: { where: string; why: 'unknown' | 'invalid'; version: string },
): void {
  const reason =
    why === 'unknown'
      ? `CycloneDX ${version} has no place for this.`
      : `The value is not one that CycloneDX ${version} allows here.`
  tally.add(where, { kind: 'left-out', reason })
}

export function isWritten(version: string): version is WrittenVersion {
  return writtenVersions.some((known) => known === version)
}
