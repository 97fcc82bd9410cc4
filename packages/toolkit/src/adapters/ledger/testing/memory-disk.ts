/**
 * A disk in memory that forgets what was not synced, for crash tests. Pessimistic: after a power cut a file has the bytes of
 * its last sync, and a folder the names of its own; each folder by itself.
 */
import { dirname, join } from 'node:path'
import type { LedgerDisk } from '../disk.ts'

/** `fail`: nothing happens. `lie`: it happens, and failure is reported. `half`: half of the bytes, and failure. */
export type FaultKind = 'fail' | 'lie' | 'half'

interface FileNode {
  bytes: Uint8Array
  synced: Uint8Array
}

type Names = Map<string, FileNode | 'folder'>

export class MemoryDisk {
  /** By folder. */
  #names = new Map<string, Names>()
  #synced = new Map<string, Names>()
  #fault: { readonly at: number; readonly kind: FaultKind } | undefined
  /** Changes asked for so far. */
  steps = 0
  /** Those that wrote bytes. */
  readonly sized = new Set<number>()
  /** Every text that was ever written under one of these names, synced or not. */
  readonly notes = new Set<string>()
  readonly disk: LedgerDisk

  constructor(roots: readonly string[]) {
    for (const root of roots) {
      this.#names.set(root, new Map())
      this.#synced.set(root, new Map())
    }
    this.disk = this.#toDisk()
  }

  /** The change with this number, counted from here on, goes wrong; only that one. */
  breakAt(at: number | undefined, kind: FaultKind = 'fail'): void {
    this.steps = 0
    this.sized.clear()
    this.#fault = at === undefined ? undefined : { at, kind }
  }

  /** Everything that was not synced is gone. */
  cutPower(): void {
    this.#names = new Map([...this.#synced].map(([folder, names]) => [folder, new Map(names)]))
    const reachable = new Map<string, Names>()
    for (const [folder, names] of this.#names) if (this.#isThere(folder)) reachable.set(folder, names)
    this.#names = reachable
    for (const names of reachable.values()) {
      for (const node of names.values()) if (node !== 'folder') node.bytes = node.synced
    }
  }

  /** For tampering. */
  overwrite(path: string, change: (bytes: Uint8Array) => Uint8Array | undefined): void {
    const node = this.#file(path)
    if (node === undefined) throw new Error(`no file ${path}`)
    const bytes = change(Uint8Array.from(node.bytes))
    if (bytes === undefined) this.#folder(dirname(path)).delete(nameOf(path))
    else node.bytes = node.synced = bytes
  }

  put(path: string, bytes: Uint8Array): void {
    this.#folder(dirname(path)).set(nameOf(path), { bytes, synced: bytes })
  }

  /** All files with their bytes. */
  files(folder: string): ReadonlyMap<string, Uint8Array> {
    return new Map(this.disk.list(folder).map((path) => [path, this.disk.read(path) ?? new Uint8Array()]))
  }

  #toDisk(): LedgerDisk {
    return {
      read: (path) => this.#file(path)?.bytes,
      readAt: (path, offset, length) => this.#file(path)?.bytes.slice(offset, offset + length),
      sizeOf: (path) => this.#file(path)?.bytes.length,
      list: (folder) => this.#list(folder),
      write: (path, bytes) =>
        this.#change(bytes.length, (length) => {
          this.#write(path, bytes.slice(0, length))
        }),
      writeAt: (path, bytes, offset) =>
        this.#change(bytes.length, (length) => this.#writeAt(path, bytes.slice(0, length), offset)),
      sync: (path) =>
        this.#change(0, () => {
          const node = this.#need(path)
          node.synced = node.bytes
        }),
      rename: (from, to) => this.#change(0, () => this.#rename(from, to)),
      makeFolder: (path) => this.#change(0, () => this.#makeFolder(path)),
      syncFolder: (path) =>
        this.#change(0, () => {
          this.#synced.set(path, new Map(this.#folder(path)))
        }),
      remove: (path) => this.#change(0, () => this.#remove(path)),
      openAppend: (path) => Promise.resolve(this.#openAppend(path)),
    }
  }

  /** A real disk answers later, so that what runs side by side does so here too. */
  async #change(length: number, work: (length: number) => void): Promise<void> {
    await Promise.resolve()
    this.steps++
    if (length > 0) this.sized.add(this.steps)
    if (this.#fault?.at !== this.steps) {
      work(length)
      return
    }
    const { kind } = this.#fault
    if (kind === 'lie') work(length)
    if (kind === 'half' && length > 0) work(length >> 1)
    throw Object.assign(new Error('broken by the test'), { code: 'EIO' })
  }

  #openAppend(path: string): Awaited<ReturnType<LedgerDisk['openAppend']>> {
    // The file, not its name: another may take the name.
    const node = this.#need(path)
    return {
      append: async (bytes) => {
        await this.#change(bytes.length, (length) => {
          node.bytes = Buffer.concat([node.bytes, bytes.subarray(0, length)])
        })
        await this.#change(0, () => {
          node.synced = node.bytes
        })
      },
      close: () => Promise.resolve(),
    }
  }

  #write(path: string, bytes: Uint8Array): void {
    const node = this.#file(path)
    if (node === undefined) this.#folder(dirname(path)).set(nameOf(path), { bytes, synced: new Uint8Array() })
    else node.bytes = bytes
  }

  #writeAt(path: string, bytes: Uint8Array, offset: number): void {
    const old = this.#file(path)?.bytes ?? new Uint8Array()
    const whole = new Uint8Array(Math.max(old.length, offset + bytes.length))
    whole.set(old)
    whole.set(bytes, offset)
    this.#write(path, whole)
  }

  #rename(from: string, to: string): void {
    const node = this.#need(from)
    this.#folder(dirname(from)).delete(nameOf(from))
    this.#folder(dirname(to)).set(nameOf(to), node)
    if (/signed$|checkpoint$|pending$|seen$/.test(to)) this.notes.add(Buffer.from(node.bytes).toString())
  }

  #makeFolder(path: string): void {
    const above = this.#folder(dirname(path))
    if (above.has(nameOf(path))) return
    above.set(nameOf(path), 'folder')
    this.#names.set(path, new Map())
    this.#synced.set(path, new Map())
  }

  #remove(path: string): void {
    this.#names.get(dirname(path))?.delete(nameOf(path))
    for (const folder of this.#names.keys()) {
      if (folder === path || folder.startsWith(`${path}/`)) this.#names.delete(folder)
    }
  }

  #list(folder: string): readonly string[] {
    return [...(this.#names.get(folder) ?? [])].flatMap(([name, node]) =>
      node === 'folder' ? this.#list(join(folder, name)) : [join(folder, name)],
    )
  }

  #isThere(folder: string): boolean {
    const above = this.#synced.get(dirname(folder))
    if (above === undefined || dirname(folder) === folder) return true
    return above.get(nameOf(folder)) === 'folder' && this.#isThere(dirname(folder))
  }

  #file(path: string): FileNode | undefined {
    const node = this.#names.get(dirname(path))?.get(nameOf(path))
    return node === 'folder' ? undefined : node
  }

  #need(path: string): FileNode {
    const node = this.#file(path)
    if (node === undefined) throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' })
    return node
  }

  #folder(path: string): Names {
    const names = this.#names.get(path)
    if (names === undefined) throw Object.assign(new Error(`no folder ${path}`), { code: 'ENOENT' })
    return names
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
