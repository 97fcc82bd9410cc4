/** The files of the sample product, packed as somebody would upload them. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openFileTree } from '@occtet/toolkit/adapters'

/** Our own files: beside the bundle when built, in the repository when run from the sources. */
const places = ['./sample/telemetry-hub', '../sample/telemetry-hub', '../../../../examples/telemetry-hub']

/** Undefined where the sample was not shipped. `without`: a folder that an earlier release did not have yet. */
export function packSample(without?: string): Uint8Array | undefined {
  const dir = places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path))
  const open = dir === undefined ? undefined : openFileTree(dir)
  if (open?.ok !== true) return undefined
  const { tree } = open.value
  const blocks: Buffer[] = []
  const visit = (folder: string): void => {
    const listed = tree.list(folder)
    if (!listed.ok) return
    for (const { name, kind } of [...listed.value].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (path === without) continue
      if (kind === 'folder') visit(path)
      const read = kind === 'file' ? tree.read(path) : undefined
      if (read?.ok === true) blocks.push(...toBlocks(path, read.value))
    }
  }
  visit('')
  return new Uint8Array(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** POSIX ustar; names of the sample are short. The same files give the same bytes. */
function toBlocks(path: string, bytes: Uint8Array): readonly Buffer[] {
  const head = Buffer.alloc(512)
  head.write(path, 0, 100)
  head.write('0000644\0', 100)
  head.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
  head.write(' '.repeat(8), 148)
  head.write('0', 156)
  head.write('ustar\u000000', 257)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const body = Buffer.alloc(Math.ceil(bytes.length / 512) * 512)
  body.set(bytes)
  return [head, body]
}
