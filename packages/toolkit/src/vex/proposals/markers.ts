/** PEP 508 environment markers (dependency specifiers, "Environment Markers") on one platform: false, or perhaps true. */
import type { Platform } from './platforms.ts'

/** Only `false` is a proof; everything that cannot be told (versions, extras, unknown words) is `perhaps`. */
export function isMarkerFalse(marker: string, platform: Platform): boolean {
  if (marker.length > 2000) return false
  const tokens = marker.match(/\(|\)|'[^']*'|"[^"]*"|[A-Za-z_][\w.]*|[<>=!~]=?=?|\S/g) ?? []
  const reader: Reader = { tokens, at: 0, platform, depth: 0 }
  const value = readOr(reader)
  return reader.at === tokens.length && value === false
}

interface Reader {
  readonly tokens: readonly string[]
  at: number
  readonly platform: Platform
  depth: number
}

/** Undefined: perhaps. */
type Truth = boolean | undefined

function readOr(reader: Reader): Truth {
  let value = readAnd(reader)
  while (take(reader, 'or')) {
    const other = readAnd(reader)
    value = value === true || other === true ? true : value === false && other === false ? false : undefined
  }
  return value
}

function readAnd(reader: Reader): Truth {
  let value = readOne(reader)
  while (take(reader, 'and')) {
    const other = readOne(reader)
    value = value === false || other === false ? false : value === true && other === true ? true : undefined
  }
  return value
}

function readOne(reader: Reader): Truth {
  if (take(reader, '(')) {
    reader.depth++
    const value = reader.depth > 50 ? undefined : readOr(reader)
    reader.depth--
    if (!take(reader, ')')) reader.at = -1_000_000
    return value
  }
  const left = next(reader)
  let operator = next(reader)
  if (operator === 'not') operator = next(reader) === 'in' ? 'not in' : '?'
  return compare({ left, operator, right: next(reader) }, reader.platform)
}

function next(reader: Reader): string {
  const token = reader.tokens[reader.at] ?? ''
  reader.at++
  return token
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false
  reader.at++
  return true
}

interface Comparison {
  readonly left: string
  readonly operator: string
  readonly right: string
}

/** `sys_platform == 'win32'` or the other way round. */
function compare({ left, operator, right }: Comparison, platform: Platform): Truth {
  const text = textOf(right)
  const turned = text === undefined ? textOf(left) : undefined
  if (text !== undefined) return holds(valuesOf(left, platform), operator, text)
  if (turned !== undefined && operator !== 'in' && operator !== 'not in')
    return holds(valuesOf(right, platform), operator, turned)
  return undefined
}

function holds(values: readonly string[] | undefined, operator: string, text: string): Truth {
  if (values === undefined) return undefined
  const answers = values.map((value): Truth => {
    switch (operator) {
      case '==':
        return value === text
      case '!=':
        return value !== text
      case 'in':
        return text.includes(value)
      case 'not in':
        return !text.includes(value)
      default:
        return undefined
    }
  })
  return answers.every((answer) => answer === answers[0]) ? answers[0] : undefined
}

function textOf(token: string): string | undefined {
  return /^(['"])[^'"]*\1$/.test(token) ? token.slice(1, -1) : undefined
}

/** All values that the variable may have there; undefined where that is not known. */
function valuesOf(name: string, { os, arch }: Platform): readonly string[] | undefined {
  switch (name) {
    case 'sys_platform':
    case 'sys.platform':
      return sysPlatform[os]
    case 'platform_system':
      return platformSystem[os]
    case 'os_name':
    case 'os.name':
      return os === 'windows' ? ['nt'] : posix.has(os) ? ['posix'] : undefined
    case 'platform_machine':
    case 'platform.machine':
      return arch === undefined ? undefined : machines[arch]
    default:
      return undefined
  }
}

const sysPlatform: Readonly<Record<string, readonly string[]>> = {
  linux: ['linux'],
  windows: ['win32'],
  macos: ['darwin'],
}
const platformSystem: Readonly<Record<string, readonly string[]>> = {
  linux: ['Linux'],
  windows: ['Windows'],
  macos: ['Darwin'],
}
const posix: ReadonlySet<string> = new Set([
  'linux',
  'macos',
  'freebsd',
  'openbsd',
  'netbsd',
  'aix',
  'solaris',
])
const machines: Readonly<Record<string, readonly string[]>> = {
  amd64: ['x86_64', 'AMD64', 'amd64'],
  arm64: ['aarch64', 'arm64', 'ARM64'],
  '386': ['i386', 'i586', 'i686', 'x86'],
  arm: ['armv6l', 'armv7l', 'arm', 'armv8l'],
  ppc64le: ['ppc64le'],
  s390x: ['s390x'],
}
