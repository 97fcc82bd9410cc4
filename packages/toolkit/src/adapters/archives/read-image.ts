/** The layers of an image, wherever it lies, made into the tree that a container of it would see. */
import { err, type Issue, limits, ok, type Result } from '../../base/index.ts'
import {
  type ImageError,
  type ImageInArchive,
  type ImageSource,
  type ImageWish,
  isDockerArchive,
  isOciLayout,
  type LayerRef,
  layeredTree,
  mergeLayers,
  readDockerArchive,
  readOciLayout,
  savedName,
} from '../../inventory/index.ts'
import type { FileReport } from '../../model/index.ts'
import { readRange } from './byte-file.ts'
import type { Keeper, Wishes } from './keeper.ts'
import type { OpenedTree } from './opened.ts'
import type { Outer } from './outer.ts'
import { contentInFile, contentInStream, contentOnWish } from './read-entries.ts'
import {
  layerName,
  type LayerRead,
  missingLayer,
  type PlacedLayer,
  placeLayer,
  readLayer,
} from './read-layer.ts'

/** Whether the archive holds an image. */
export function isImage(source: ImageSource): boolean {
  return isOciLayout(source) || isDockerArchive(source)
}

/** What the archive says of the image that is asked for. */
export function describeImage(source: ImageSource, wish: ImageWish): Result<ImageInArchive, ImageError> {
  const image = describeAny(source, wish)
  if (!image.ok || (image.value.layers.length > 0 && image.value.layers.length <= MOST_LAYERS)) return image
  return err(image.value.layers.length === 0 ? noLayers : tooManyLayers)
}

/** Docker makes at most 127. */
const MOST_LAYERS = 1000

const tooManyLayers: ImageError = {
  code: 'SHAPE_UNEXPECTED',
  path: 'its manifest',
  message: `expected at most ${MOST_LAYERS} layers, found more`,
}

/** A real one of that kind holds nothing; far more often it was not saved whole. */
const noLayers: ImageError = {
  code: 'SHAPE_UNEXPECTED',
  path: 'its manifest',
  message: 'expected layers, found none: there is nothing in the image',
}

function describeAny(source: ImageSource, wish: ImageWish): Result<ImageInArchive, ImageError> {
  if (!isOciLayout(source) && isDockerArchive(source)) return readDockerArchive(source, wish)
  const image = readOciLayout(source, wish)
  if (!image.ok || image.value.name !== undefined) return image
  const saved = image.value.configPath === undefined ? undefined : savedName(source, image.value.configPath)
  return saved === undefined ? image : ok({ ...image.value, ...saved })
}

export type OnLayer = (done: number, total: number, name: string) => void

/** Reads layers where they lie, the newest first: what it has is not kept of older ones. */
export async function readLayersIn(
  outer: Outer,
  image: ImageInArchive,
  { keeper, onLayer }: { readonly keeper: Keeper; readonly onLayer: OnLayer },
): Promise<readonly PlacedLayer[]> {
  const shadowed = new Set<string>()
  const layers: PlacedLayer[] = []
  const known = new Map<string | undefined, LayerRead | undefined>()
  let mostEntries: number = limits.archiveEntries
  for (const ref of [...image.layers].reverse()) {
    onLayer(layers.length, image.layers.length, layerName(ref))
    // The same bytes may be named again and again.
    const isKnown = known.has(ref.place)
    const read = isKnown
      ? known.get(ref.place)
      : await readLayerIn(outer, ref, { keeper, shadowed, mostEntries })
    known.set(ref.place, read)
    mostEntries -= read?.entries.length ?? 0
    layers.push(read === undefined ? missingLayer(ref) : placeLayer(read, ref))
    for (const entry of read?.entries ?? []) if (entry.kind === 'file') shadowed.add(entry.path)
  }
  return layers.reverse()
}

interface Kept {
  readonly keeper: Keeper
  readonly shadowed?: ReadonlySet<string>
  readonly wishes?: Wishes
  readonly mostEntries?: number
}

