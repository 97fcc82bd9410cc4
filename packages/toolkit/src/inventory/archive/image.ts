/** What an archive says of the image in it: which layers make it up, and what else lies beside it. */
import type { Issue } from '../../base/index.ts'

export interface LayerRef {
  /** Counted from 1; the oldest is first. */
  readonly number: number
  /** Where its bytes lie in the archive; undefined where its manifest names no place that exists. */
  readonly place: string | undefined
  /** `sha256:HEX` of its bytes as they lie there. */
  readonly digest?: string
  /** `sha256:HEX` of the tar archive in it, where the configuration states one. */
  readonly diffId?: string
  /** Its bytes are left out on purpose and lie elsewhere (OCI, "Non-Distributable Layers"). */
  readonly isForeign: boolean
}

export interface ImageInArchive {
  /** `OCI layout` or `docker save`. */
  readonly format: 'oci' | 'docker'
  /** As it is tagged, without its tag; undefined where it bears no name. */
  readonly name?: string
  /** Its tag, or the digest by which it is known. */
  readonly version?: string
  /** `sha256:HEX` of its manifest; of its configuration where there is no manifest with a digest. */
  readonly digest?: string
  /** `linux/amd64`. */
  readonly platform?: string
  /** Where its configuration lies. */
  readonly configPath?: string
  readonly layers: readonly LayerRef[]
  readonly others: readonly OtherImage[]
  readonly issues: readonly Issue[]
}

/** What else the archive holds and was not read. `platform`: the same image for another machine. */
export interface OtherImage {
  readonly kind: 'platform' | 'image' | 'artifact'
  readonly what: string
}

export interface ImageError {
  readonly code: 'SHAPE_UNEXPECTED' | 'REFERENCE_MISSING' | 'FILE_UNREADABLE'
  readonly path: string
  readonly message: string
  readonly hint?: string
}

/** What the readers of images ask of the archive around them. */
export interface ImageSource {
  /** A small document; undefined where there is none at this path, or one too large to be a document. */
  readonly read: (path: string) => Uint8Array | undefined
  /** The path of a file, links followed; undefined where there is none. */
  readonly resolve: (path: string) => string | undefined
}

/** The platform that is read where nobody names one. */
export const usualPlatform = 'linux/amd64'

export interface ImageWish {
  /** `linux/arm64`, or `linux/arm/v7`. */
  readonly platform?: string | undefined
}

/** `name:tag`, `name@sha256:…`, `host:5000/name`: name and version. */
export function splitReference(reference: string): { readonly name: string; readonly version?: string } {
  const at = reference.indexOf('@')
  const bare = at < 0 ? reference : reference.slice(0, at)
  const colon = bare.lastIndexOf(':')
  const hasTag = colon > bare.lastIndexOf('/')
  const name = hasTag ? bare.slice(0, colon) : bare
  const version = hasTag ? bare.slice(colon + 1) : at < 0 ? undefined : reference.slice(at + 1)
  return version === undefined || version === '' ? { name } : { name, version }
}

/** Whether `linux/arm/v7` is what `linux/arm` or `linux/arm/v7` asks for. */
export function isPlatform(found: string | undefined, wanted: string): boolean {
  return found === wanted || (found?.startsWith(`${wanted}/`) ?? false)
}
