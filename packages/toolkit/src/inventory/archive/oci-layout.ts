/** Images in the OCI Image Layout (image-spec 1.1): index.json names manifests, manifests name layers, each by its digest. */
import { err, type Issue, ok, type Result } from '../../base/index.ts'
import { field, listField, textField } from '../read/shape.ts'
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
import {
  blobPath,
  checkDigest,
  type Descriptor,
  diffIdsOf,
  platformOf,
  readDocument,
  toDescriptor,
} from './image-documents.ts'

/** Levels of indexes in indexes, and manifests in all of them together. */
const most = { levels: 4, manifests: 1000 } as const

interface Candidate {
  readonly descriptor: Descriptor
  readonly path: string
  readonly manifest: unknown
  /** Name of the image, from the descriptors that lead to it. */
  readonly reference: string | undefined
  readonly platform: string | undefined
}

interface Search {
  readonly source: ImageSource
  readonly found: Candidate[]
  readonly others: OtherImage[]
  readonly issues: Issue[]
  left: number
}

/** Whether the archive says of itself that it is such a layout. */
export function isOciLayout(source: ImageSource): boolean {
  return source.read('oci-layout') !== undefined && source.read('index.json') !== undefined
}

export function readOciLayout(source: ImageSource, wish: ImageWish): Result<ImageInArchive, ImageError> {
  const index = readDocument(source, 'index.json')
  if (!index.ok) return index
  const search: Search = { source, found: [], others: [], issues: [], left: most.manifests }
  searchIndex(search, index.value, { reference: undefined, level: 1 })
  const chosen = choose(search.found, wish)
  if (chosen === undefined) return err(nothingFor(search, wish))
  const others = search.found.filter((one) => one !== chosen).map((one) => otherOf(one, chosen))
  return toImage(search, chosen, [...others, ...search.others])
}

interface Above {
  readonly reference: string | undefined
  readonly level: number
}

function searchIndex(search: Search, index: unknown, { reference, level }: Above): void {
  for (const item of listField(index, 'manifests')) {
    const descriptor = toDescriptor(item)
    const path = descriptor === undefined ? undefined : blobPath(descriptor.digest)
    if (descriptor === undefined || path === undefined || --search.left < 0) {
      search.issues.push(unusable('index.json'))
      if (search.left < 0) return
      continue
    }
    searchDescriptor(search, descriptor, { path, reference: referenceOf(descriptor) ?? reference, level })
  }
}

function searchDescriptor(
  search: Search,
  descriptor: Descriptor,
  { path, reference, level }: Above & { readonly path: string },
): void {
  if (isAttestation(descriptor)) return
  const read = readDocument(search.source, path)
  if (!read.ok) {
    noteAbsent(search, descriptor, read.error)
    return
  }
  search.issues.push(...checkDigest(search.source, path, descriptor.digest))
  const manifest = read.value
  if (listField(manifest, 'manifests').length > 0) {
    if (level < most.levels) searchIndex(search, manifest, { reference, level: level + 1 })
    else search.issues.push(unusable(path))
    return
  }
  const other = whyNoImage(descriptor, manifest)
  if (other === undefined) {
    const platform = descriptor.platform ?? configuredPlatform(search.source, manifest)
    search.found.push({ descriptor, path, manifest, reference, platform })
  } else search.others.push({ kind: 'artifact', what: other })
}

/** Archives of one platform often keep the index of all of them. */
function noteAbsent(search: Search, { platform, digest }: Descriptor, error: ImageError): void {
  if (error.code === 'REFERENCE_MISSING' && platform !== undefined)
    search.others.push({ kind: 'platform', what: `${platform} (named, not in the archive)` })
  else
    search.issues.push({
      code: error.code,
      level: 'warning',
      path: error.path,
      message: `${digest}: ${error.message}`,
    })
}

/** What builders say of how they built (BuildKit, "Attestation Storage"). */
function isAttestation({ annotations, platform }: Descriptor): boolean {
  return (
    annotations.get('vnd.docker.reference.type') === 'attestation-manifest' ||
    platform?.startsWith('unknown/unknown') === true
  )
}

/** Signatures, charts and other things are kept as images are; their configuration or their type says so. */
function whyNoImage({ artifactType }: Descriptor, manifest: unknown): string | undefined {
  const own = textField(manifest, 'artifactType') ?? artifactType
  const config = textField(field(manifest, 'config'), 'mediaType') ?? ''
  const isImage = config === '' || /\.image\.config\.|\.container\.image\./.test(config)
  return isImage && own === '' ? undefined : own === '' ? config : own
}

