/** Builds tar archives, layers and images for tests, in memory. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

export interface TestEntry {
  readonly name: string
  readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'character-device'
  readonly content?: string | Uint8Array
  readonly linkname?: string
  readonly pax?: Readonly<Record<string, string>>
}

export async function makeTar(entries: readonly TestEntry[]): Promise<Buffer> {
  const tar = pack()
  for (const { name, type = 'file', content = '', linkname, pax } of entries) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
    const header = {
      name,
      type,
      ...(linkname === undefined ? {} : { linkname }),
      ...(pax === undefined ? {} : { pax }),
    }
    if (type === 'file') tar.entry(header, bytes)
    else tar.entry(header)
  }
  tar.finalize()
  const parts: Buffer[] = []
  for await (const part of tar) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** A frame of zstd whose blocks are stored as they are (RFC 8878, section 3.1.1.2.1): readable by every decoder. */
export function storeZstd(bytes: Uint8Array): Buffer {
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])]
  const most = 128 * 1024
  for (let at = 0; at === 0 || at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most)
    const isLast = at + most >= bytes.length
    const header = (block.length << 3) | (isLast ? 1 : 0)
    parts.push(Buffer.from([header & 0xff, (header >> 8) & 0xff, header >> 16]), Buffer.from(block))
  }
  return Buffer.concat(parts)
}

export type LayerPacking = 'plain' | 'gzip' | 'zstd'

export function packLayer(tar: Buffer, packing: LayerPacking): Buffer {
  switch (packing) {
    case 'plain':
      return tar
    case 'gzip':
      return gzipSync(tar)
    case 'zstd':
      return storeZstd(tar)
    default:
      return packing satisfies never
  }
}

export interface TestImage {
  /** Tar archives, oldest first. */
  readonly layers: readonly Buffer[]
  readonly packing?: LayerPacking
  readonly tag?: string
  readonly architecture?: string
}

interface Blobs {
  readonly files: Map<string, Buffer>
  readonly add: (bytes: Buffer) => { readonly digest: string; readonly size: number }
}

function newBlobs(): Blobs {
  const files = new Map<string, Buffer>()
  return {
    files,
    add: (bytes) => {
      const digest = digestOf(bytes)
      files.set(`blobs/${digest.replace(':', '/')}`, bytes)
      return { digest, size: bytes.length }
    },
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}

function configOf({ layers, architecture = 'amd64' }: TestImage): Buffer {
  return json({ os: 'linux', architecture, rootfs: { type: 'layers', diff_ids: layers.map(digestOf) } })
}

/** The files of an OCI layout with one manifest for each image; several are put behind one index, as registries do. */
export function ociFiles(images: readonly TestImage[]): Map<string, Buffer> {
  const blobs = newBlobs()
  const manifests = images.map((image) => {
    const { packing = 'gzip', architecture = 'amd64' } = image
    const suffix = packing === 'plain' ? '' : `+${packing}`
    const layers = image.layers.map((tar) => ({
      mediaType: `application/vnd.oci.image.layer.v1.tar${suffix}`,
      ...blobs.add(packLayer(tar, packing)),
    }))
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', ...blobs.add(configOf(image)) }
    const manifest = blobs.add(json({ schemaVersion: 2, config, layers }))
    return {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      ...manifest,
      platform: { os: 'linux', architecture },
    }
  })
  const tag = images[0]?.tag ?? 'example.test/product:1.2'
  const annotations = {
    'io.containerd.image.name': tag,
    'org.opencontainers.image.ref.name': tag.split(':').at(-1),
  }
  const inner = blobs.add(json({ schemaVersion: 2, manifests }))
  const top =
    manifests.length === 1
      ? { ...manifests[0], annotations }
      : { mediaType: 'application/vnd.oci.image.index.v1+json', ...inner, annotations }
  return new Map([
    ...blobs.files,
    ['index.json', json({ schemaVersion: 2, manifests: [top] })],
    ['oci-layout', json({ imageLayoutVersion: '1.0.0' })],
  ])
}

/** As `docker save` wrote them before version 25: a folder for each layer, the configuration under its digest. */
export function dockerFiles(image: TestImage): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const config = configOf(image)
  const configName = `${digestOf(config).slice('sha256:'.length)}.json`
  const layers = image.layers.map((tar, at) => {
    const name = `${createHash('sha256').update(`${at}`).digest('hex')}/layer.tar`
    files.set(name, packLayer(tar, image.packing ?? 'plain'))
    return name
  })
  files.set(configName, config)
  const tags = [image.tag ?? 'example.test/product:1.2']
  files.set('manifest.json', json([{ Config: configName, RepoTags: tags, Layers: layers }]))
  return files
}

export async function tarOf(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  return await makeTar([...files].map(([name, content]) => ({ name, content })))
}
