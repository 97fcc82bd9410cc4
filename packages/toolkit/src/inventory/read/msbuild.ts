/** What project files of .NET take from the folders above them: properties and central versions. */
import type { Near } from '../ecosystem.ts'
import { childText, parseXml, type XmlElement } from './xml.ts'

/** Longer values are no version; left out, they cannot multiply a text. */
const MOST_LETTERS = 200
/** Folders above a project in which its central files are looked for. */
const MOST_FOLDERS = 20

/** Of all property groups, conditions ignored; the last one counts, as MSBuild has it. */
export function readProperties(root: XmlElement): ReadonlyMap<string, string> {
  return new Map(
    root.children
      .filter((group) => group.name === 'PropertyGroup')
      .flatMap((group) => group.children.map(({ name, text }) => [name, text] as const)),
  )
}

/** `$(NAME)` is looked up once; unknown ones stay as they are. */
export function resolveProperties(text: string, properties: ReadonlyMap<string, string>): string {
  return text.replace(/\$\(([\w.]+)\)/g, (whole, name: string) => {
    const value = properties.get(name)
    return value !== undefined && value.length <= MOST_LETTERS ? value : whole
  })
}

export interface Above {
  readonly properties: ReadonlyMap<string, string>
  /** By lowercase name of the package, as written. */
  readonly versions: ReadonlyMap<string, string>
}

/** The nearest Directory.Build.props and Directory.Packages.props (NuGet, "Central package management"). */
export function versionsAbove(near: Near): Above {
  const build = nearest(near, 'Directory.Build.props')
  const packages = nearest(near, 'Directory.Packages.props')
  const properties = new Map([
    ...(build === undefined ? [] : readProperties(build)),
    ...(packages === undefined ? [] : readProperties(packages)),
  ])
  return { properties, versions: new Map(versionsIn(packages, properties)) }
}

function versionsIn(
  root: XmlElement | undefined,
  properties: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const groups = (root?.children ?? []).filter(({ name }) => name === 'ItemGroup')
  const items = groups.flatMap(({ children }) => children.filter(({ name }) => name === 'PackageVersion'))
  return items.flatMap((item) => {
    const name = item.attributes.get('Include') ?? item.attributes.get('Update')
    const version = item.attributes.get('Version') ?? childText(item, 'Version')
    if (name === undefined || version === undefined) return []
    return [[name.toLowerCase(), resolveProperties(version, properties)] as const]
  })
}

function nearest(near: Near, name: string): XmlElement | undefined {
  for (let depth = 0; depth <= MOST_FOLDERS; depth++) {
    const found = near(`${'../'.repeat(depth)}${name}`)
    if (found === undefined) continue
    const xml = parseXml(found.text)
    return xml.ok ? xml.value : undefined
  }
  return undefined
}
