/** A gemspec, read line by line as text: it is a program, and nothing is executed. Only literals count. */

export interface GemDependency {
  readonly name: string
  /** `>= 1.0, < 2`, as written; '' for any. */
  readonly requirement: string
  readonly isDevelopment: boolean
  readonly line: number
}

export interface Gemspec {
  readonly name: string | undefined
  readonly version: string | undefined
  /** `ruby`, or the platform that a native gem was built for. */
  readonly platform: string | undefined
  readonly license: string | undefined
  readonly line: number
  readonly dependencies: readonly GemDependency[]
  /** Lines of dependencies whose name is no literal. */
  readonly unclear: readonly number[]
}

/** Longer lines state nothing. */
const mostLine = 2_000
const mostLines = 20_000

const quoted = String.raw`(?:%q<([^>]*)>|'([^']*)'|"([^"#]*)")(?:\.freeze)?`
const nameLine = new RegExp(String.raw`^\w+\.name\s*=\s*${quoted}\s*$`)
const versionLine = new RegExp(
  String.raw`^\w+\.version\s*=\s*(?:Gem::Version\.new\(?\s*)?${quoted}\s*\)?\s*$`,
)
const platformLine = new RegExp(String.raw`^\w+\.platform\s*=\s*${quoted}\s*$`)
const licenseLine = /^\w+\.licenses?\s*=\s*\[?(.*?)\]?$/
const dependencyLine = /^\w+\.add_(runtime_|development_)?dependency[\s(]+(.*)$/
const stubLine = /^# stub: (\S+) (\S+) (\S+)/

export function parseGemspec(text: string): Gemspec {
  const found: Open = { name: '', version: '', platform: '', license: '', line: 1 }
  const dependencies: GemDependency[] = []
  const unclear: number[] = []
  for (const [index, raw] of text.split(/\r?\n/, mostLines).entries()) {
    const line = raw.length > mostLine ? '' : raw.trim()
    readFacts(found, line, index + 1)
    const asked = dependencyLine.exec(line)
    if (asked === null) continue
    const [target, ...wishes] = literalsIn(asked[2] ?? '')
    const isDevelopment = asked[1] === 'development_'
    if (target === undefined) unclear.push(index + 1)
    else dependencies.push({ name: target, requirement: wishes.join(', '), isDevelopment, line: index + 1 })
  }
  return {
    name: found.name || undefined,
    version: found.version || undefined,
    platform: found.platform || undefined,
    license: found.license || undefined,
    line: found.line,
    dependencies,
    unclear,
  }
}

interface Open {
  name: string
  version: string
  platform: string
  license: string
  line: number
}

/** The last statement counts, as it does when the program runs. */
function readFacts(found: Open, line: string, number: number): void {
  const [, stubName, stubVersion, stubPlatform] = stubLine.exec(line) ?? []
  const name = literal(nameLine.exec(line)) ?? stubName
  if (name !== undefined) Object.assign(found, { name, line: number })
  found.version = literal(versionLine.exec(line)) ?? stubVersion ?? found.version
  found.platform = literal(platformLine.exec(line)) ?? stubPlatform ?? found.platform
  found.license = licensesIn(licenseLine.exec(line)?.[1]) ?? found.license
}

function literal(match: RegExpExecArray | null): string | undefined {
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

/** The literals of an argument list, as long as nothing else stands before the first of them. */
function literalsIn(list: string): readonly string[] {
  if (!/^\s*(?:%q<|['"])/.test(list)) return []
  return [...list.matchAll(new RegExp(quoted, 'g'))].map((match) => literal(match) ?? '')
}

function licensesIn(list: string | undefined): string | undefined {
  const names = list === undefined ? [] : literalsIn(list)
  return names.length === 0 ? undefined : names.join(' OR ')
}
