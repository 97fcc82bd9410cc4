/**
 * Which package registries the user's own clients use, from their settings in the home folder and the environment.
 * Trust: these files are the user's. Settings inside a tree are not read: a stranger's tree must not choose whom we ask.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { SaxesParser } from 'saxes'
import { readXmlTexts } from '../../sbom/index.ts'

/** One address for each purl type; `scopes` of npm by `@scope`. A type that no client names is absent. */
export interface ClientSettings {
  readonly bases: ReadonlyMap<string, string>
  readonly scopes: ReadonlyMap<string, string>
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

export function readClientSettings({ env, home }: Surroundings): ClientSettings {
  const read = (...path: readonly string[]): string | undefined => readSmall(join(home, ...path))
  const npmrc = read('.npmrc') ?? ''
  const found: readonly (readonly [string, string | undefined])[] = [
    ['npm', env['npm_config_registry'] ?? env['NPM_CONFIG_REGISTRY'] ?? iniValue(npmrc, 'registry')],
    ['pypi', env['PIP_INDEX_URL'] ?? pipIndex(read, env)],
    ['cargo', cargoIndex(readCargo(env, home))],
    ['maven', mavenMirror(read('.m2', 'settings.xml'))],
    [
      'nuget',
      nugetSource(read('.nuget', 'NuGet', 'NuGet.Config') ?? read('.config', 'NuGet', 'NuGet.Config')),
    ],
    ['gem', bundleMirror(read('.bundle', 'config')) ?? gemSource(read('.gemrc'))],
  ]
  return {
    bases: new Map(found.flatMap(([type, url]) => (isAddress(url) ? [[type, url] as const] : []))),
    scopes: new Map(
      [...npmrc.matchAll(/^(@[^:\s=]+):registry\s*=\s*(\S+)\s*$/gm)].flatMap(([, scope = '', url]) =>
        isAddress(url) ? [[scope, url] as const] : [],
      ),
    ),
  }
}

function isAddress(text: string | undefined): text is string {
  return (
    text !== undefined &&
    /^(?:sparse\+)?https?:\/\//.test(text) &&
    URL.canParse(text.replace(/^sparse\+/, ''))
  )
}

function readSmall(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  const stat = statSync(path)
  return stat.isFile() && stat.size < 1_000_000 ? readFileSync(path, 'utf8') : undefined
}

function iniValue(text: string, name: string): string | undefined {
  const line = new RegExp(`^${name}\\s*=\\s*(\\S+)\\s*$`, 'm').exec(text)
  return line?.[1]?.replace(/^["']|["']$/g, '')
}

function pipIndex(
  read: (...path: readonly string[]) => string | undefined,
  env: Surroundings['env'],
): string | undefined {
  const named = env['PIP_CONFIG_FILE']
  const files = [
    named === undefined ? undefined : readSmall(named),
    read('.config', 'pip', 'pip.conf'),
    read('.pip', 'pip.conf'),
    read('Library', 'Application Support', 'pip', 'pip.conf'),
    read('pip', 'pip.ini'),
  ]
  return files.map((text) => (text === undefined ? undefined : iniValue(text, 'index-url'))).find(isAddress)
}

function readCargo(env: Surroundings['env'], home: string): string | undefined {
  const folder = env['CARGO_HOME'] ?? join(home, '.cargo')
  return readSmall(join(folder, 'config.toml')) ?? readSmall(join(folder, 'config'))
}

/** What stands in for the public registry, else the registry that is the default; only sparse indexes can be asked. */
function cargoIndex(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const root = tomlOf(text)
  const source = tableOf(root, 'source')
  const replaced = tableOf(source, nameOf(tableOf(source, 'crates-io')?.['replace-with']))?.['registry']
  const named = tableOf(tableOf(root, 'registries'), nameOf(tableOf(root, 'registry')?.['default']))?.[
    'index'
  ]
  return [replaced, named].find((url): url is string => typeof url === 'string' && url.startsWith('sparse+'))
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

type Table = Readonly<Record<string, unknown>>

function tomlOf(text: string): Table | undefined {
  try {
    return parseToml(text)
  } catch {
    return undefined
  }
}

function tableOf(table: Table | undefined, key: string): Table | undefined {
  const value = table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : undefined
}

/** The first mirror of `central` or of everything. */
function mavenMirror(text: string | undefined): string | undefined {
  const texts = text === undefined ? undefined : readXmlTexts(new TextEncoder().encode(text))
  const urls = texts?.get('settings/mirrors/mirror/url') ?? []
  const of = texts?.get('settings/mirrors/mirror/mirrorOf') ?? []
  if (urls.length !== of.length) return undefined
  return urls[
    of.findIndex((names) => names.split(',').some((name) => /^(?:\*|central|external:\*)$/.test(name.trim())))
  ]
}

/** The first source that is an address (`<packageSources><add key value/>`). */
function nugetSource(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const found: string[] = []
  let isInside = false
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'packageSources') isInside = true
    const value = name === 'add' && isInside ? attributes['value'] : undefined
    if (value !== undefined) found.push(value)
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'packageSources') isInside = false
  })
  try {
    parser.write(text).close()
  } catch {
    return undefined
  }
  return found.find(isAddress)
}

/** `BUNDLE_MIRROR__ALL: "https://…"`, or the mirror of one source. */
function bundleMirror(text: string | undefined): string | undefined {
  return /^BUNDLE_MIRROR__\S+:\s*"?(https?:\/\/[^"\s]+)"?\s*$/m.exec(text ?? '')?.[1]
}

/** The first entry of `:sources:` in YAML. */
function gemSource(text: string | undefined): string | undefined {
  return /^:sources:\s*\r?\n(?:\s*-\s*)(https?:\/\/\S+)/m.exec(text ?? '')?.[1]?.replace(/["']/g, '')
}
