/**
 * The parts of an executable and where they lie in memory: ELF (gABI), PE (Microsoft "PE Format") and Mach-O (Apple
 * loader.h). Untrusted: tables may lie about every number, so parts are cut to what the file has, and counted.
 */
import { type ByteView, viewBytes } from './byte-view.ts'

/** A section, or a segment where the file has no sections. */
export interface Part {
  /** `.data`, `__go_buildinfo`; '' for a segment. */
  readonly name: string
  /** Where it lies in memory. */
  readonly address: number
  /** Only what the file holds of it. */
  readonly bytes: Uint8Array
}

export interface Executable {
  readonly parts: readonly Part[]
  readonly isLittle: boolean
}

/** More sections or segments than any linker writes for a program. */
const mostParts = 4096
/** Programs in one universal file. */
const mostSlices = 16

/** Whether the first bytes are those of an executable. A class file of Java shares its magic with universal ones. */
export function isExecutable(head: Uint8Array): boolean {
  const view = viewBytes(head, false)
  const magic = view.u32(0)
  if (magic === 0xcafebabe || magic === 0xcafebabf) return view.u32(4) > 0 && view.u32(4) <= mostSlices
  const isMach = magic === 0xfeedface || magic === 0xfeedfacf || magic === 0xcefaedfe || magic === 0xcffaedfe
  return magic === 0x7f454c46 || isMach || view.u16(0) === 0x4d5a
}

/** The programs of a file: several in a universal one; none when it is no executable. */
export function readExecutables(bytes: Uint8Array): readonly Executable[] {
  const view = viewBytes(bytes, false)
  const magic = view.u32(0)
  if (magic === 0xcafebabe || magic === 0xcafebabf) return readUniversal(view, magic === 0xcafebabf)
  const one = readOne(bytes)
  return one === undefined ? [] : [one]
}

function readOne(bytes: Uint8Array): Executable | undefined {
  const magic = viewBytes(bytes, false).u32(0)
  if (magic === 0x7f454c46) return readElf(bytes)
  if (magic === 0xfeedface || magic === 0xfeedfacf) return readMach(bytes, false)
  if (magic === 0xcefaedfe || magic === 0xcffaedfe) return readMach(bytes, true)
  return magic >>> 16 === 0x4d5a ? readPe(bytes) : undefined
}

function readUniversal(view: ByteView, is64: boolean): readonly Executable[] {
  const found: Executable[] = []
  const size = is64 ? 32 : 20
  for (let index = 0; index < Math.min(view.u32(4), mostSlices); index++) {
    const at = 8 + index * size
    const slice = is64
      ? view.slice(view.u64(at + 8), view.u64(at + 16))
      : view.slice(view.u32(at + 8), view.u32(at + 12))
    const one = readOne(slice)
    if (one !== undefined) found.push(one)
  }
  return found
}

function readElf(bytes: Uint8Array): Executable {
  const is64 = bytes[4] === 2
  const isLittle = bytes[5] !== 2
  const view = viewBytes(bytes, isLittle)
  const sections = elfSections(view, is64)
  return { isLittle, parts: sections.length > 0 ? sections : elfSegments(view, is64) }
}

/** Section type of parts that the file holds no bytes of. */
const noBits = 8

function elfSections(view: ByteView, is64: boolean): readonly Part[] {
  const word = (at: number): number => (is64 ? view.u64(at) : view.u32(at))
  const table = word(is64 ? 40 : 32)
  const size = view.u16(is64 ? 58 : 46)
  if (table === 0 || size < (is64 ? 64 : 40)) return []
  const count = Math.min(view.u16(is64 ? 60 : 48), mostParts)
  const at = (index: number): number => table + index * size
  const offsetOf = (index: number): number => word(at(index) + (is64 ? 24 : 16))
  const names = offsetOf(view.u16(is64 ? 62 : 50))
  const parts: Part[] = []
  for (let index = 1; index < count; index++) {
    if (view.u32(at(index) + 4) === noBits) continue
    parts.push({
      name: view.text(names + view.u32(at(index)), 64),
      address: word(at(index) + (is64 ? 16 : 12)),
      bytes: view.slice(offsetOf(index), word(at(index) + (is64 ? 32 : 20))),
    })
  }
  return parts
}

const loaded = 1

function elfSegments(view: ByteView, is64: boolean): readonly Part[] {
  const word = (at: number): number => (is64 ? view.u64(at) : view.u32(at))
  const table = word(is64 ? 32 : 28)
  const size = view.u16(is64 ? 54 : 42)
  const count = Math.min(view.u16(is64 ? 56 : 44), mostParts)
  const parts: Part[] = []
  for (let index = 0; index < count; index++) {
    const at = table + index * size
    if (view.u32(at) !== loaded) continue
    const bytes = view.slice(word(at + (is64 ? 8 : 4)), word(at + (is64 ? 32 : 16)))
    parts.push({ name: '', address: word(at + (is64 ? 16 : 8)), bytes })
  }
  return parts
}

function readPe(bytes: Uint8Array): Executable | undefined {
  const view = viewBytes(bytes, true)
  const header = view.u32(60)
  if (view.u32(header) !== 0x4550) return undefined
  const optional = header + 24
  const base = view.u16(optional) === 0x20b ? view.u64(optional + 24) : view.u32(optional + 28)
  const table = optional + view.u16(header + 20)
  const parts: Part[] = []
  for (let index = 0; index < Math.min(view.u16(header + 6), mostParts); index++) {
    const at = table + index * 40
    parts.push({
      name: view.text(at, 8),
      address: base + view.u32(at + 12),
      bytes: view.slice(view.u32(at + 20), view.u32(at + 16)),
    })
  }
  return { parts, isLittle: true }
}

function readMach(bytes: Uint8Array, isLittle: boolean): Executable {
  const view = viewBytes(bytes, isLittle)
  const is64 = view.u32(0) === 0xfeedfacf
  const parts: Part[] = []
  let at = is64 ? 32 : 28
  for (let index = 0; index < Math.min(view.u32(16), mostParts); index++) {
    const size = view.u32(at + 4)
    if (size < 8) break
    if (view.u32(at) === (is64 ? 0x19 : 0x01)) addMachSections(view, { at, is64 }, parts)
    at += size
  }
  return { parts, isLittle }
}

function addMachSections(
  view: ByteView,
  { at, is64 }: { readonly at: number; readonly is64: boolean },
  parts: Part[],
): void {
  const size = is64 ? 80 : 68
  for (let index = 0; index < view.u32(at + (is64 ? 64 : 48)) && parts.length < mostParts; index++) {
    const section = at + (is64 ? 72 : 56) + index * size
    if (section >= view.bytes.length) return
    parts.push({
      name: view.text(section, 16),
      address: is64 ? view.u64(section + 32) : view.u32(section + 32),
      bytes: view.slice(
        view.u32(section + (is64 ? 48 : 40)),
        is64 ? view.u64(section + 40) : view.u32(section + 36),
      ),
    })
  }
}
