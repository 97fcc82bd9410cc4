/** The JSON documents of images: read with their digests checked, taken apart with nothing believed. */
import { decodeUtf8, err, type Issue, ok, parseJson, type Result, sha256Hex } from '../../base/index.ts'
import { field, isTable, listField, type Table, textField } from '../read/shape.ts'
import type { ImageError, ImageSource } from './image.ts'

/** OCI Image Spec, "Content Descriptors". */
export interface Descriptor {
  readonly digest: string
  readonly mediaType: string
  readonly artifactType: string
  readonly platform?: string
  readonly annotations: ReadonlyMap<string, string>
  readonly urls: readonly unknown[]
}

export function readDocument(
  source: ImageSource,
  path: string,
): Result<Table | readonly unknown[], ImageError> {
  const bytes = source.read(path)
  if (bytes === undefined)
    return err({ code: 'REFERENCE_MISSING', path, message: 'expected a document of the image, found none' })
  const text = decodeUtf8(bytes)
  const parsed = text.ok ? parseJson(text.value) : undefined
  const value = parsed?.ok === true ? parsed.value.value : undefined
  if (isTable(value) || Array.isArray(value)) return ok(value)
  return err({ code: 'SHAPE_UNEXPECTED', path, message: 'expected a JSON document of the image' })
}

/** Where the layout keeps what has this digest (OCI Image Layout, "Blobs"); undefined where it is no digest that we can check. */
export function blobPath(digest: string): string | undefined {
  const [, algorithm, hex = ''] = /^(sha256|sha512):([0-9a-f]+)$/.exec(digest) ?? []
  const isWhole = algorithm === 'sha256' ? hex.length === 64 : hex.length === 128
  return algorithm === undefined || !isWhole ? undefined : `blobs/${algorithm}/${hex}`
}

/** The issue where a document is not the one that was asked for; it is read all the same. Digests of SHA-512 are left to the reader of layers. */
export function checkDigest(source: ImageSource, path: string, digest: string): readonly Issue[] {
  const bytes = source.read(path)
  const found = bytes === undefined ? digest : `sha256:${sha256Hex(bytes)}`
  return found === digest || !digest.startsWith('sha256:') ? [] : [digestIssue(path, digest, found)]
}

export function digestIssue(path: string, digest: string, found: string): Issue {
  return {
    code: 'DIGEST_MISMATCH',
    level: 'error',
    path,
    message: `expected the digest ${digest}, found ${found}: these are not the bytes that the image names`,
    hint: 'save the image again, and find out who changed it',
  }
}

export function toDescriptor(value: unknown): Descriptor | undefined {
  const digest = textField(value, 'digest')
  if (digest === undefined) return undefined
  const platform = platformOf(field(value, 'platform'))
  const annotations = field(value, 'annotations')
  return {
    digest,
    mediaType: textField(value, 'mediaType') ?? '',
    artifactType: textField(value, 'artifactType') ?? '',
    ...(platform === undefined ? {} : { platform }),
    annotations: new Map(
      Object.entries(isTable(annotations) ? annotations : {}).flatMap(([key, text]) =>
        typeof text === 'string' ? [[key, text] as const] : [],
      ),
    ),
    urls: listField(value, 'urls'),
  }
}

/** `os/architecture` or `os/architecture/variant`, of a descriptor's platform or of a configuration. */
export function platformOf(value: unknown): string | undefined {
  const parts = ['os', 'architecture', 'variant'].map((key) => textField(value, key))
  if (parts[0] === undefined || parts[1] === undefined) return undefined
  return parts.filter((part) => part !== undefined).join('/')
}

/** Digests of the unpacked layers, oldest first (OCI Image Configuration, `rootfs.diff_ids`). */
export function diffIdsOf(config: unknown): readonly (string | undefined)[] {
  return listField(field(config, 'rootfs'), 'diff_ids').map((id) => (typeof id === 'string' ? id : undefined))
}