async function readLayerIn(outer: Outer, ref: LayerRef, kept: Kept): Promise<LayerRead | undefined> {
  const { keeper, shadowed = new Set(), wishes, mostEntries } = kept
  const range = ref.place === undefined ? undefined : outer.range(ref.place)
  if (range === undefined) return undefined
  const { file, from, to } = range
  return await readLayer({
    pieces: readRange(file, from, to),
    start: file.readAt(from, Math.min(START, to - from)),
    contentOf: (reader, isPacked) => {
      if (!isPacked) return contentInFile(file, from)
      if (wishes !== undefined) return contentOnWish(keeper, { layer: ref.number, wishes, reader })
      return contentInStream(keeper, ref.number, { reader, shadowed })
    },
    ...(mostEntries === undefined ? {} : { mostEntries: Math.max(0, mostEntries) }),
    algorithm: ref.digest?.startsWith('sha512:') === true ? 'sha512' : 'sha256',
    withDiffId: ref.digest === undefined,
  })
}

const START = 512

/** Reads again the layers from which something is missing. */
export async function refillLayersIn(
  outer: Outer,
  image: ImageInArchive,
  { keeper, wishes }: { readonly keeper: Keeper; readonly wishes: Wishes },
): Promise<void> {
  for (const ref of image.layers)
    if (wishes.has(ref.number)) await readLayerIn(outer, ref, { keeper, wishes })
}

/** Layers that were read as the archive streamed by, in the places that the image gives them. */
export function placeLayers(
  image: ImageInArchive,
  layers: ReadonlyMap<string, LayerRead>,
): readonly PlacedLayer[] {
  return image.layers.map((ref) => {
    const read = ref.place === undefined ? undefined : layers.get(ref.place)
    return read === undefined ? missingLayer(ref) : placeLayer(read, ref)
  })
}

/** The tree of the image, with what is to be said about it. */
export function imageTree(
  image: ImageInArchive,
  layers: readonly PlacedLayer[],
  wish: ImageWish,
): Omit<OpenedTree, 'refill' | 'close'> {
  const merged = mergeLayers(layers)
  const names = image.layers.map((ref) => `layer ${ref.number} of ${image.layers.length}${digestOf(ref)}`)
  return {
    tree: layeredTree(merged.root),
    ...(image.name === undefined ? {} : { name: image.name }),
    version: image.version ?? image.digest,
    view: 'installed',
    isImage: true,
    unpacked: 0,
    layerNames: names,
    issues: [
      ...image.issues,
      ...layers.flatMap(({ issues }) => issues),
      ...merged.issues,
      ...othersIn(image, wish),
    ],
    reports: [...layers.flatMap((layer, at) => lostLayer(layer, image.layers[at])), ...otherImages(image)],
  }
}

function digestOf({ digest, diffId }: LayerRef): string {
  const name = digest ?? diffId
  return name === undefined ? '' : `, ${name}`
}

/** A report for each layer that is not read whole, so that the result is called partial. */
function lostLayer({ loss, entries }: PlacedLayer, ref: LayerRef | undefined): readonly FileReport[] {
  if (loss === undefined || ref === undefined) return []
  const status = entries.length === 0 ? 'unreadable' : 'partial'
  return [{ path: layerName(ref), ecosystem: 'image-layer', status, packages: 0, reason: loss }]
}

/** Other images are other products: that they were not read must be seen. */
function otherImages({ others }: ImageInArchive): readonly FileReport[] {
  return others.flatMap(({ kind, what }) =>
    kind === 'image'
      ? [
          {
            path: what,
            ecosystem: 'image',
            status: 'unsupported',
            packages: 0,
            reason: 'another image of the archive',
          },
        ]
      : [],
  )
}

function othersIn({ others, platform }: ImageInArchive, wish: ImageWish): readonly Issue[] {
  const of = (kind: string): string =>
    others.flatMap((one) => (one.kind === kind ? [one.what] : [])).join(', ')
  const issue = (level: Issue['level'], message: string, hint?: string): Issue => ({
    code: 'FORMAT_UNSUPPORTED',
    level,
    path: '.',
    message,
    ...(hint === undefined ? {} : { hint }),
  })
  const found: Issue[] = []
  if (of('platform') !== '') {
    const level = wish.platform === undefined ? 'warning' : 'note'
    const read = `read for ${platform ?? 'an unknown platform'}; the archive also holds ${of('platform')}`
    found.push(issue(level, read, 'choose with --platform'))
  }
  if (of('image') !== '')
    found.push(
      issue(
        'warning',
        `the archive holds other images, not read: ${of('image')}`,
        'save each to a file of its own',
      ),
    )
  if (of('artifact') !== '') found.push(issue('note', `not an image, not read: ${of('artifact')}`))
  return found
}
