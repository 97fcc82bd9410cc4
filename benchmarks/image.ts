/**
 * `inventory` of an image of 1 GB, made from the files of this machine and its own package database: as docker save
 * writes it, that packed as a whole, and as an OCI layout with layers in gzip and zstd. The floor reads the same bytes
 * and unpacks them with the streams of Node (zstd: with the library that we use). `npm run bench image`
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { occtet, root, work } from './inputs.ts'
import { compare, printMachine, printTable } from './measure.ts'

const wanted = 1024 ** 3
const layerCount = 4
const folder = join(work, 'image')
const runs = 3

/** Plain files below /usr, in the order of their names, until there is enough. */
function collectFiles(): readonly string[] {
  const files: string[] = []
  let total = 0
  const pending = ['/usr/share', '/usr/lib', '/usr/bin']
  for (let here = pending.pop(); here !== undefined && total < wanted; here = pending.pop()) {
    for (const entry of readdirSync(here, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(here, entry.name)
      if (entry.isDirectory()) pending.push(path)
      else if (entry.isFile() && total < wanted) {
        files.push(path)
        total += statSync(path).size
      }
    }
  }
  return files
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

function makeLayers(): readonly string[] {
  const files = collectFiles()
  const system = ['/var/lib/dpkg/status', '/etc/os-release', '/usr/lib/os-release'].filter((path) =>
    existsSync(path),
  )
  return Array.from({ length: layerCount }, (_, at) => {
    const part = files.filter((_file, index) => Math.floor((index * layerCount) / files.length) === at)
    const list = join(folder, `files-${at}`)
    writeFileSync(list, [...(at === 0 ? system : []), ...part].join('\n'))
    const tar = join(folder, `layer-${at}.tar`)
    execFileSync('tar', ['-cf', tar, '--format=pax', '-P', '--transform', 's,^/,,', '-T', list])
    return tar
  })
}

function pack(name: string, layout: string): string {
  const tar = join(folder, name)
  execFileSync('tar', ['-cf', tar, '-C', layout, '.'])
  return tar
}

async function makeDocker(layers: readonly string[]): Promise<string> {
  const layout = join(folder, 'docker')
  mkdirSync(layout)
  const digests = await Promise.all(layers.map(digestOf))
  const config = JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: digests.map((hex) => `sha256:${hex}`) },
  })
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`
  writeFileSync(join(layout, configName), config)
  const places = layers.map((layer, at) => {
    const place = `${digests[at] ?? ''}.tar`
    execFileSync('cp', [layer, join(layout, place)])
    return place
  })
  const manifest = [{ Config: configName, RepoTags: ['example.test/bench:1'], Layers: places }]
  writeFileSync(join(layout, 'manifest.json'), JSON.stringify(manifest))
  return pack('docker.tar', layout)
}

async function makeOci(layers: readonly string[], packing: 'gzip' | 'zstd'): Promise<string> {
  const layout = join(folder, `oci-${packing}`)
  mkdirSync(join(layout, 'blobs/sha256'), { recursive: true })
  const blob = async (path: string): Promise<object> => {
    const hex = await digestOf(path)
    const { size } = statSync(path)
    renameSync(path, join(layout, 'blobs/sha256', hex))
    return { digest: `sha256:${hex}`, size }
  }
  const document = async (value: unknown): Promise<object> => {
    const path = join(folder, 'document')
    writeFileSync(path, JSON.stringify(value))
    return await blob(path)
  }
  const packed: object[] = []
  for (const layer of layers) {
    const target = `${layer}.${packing}`
    const args = packing === 'gzip' ? ['-c', '-6', layer] : ['-c', '-q', '-3', layer]
    execFileSync('sh', ['-c', `${packing} "$@" > "$0"`, target, ...args])
    packed.push({ mediaType: `application/vnd.oci.image.layer.v1.tar+${packing}`, ...(await blob(target)) })
  }
  const config = await document({
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: [] },
  })
  const manifest = await document({ schemaVersion: 2, config, layers: packed })
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }))
  writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  return pack(`oci-${packing}.tar`, layout)
}

/** Unpacks what is packed in each blob of the layout beside the archive, and counts the bytes. */
const floorProgram = `
import { createReadStream, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
const [kind, path] = process.argv.slice(1)
let bytes = 0
const files = kind === 'whole' || kind === 'plain' ? [path] : readdirSync(path).map((name) => join(path, name))
for (const file of files) {
  const source = createReadStream(file, { highWaterMark: 262144 })
  if (kind === 'zstd') {
    const { Decompress } = await import(process.env.FZSTD)
    const decoder = new Decompress((piece) => { bytes += piece.length })
    let first
    for await (const piece of source) {
      first ??= piece[0]
      if (first === 0x28) decoder.push(piece)
      else bytes += piece.length
    }
  } else {
    const head = Buffer.alloc(1)
    readSync(openSync(file), head)
    const stream = head[0] === 0x1f ? source.pipe(createGunzip({ chunkSize: 262144 })) : source
    for await (const piece of stream) bytes += piece.length
  }
}
console.log(bytes)
`

interface Input {
  readonly title: string
  readonly path: string
  readonly kind: 'plain' | 'whole' | 'gzip' | 'zstd'
  /** What the floor reads. */
  readonly source: string
}

async function makeInputs(): Promise<readonly Input[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const layers = makeLayers()
  const docker = await makeDocker(layers)
  execFileSync('sh', ['-c', 'gzip -c -6 "$0" > "$0.gz"', docker])
  const gzip = await makeOci(layers, 'gzip')
  const zstd = await makeOci(layers, 'zstd')
  return [
    { title: 'docker save, plain', path: docker, kind: 'plain', source: docker },
    { title: 'docker save, gzip around it', path: `${docker}.gz`, kind: 'whole', source: `${docker}.gz` },
    {
      title: 'OCI layout, layers in gzip',
      path: gzip,
      kind: 'gzip',
      source: join(folder, 'oci-gzip/blobs/sha256'),
    },
    {
      title: 'OCI layout, layers in zstd',
      path: zstd,
      kind: 'zstd',
      source: join(folder, 'oci-zstd/blobs/sha256'),
    },
  ]
}

printMachine()
for (const { title, path, kind, source } of await makeInputs()) {
  const size = (statSync(path).size / 1024 ** 2).toFixed(0)
  const env = { FZSTD: join(root, 'node_modules/fzstd/esm/index.mjs') }
  const figures = compare(
    [
      {
        name: 'read and unpack (floor)',
        command: [process.execPath, '--input-type=module', '-e', floorProgram, kind, source],
        env,
      },
      { name: '`inventory --format json`', command: [...occtet, 'inventory', path, '--format', 'json'] },
    ],
    runs,
  )
  printTable(`${title}, ${size} MiB`, figures)
  const listed = execFileSync(occtet[0] ?? '', [...occtet.slice(1), 'inventory', path, '--format', 'json'], {
    maxBuffer: 1 << 28,
  })
  const { components } = JSON.parse(listed.toString()) as { components: readonly { ecosystem: string }[] }
  const debs = components.filter(({ ecosystem }) => ecosystem === 'deb').length
  const installed = readFileSync('/var/lib/dpkg/status', 'utf8').match(/^Status: .* installed$/gm)?.length
  console.log(`\n${components.length} components, ${debs} of Debian; dpkg has ${installed}`)
}
rmSync(folder, { recursive: true, force: true })
