/** The SBOM of a release as a file to hand on, in the format asked for. */
import type { SbomDownload } from '@occtet/contract/api'
import { encodeBom, readBom, type SbomMeta, writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
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
  { format, now }: { readonly format: SbomDownload; readonly now: string },
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
  const { ending, media } = files[format]
  return { name: `${stem}.${ending}`, media, bytes: new TextEncoder().encode(write(inventory, meta, format)) }
}

const files: Readonly<Record<SbomDownload, { readonly ending: string; readonly media: string }>> = {
  cyclonedx: { ending: 'cdx.json', media: 'application/vnd.cyclonedx+json' },
  'cyclonedx-xml': { ending: 'cdx.xml', media: 'application/vnd.cyclonedx+xml' },
  spdx: { ending: 'spdx.json', media: 'application/spdx+json' },
  'spdx-tag-value': { ending: 'spdx', media: 'text/spdx' },
  spdx3: { ending: 'spdx3.json', media: 'application/spdx+json' },
}

/** Our writers write JSON; the others are converted from what they write. */
function write(inventory: StoredInventory, meta: SbomMeta, format: SbomDownload): string {
  switch (format) {
    case 'cyclonedx':
      return writeCycloneDx(inventory, meta)
    case 'spdx':
      return writeSpdx(inventory, meta)
    case 'cyclonedx-xml':
      return convert(writeCycloneDx(inventory, meta), 'cyclonedx-xml')
    case 'spdx3':
      return convert(writeCycloneDx(inventory, meta), 'spdx3-json')
    case 'spdx-tag-value':
      return convert(writeSpdx(inventory, meta), 'spdx-tag-value')
    default:
      return format satisfies never
  }
}

function convert(text: string, to: 'cyclonedx-xml' | 'spdx-tag-value' | 'spdx3-json'): string {
  const read = readBom(text, 'release')
  if (!read.ok) throw new Error(`our own SBOM cannot be read: ${read.error.message}`)
  return encodeBom(read.value.document, to, undefined).text
}
