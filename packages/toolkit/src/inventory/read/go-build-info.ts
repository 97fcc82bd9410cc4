/**
 * What the Go linker leaves in a program about its modules: the blob that `go version -m` reads (Go source,
 * debug/buildinfo and runtime/debug), inline since Go 1.18, behind pointers before.
 */
import { decodeUtf8 } from '../../base/index.ts'
import { type ByteView, indexOfBytes, viewBytes } from './byte-view.ts'
import { type Executable, type Part, readExecutables } from './executable.ts'

export interface GoModule {
  readonly path: string
  /** '' where the build did not know it; `(devel)` of a main module without a version. */
  readonly version: string
  /** `h1:…`, or ''. */
  readonly sum: string
}

export interface GoDependency extends GoModule {
  /** What was built in its place; its version is '' where a folder replaced it. */
  readonly replacement: GoModule | undefined
}

export interface GoBuildInfo {
  /** As the toolchain calls itself: `go1.26.1`. */
  readonly toolchain: string
  readonly main: GoDependency | undefined
  readonly dependencies: readonly GoDependency[]
  /** Lines that could not be understood. */
  readonly strange: readonly string[]
  /** The list of modules is cut off, or lies where the file has nothing. */
  readonly isBroken: boolean
}

const magic = new Uint8Array([0xff, ...new TextEncoder().encode(' Go buildinf:')])
const headerSize = 32
const inlineFlag = 2
const bigEndianFlag = 1
/** Programs with thousands of modules have a few hundred kilobytes. */
const mostText = 16 * 1024 * 1024

/** Undefined: no Go program, or one that was packed so that nothing can be seen. */
export function readGoBuildInfo(bytes: Uint8Array): GoBuildInfo | undefined {
  for (const program of readExecutables(bytes)) {
    const found = findBlob(program)
    if (found !== undefined) return readBlob(program, found)
  }
  return undefined
}

interface Blob {
  readonly part: Part
  readonly at: number
}

/** Its own section; PE and files without sections have it in their data. */
function findBlob({ parts }: Executable): Blob | undefined {
  const own = parts.filter(({ name }) => name === '.go.buildinfo' || name === '__go_buildinfo')
  const others = parts.filter(({ name }) => name === '' || name === '.data' || name === '__data')
  for (const part of own.length > 0 ? own : others) {
    const at = indexOfBytes(part.bytes, magic)
    if (at >= 0) return { part, at }
  }
  return undefined
}

function readBlob(program: Executable, { part, at }: Blob): GoBuildInfo {
  const flags = part.bytes[at + 15] ?? 0
  const [toolchain, modules] =
    (flags & inlineFlag) !== 0
      ? inlineTexts(part.bytes, at + headerSize)
      : pointedTexts(
          program,
          viewBytes(part.bytes.subarray(at, at + headerSize), (flags & bigEndianFlag) === 0),
        )
  const isBroken = toolchain === undefined || modules === undefined
  return { ...parseModules(withoutSentinels(modules)), toolchain: toText(toolchain), isBroken }
}

type Texts = readonly [Uint8Array | undefined, Uint8Array | undefined]

function inlineTexts(bytes: Uint8Array, at: number): Texts {
  const toolchain = countedText(bytes, at)
  return [toolchain?.text, toolchain === undefined ? undefined : countedText(bytes, toolchain.end)?.text]
}

/** A length in seven bits a byte, lowest first, and that many bytes. */
function countedText(bytes: Uint8Array, at: number): { text: Uint8Array; end: number } | undefined {
  let length = 0
  for (let index = 0; index < 5; index++) {
    const byte = bytes[at + index]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 2 ** (7 * index)
    if (byte >= 0x80) continue
    const start = at + index + 1
    if (length > mostText || start + length > bytes.length) return undefined
    return { text: bytes.subarray(start, start + length), end: start + length }
  }
  return undefined
}

function pointedTexts(program: Executable, header: ByteView): Texts {
  const size = header.u8(14)
  if (size !== 4 && size !== 8) return [undefined, undefined]
  const little = (header.u8(15) & bigEndianFlag) === 0
  const read = (view: ByteView, at: number): number => (size === 8 ? view.u64(at) : view.u32(at))
  const text = (pointer: number): Uint8Array | undefined => {
    const place = bytesAt(program, pointer, 2 * size)
    if (place === undefined) return undefined
    const view = viewBytes(place, little)
    return bytesAt(program, read(view, 0), read(view, size))
  }
  return [text(read(header, 16)), text(read(header, 16 + size))]
}

function bytesAt({ parts }: Executable, address: number, size: number): Uint8Array | undefined {
  if (size > mostText) return undefined
  const part = parts.find((one) => address >= one.address && address + size <= one.address + one.bytes.length)
  return part?.bytes.subarray(address - part.address, address - part.address + size)
}

/** The linker puts sixteen bytes before and after the list. */
function withoutSentinels(modules: Uint8Array | undefined): string {
  if (modules === undefined || modules.length < 33 || modules.at(-17) !== 0x0a) return ''
  return toText(modules.subarray(16, -16))
}

function toText(bytes: Uint8Array | undefined): string {
  const text = bytes === undefined ? undefined : decodeUtf8(bytes)
  return text?.ok === true ? text.value : ''
}

type Modules = Pick<GoBuildInfo, 'main' | 'dependencies' | 'strange'>

/** Lines that say how it was built, and empty ones. */
const otherKinds = new Set(['', 'path', 'build'])

/** `mod`, `dep` and `=>` lines, their words apart by tabs; a replacement follows what it replaces. */
function parseModules(text: string): Modules {
  const list: { kind: string; module: GoModule; replacement: GoModule | undefined }[] = []
  const strange: string[] = []
  for (const line of text.split('\n')) {
    const [kind = '', ...words] = line.split('\t')
    const last = list.at(-1)
    if (kind === 'mod' || kind === 'dep') list.push({ kind, module: toModule(words), replacement: undefined })
    else if (kind === '=>' && last !== undefined) last.replacement = toModule(words)
    else if (!otherKinds.has(kind)) strange.push(line.slice(0, 120))
  }
  const [main] = list.filter(({ kind }) => kind === 'mod').map(toDependency)
  return { main, dependencies: list.filter(({ kind }) => kind === 'dep').map(toDependency), strange }
}

function toModule([path = '', version = '', sum = '']: readonly string[]): GoModule {
  return { path, version, sum }
}

function toDependency(one: { module: GoModule; replacement: GoModule | undefined }): GoDependency {
  return { ...one.module, replacement: one.replacement }
}