function configuredPlatform(source: ImageSource, manifest: unknown): string | undefined {
  const config = configOf(source, manifest)
  return config === undefined ? undefined : platformOf(config.value)
}

function configOf(
  source: ImageSource,
  manifest: unknown,
): { readonly value: unknown; readonly path: string; readonly digest: string } | undefined {
  const digest = toDescriptor(field(manifest, 'config'))?.digest ?? ''
  const path = blobPath(digest)
  const read = path === undefined ? undefined : readDocument(source, path)
  return path === undefined || read?.ok !== true ? undefined : { value: read.value, path, digest }
}

/** The image's full name where a tool wrote it; the annotation of the specification is often the tag alone. */
function referenceOf({ annotations }: Descriptor): string | undefined {
  const full = annotations.get('io.containerd.image.name')
  const short = annotations.get('org.opencontainers.image.ref.name')
  return full ?? short
}

function choose(found: readonly Candidate[], { platform }: ImageWish): Candidate | undefined {
  if (platform !== undefined) return found.find((one) => isPlatform(one.platform, platform))
  return found.find((one) => isPlatform(one.platform, usualPlatform)) ?? found[0]
}

function nothingFor({ found, others }: Search, { platform }: ImageWish): ImageError {
  const has = [...found.map((one) => one.platform ?? 'unknown'), ...others.map(({ what }) => what)].join(', ')
  const wanted = platform === undefined ? 'an image' : `an image for ${platform}`
  return {
    code: 'REFERENCE_MISSING',
    path: 'index.json',
    message: `expected ${wanted}, found ${has === '' ? 'none' : `only ${has}`}`,
    ...(found.length === 0 ? {} : { hint: 'choose one of them with --platform' }),
  }
}

function otherOf(one: Candidate, chosen: Candidate): OtherImage {
  const isSame = one.reference === chosen.reference && one.platform !== chosen.platform
  const name = one.reference ?? one.descriptor.digest
  return isSame
    ? { kind: 'platform', what: one.platform ?? 'unknown platform' }
    : { kind: 'image', what: one.platform === undefined ? name : `${name} (${one.platform})` }
}

function toImage(
  { source, issues }: Search,
  { descriptor, manifest, path, reference, platform }: Candidate,
  others: readonly OtherImage[],
): Result<ImageInArchive, ImageError> {
  const config = configOf(source, manifest)
  const lost: Issue[] =
    config === undefined
      ? [
          {
            code: 'REFERENCE_MISSING',
            level: 'warning',
            path,
            message: 'its configuration is not in the archive',
          },
        ]
      : [...checkDigest(source, config.path, config.digest)]
  const diffIds = diffIdsOf(config?.value)
  const layers = listField(manifest, 'layers').map((item, at) => toLayer(source, item, { at, diffIds }))
  return ok({
    format: 'oci',
    ...(reference === undefined ? {} : nameOf(reference)),
    digest: descriptor.digest,
    ...(platform === undefined ? {} : { platform }),
    ...(config === undefined ? {} : { configPath: config.path }),
    layers,
    others,
    issues: [...issues, ...lost],
  })
}

/** A reference that is a tag alone names no image. */
function nameOf(reference: string): { name?: string; version?: string } {
  return /[/:@]/.test(reference) ? splitReference(reference) : { version: reference }
}

function toLayer(
  source: ImageSource,
  item: unknown,
  { at, diffIds }: { readonly at: number; readonly diffIds: readonly (string | undefined)[] },
): LayerRef {
  const descriptor = toDescriptor(item)
  const path = descriptor === undefined ? undefined : blobPath(descriptor.digest)
  const diffId = diffIds[at]
  const isForeign = /foreign|nondistributable/.test(descriptor?.mediaType ?? '')
  return {
    number: at + 1,
    place: path === undefined ? undefined : source.resolve(path),
    ...(descriptor === undefined ? {} : { digest: descriptor.digest }),
    ...(diffId === undefined ? {} : { diffId }),
    isForeign: isForeign || (descriptor?.urls.length ?? 0) > 0,
  }
}

function unusable(path: string): Issue {
  return {
    code: 'ENTRY_UNREADABLE',
    level: 'warning',
    path,
    message: 'it names a manifest without a digest that can be checked, or too many of them',
  }
}
