/** Images as `docker save` and `podman save` write them (Docker Image Specification 1.2, "Combined Image JSON + Filesystem Changeset Format"). */
import { err, type Issue, ok, type Result } from '../../base/index.ts'
import { listField, textField } from '../read/shape.ts'
import {
  type ImageError,
  type ImageInArchive,
  type ImageSource,
  type ImageWish,
  isPlatform,
  type LayerRef,
  type OtherImage,
  splitReference,
  usualPlatform,
} from './image.ts'
import { checkDigest, diffIdsOf, platformOf, readDocument } from './image-documents.ts'
import { entryPath } from './entry-path.ts'

interface SavedImage {
  readonly configPath: string
  readonly tags: readonly string[]
  readonly layers: readonly unknown[]
  readonly config: unknown
  readonly platform: string | undefined
}

/** Whether manifest.json is a list of saved images: projects have files of that name too. */
export function isDockerArchive(source: ImageSource): boolean {
  const read = readDocument(source, 'manifest.json')
  if (!read.ok || !Array.isArray(read.value) || read.value.length === 0) return false
  return read.value.every(
    (item: unknown) => textField(item, 'Config') !== undefined && Array.isArray(listField(item, 'Layers')),
  )
}

/** Name and version of the image with this configuration, where a manifest.json lies beside an OCI layout. */
export function savedName(
  source: ImageSource,
  place: string,
): { name: string; version?: string } | undefined {
  const read = isDockerArchive(source) ? readDocument(source, 'manifest.json') : undefined
  const items = read?.ok === true && Array.isArray(read.value) ? read.value : []
  const item: unknown = items.find((one: unknown) => textField(one, 'Config') === place)
  const tag = listField(item, 'RepoTags').find((one) => typeof one === 'string')
  return tag === undefined ? undefined : splitReference(tag)
}

export function readDockerArchive(source: ImageSource, wish: ImageWish): Result<ImageInArchive, ImageError> {
  const read = readDocument(source, 'manifest.json')
  if (!read.ok) return read
  const saved = (Array.isArray(read.value) ? read.value : []).map((item: unknown) => toSaved(source, item))
  const chosen = choose(saved, wish)
  if (chosen === undefined) {
    const has = saved.map((one) => one.platform ?? 'unknown').join(', ')
    const message = `expected an image for ${wish.platform ?? usualPlatform}, found only ${has}`
    const hint = 'choose one of them with --platform'
    return err({ code: 'REFERENCE_MISSING', path: 'manifest.json', message, hint })
  }
  const others = saved.filter((one) => one !== chosen).map(otherOf)
  return ok(toImage(source, chosen, others))
}

function toSaved(source: ImageSource, item: unknown): SavedImage {
  const configPath = entryPath(textField(item, 'Config') ?? '') ?? ''
  const read = readDocument(source, configPath)
  const config = read.ok ? read.value : undefined
  return {
    configPath,
    tags: listField(item, 'RepoTags').filter((tag) => typeof tag === 'string'),
    layers: listField(item, 'Layers'),
    config,
    platform: platformOf(config),
  }
}

function choose(saved: readonly SavedImage[], { platform }: ImageWish): SavedImage | undefined {
  if (platform !== undefined) return saved.find((one) => isPlatform(one.platform, platform))
  return saved.find((one) => isPlatform(one.platform, usualPlatform)) ?? saved[0]
}

function otherOf({ tags, configPath, platform }: SavedImage): OtherImage {
  const name = tags[0] ?? configPath
  return { kind: 'image', what: platform === undefined ? name : `${name} (${platform})` }
}

function toImage(source: ImageSource, image: SavedImage, others: readonly OtherImage[]): ImageInArchive {
  const { configPath, config, platform, tags } = image
  const digest = digestInName(configPath)
  const issues: Issue[] = []
  if (config === undefined) {
    const message = `its configuration ${configPath} is not in the archive`
    issues.push({ code: 'REFERENCE_MISSING', level: 'warning', path: 'manifest.json', message })
  } else if (digest !== undefined) issues.push(...checkDigest(source, configPath, digest))
  const diffIds = diffIdsOf(config)
  return {
    format: 'docker',
    ...(tags[0] === undefined ? {} : splitReference(tags[0])),
    ...(digest === undefined ? {} : { digest }),
    ...(platform === undefined ? {} : { platform }),
    layers: image.layers.map((place, at) => toLayer(source, place, { at, diffId: diffIds[at] })),
    others,
    issues,
  }
}

function toLayer(
  source: ImageSource,
  written: unknown,
  { at, diffId }: { readonly at: number; readonly diffId: string | undefined },
): LayerRef {
  const path = typeof written === 'string' ? entryPath(written) : undefined
  const digest = path?.startsWith('blobs/sha256/') === true ? digestInName(path) : undefined
  return {
    number: at + 1,
    place: path === undefined ? undefined : source.resolve(path),
    ...(digest === undefined ? {} : { digest }),
    ...(diffId === undefined ? {} : { diffId }),
    isForeign: false,
  }
}

/** `HEX.json` and `blobs/sha256/HEX` are named after their digest. */
function digestInName(path: string): string | undefined {
  const hex = /(?:^|\/)([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1]
  return hex === undefined ? undefined : `sha256:${hex}`
}
