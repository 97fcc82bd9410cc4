/** The SBOM of a release as a file to hand on. */
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import type { StoredInventory } from '../analysis/model.ts'
import { openDesk } from '../products/desk.ts'
import type { FoundRelease } from '../products/find.ts'
import { type OrgRows, readStored } from './stored-json.ts'
import { toolVersion } from '../documents/tool-version.ts'

export interface SbomFile {
  readonly name: string
  readonly media: string
  readonly bytes: Uint8Array
}

/** Undefined where nothing was read yet. The time is that of the reading, so that the same release gives the same bytes. */
export async function writeSbom(
  rows: OrgRows,
  found: FoundRelease,
  { format, now }: { readonly format: 'cyclonedx' | 'spdx'; readonly now: string },
): Promise<SbomFile | undefined> {
  const inventory = await readStored<StoredInventory>(rows, found.release.inventory_digest)
  if (inventory === undefined) return undefined
  const desk = await openDesk(rows, found)
  const manufacturer = (await desk.profile())?.manufacturer
  const meta = {
    toolVersion,
    timestamp: found.release.analysed_at ?? now,
    ...(manufacturer === undefined
      ? {}
      : {
          manufacturer: {
            name: manufacturer.name,
            ...(manufacturer.website === undefined ? {} : { url: manufacturer.website }),
            ...(manufacturer.email === undefined ? {} : { email: manufacturer.email }),
          },
        }),
  }
  const stem = `${found.product.slug}-${found.release.version.replaceAll(/[^\w.+-]+/g, '_')}`
  const isSpdx = format === 'spdx'
  const text = isSpdx ? writeSpdx(inventory, meta) : writeCycloneDx(inventory, meta)
  return {
    name: `${stem}.${isSpdx ? 'spdx' : 'cdx'}.json`,
    media: isSpdx ? 'application/spdx+json' : 'application/vnd.cyclonedx+json',
    bytes: new TextEncoder().encode(text),
  }
}
