/** One file that would be handed out, with the digests that name it. */
import { createHash } from 'node:crypto'
import { sha256Hex } from '@occtet/toolkit/base'
import type { VexMeta } from '@occtet/toolkit/vex'
import type { PublicFileRow } from '../db/tables/public.ts'
import type { ReleaseDesk } from '../products/desk.ts'

export interface OutgoingFile {
  readonly kind: PublicFileRow['kind']
  readonly path: string
  readonly media: string
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly sha512: string
  readonly about: CsafAbout | undefined
}

/** What lists of CSAF documents say of one. */
export interface CsafAbout {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly released: string
  readonly updated: string
  readonly revisions: VexMeta['revisions']
}

export function aboutOf({ about }: Pick<PublicFileRow, 'about'>): CsafAbout | undefined {
  return about === null ? undefined : (JSON.parse(about) as CsafAbout)
}

export function toFile({
  text,
  about,
  ...named
}: Pick<OutgoingFile, 'kind' | 'path' | 'media'> & {
  readonly text: string
  readonly about?: CsafAbout
}): OutgoingFile {
  const bytes = Buffer.from(text, 'utf8')
  return { ...named, bytes, sha256: sha256Hex(bytes), sha512: sha512Hex(bytes), about }
}

export function sha512Hex(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex')
}

/** Of the names of files: product and release. */
export function stemOf({ product, release }: ReleaseDesk): string {
  return `${product.slug}-${release.version}`.replaceAll(/[^A-Za-z0-9.+-]+/g, '_').slice(0, 100)
}
