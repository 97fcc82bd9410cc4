/** A CycloneDX tree of any version as a valid tree of one that we write, with everything that it loses. */
import type { BomLoss } from '../../document/bom.ts'
import { createTally, type LossTally } from '../document/tally.ts'
import { asFields } from '../../read/values.ts'
import { downgrade } from './downgrade.ts'
import { fitTo } from './fit.ts'
import { schemaOf, type WrittenVersion, writtenVersions } from './schema.ts'

export interface VersionedTree {
  readonly tree: Record<string, unknown>
  readonly losses: readonly BomLoss[]
}

export function toVersion(tree: Record<string, unknown>, version: WrittenVersion): VersionedTree {
  const tally = createTally()
  const { $schema: _dialect, bomFormat: _format, specVersion: _version, ...rest } = tree
  const older = downgrade(rest, { version, tally })
  const { value, misfits } = fitTo(schemaOf(version), {
    $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: version,
    version: 1,
    ...older,
  })
  for (const { where, why } of misfits) addLoss(tally, { where, why, version })
  const fitted = asFields(value)
  if (fitted === undefined) throw new Error(`the schema of CycloneDX ${version} rejects an empty document`)
  return { tree: fitted, losses: tally.list() }
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
