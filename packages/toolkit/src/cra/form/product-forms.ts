/** Marks of each form in which a product reaches its users; forms are option ids of question A1. */
import { parseJson } from '../../base/index.ts'
import type { Finding } from '../code-signals.ts'
import { readPermissions } from '../permissions/read-permissions.ts'
import type { RepoFiles } from '../repo-files.ts'
import type { SourceSweep } from '../sweep/sweep.ts'

/** Manifests that are opened, in the root and three levels below it. */
const most = { manifests: 80, depth: 3 } as const

/** Files whose name alone tells the form. */
const names: readonly (readonly [RegExp, string, string])[] = [
  [/(?:^|\/)tauri\.conf\.json5?$/, 'installed-software', 'a Tauri application'],
  [/(?:^|\/)electron-builder\.(?:ya?ml|json5?|toml)$/, 'installed-software', 'an Electron installer'],
  [/(?:^|\/)snapcraft\.yaml$/, 'installed-software', 'a snap'],
  [/(?:^|\/)[\w.-]+\.(?:wxs|iss|nsi)$/, 'installed-software', 'an installer for Windows'],
  [/(?:^|\/)debian\/control$/, 'installed-software', 'a Debian package'],
  [/(?:^|\/)[\w.-]+\.desktop(?:\.in)?$/, 'installed-software', 'a desktop entry'],
  [/(?:^|\/)src\/main\.rs$/, 'installed-software', 'a Rust program'],
  [/(?:^|\/)platformio\.ini$/, 'device', 'a PlatformIO project'],
  [/(?:^|\/)sdkconfig(?:\.defaults)?$/, 'device', 'an ESP-IDF project'],
  [/(?:^|\/)prj\.conf$/, 'device', 'a Zephyr application'],
  [/(?:^|\/)conf\/(?:layer|machine\/[\w.-]+)\.conf$/, 'device', 'a Yocto layer'],
]

/** Those of npm count in the root and in workspaces only: elsewhere they are tools of the project. */
const manifest =
  /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg)|Cargo\.toml|CMakeLists\.txt|go\.mod|pubspec\.yaml)$/

/** At most one mark of each kind and file; a library beside a program of the same tree is part of the program. */
export function findForms(sweep: SourceSweep, tree: RepoFiles): readonly Finding[] {
  const files = sweep.files.filter(({ role }) => role === 'product' || role === 'tooling')
  const named = files.flatMap(({ path, role }): Finding[] => {
    const row = role === 'product' ? names.find(([pattern]) => pattern.test(path)) : undefined
    return row === undefined ? [] : [{ kind: row[1], path, line: 1, detail: `${row[2]} (${path})` }]
  })
  const marks = [...named, ...fromManifests(sweep, tree), ...fromPlatforms(sweep, tree)]
  const hasProgram = marks.some((mark) => mark.kind !== 'source-or-library')
  // A library in C or C++ is offered to others as a rule, also beside a program.
  return hasProgram
    ? marks.filter((mark) => mark.kind !== 'source-or-library' || mark.path.endsWith('CMakeLists.txt'))
    : marks
}

function fromPlatforms(sweep: SourceSweep, tree: RepoFiles): readonly Finding[] {
  return readPermissions(sweep, tree).files.flatMap((path): Finding[] => {
    if (path.endsWith('AndroidManifest.xml') && /<activity\b/.test(tree.read(path) ?? ''))
      return [{ kind: 'mobile-app', path, line: 1, detail: `an Android application (${path})` }]
    if (/manifest[\w.-]*\.json$/.test(path))
      return [{ kind: 'browser-extension', path, line: 1, detail: `an extension manifest (${path})` }]
    if (
      path.endsWith('Info.plist') &&
      /UILaunchStoryboardName|LSRequiresIPhoneOS/.test(tree.read(path) ?? '')
    )
      return [{ kind: 'mobile-app', path, line: 1, detail: `an application for iOS (${path})` }]
    return []
  })
}

function fromManifests(sweep: SourceSweep, tree: RepoFiles): readonly Finding[] {
  const wanted = sweep.files.filter(
    ({ path, role }) =>
      role === 'product' &&
      path.split('/').length <= most.depth + 1 &&
      (manifest.test(path) || /^(?:(?:packages|apps)\/[^/]{1,80}\/)?package\.json$/.test(path)),
  )
  return wanted.slice(0, most.manifests).flatMap(({ path }): Finding[] => {
    const text = tree.read(path) ?? ''
    const [kind, detail] = formOf(path, text, sweep) ?? []
    return kind === undefined ? [] : [{ kind, path, line: 1, detail: `${detail ?? ''} (${path})` }]
  })
}

type Form = readonly [kind: string, detail: string]
const library: Form = ['source-or-library', 'a package without a program']

interface Manifest {
  readonly text: string
  /** With a slash at the end; empty for the root. */
  readonly folder: string
  readonly sweep: SourceSweep
}

function formOf(path: string, text: string, sweep: SourceSweep): Form | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return byManifest.get(name)?.({ text, folder: path.slice(0, path.length - name.length), sweep })
}

const byManifest = new Map<string, (manifest: Manifest) => Form | undefined>([
  ['package.json', ({ text }) => formOfNpm(text)],
  ['pyproject.toml', ({ text }) => formOfPyproject(text)],
  ['setup.py', ({ text }) => formOfSetup(text)],
  ['setup.cfg', ({ text }) => formOfSetup(text)],
  ['Cargo.toml', formOfCargo],
  ['CMakeLists.txt', ({ text }) => formOfCmake(text)],
  ['go.mod', ({ folder, sweep }) => formOfGo(folder, sweep)],
  ['pubspec.yaml', formOfPubspec],
])

const pythonProgram: Form = ['installed-software', 'a Python program']

function formOfPyproject(text: string): Form | undefined {
  if (/^\[(?:project\.(?:scripts|gui-scripts)|tool\.poetry\.scripts)\]/m.test(text)) return pythonProgram
  return /^\[(?:project|tool\.poetry)\]/m.test(text) && /^\[build-system\]/m.test(text) ? library : undefined
}

function formOfSetup(text: string): Form | undefined {
  if (/console_scripts|gui_scripts/.test(text)) return pythonProgram
  return /\bsetup\s*\(|^\[metadata\]/m.test(text) && /\bname\s*=/.test(text) ? library : undefined
}

function formOfCargo({ text, folder, sweep }: Manifest): Form | undefined {
  if (/^\[\[bin\]\]/m.test(text)) return ['installed-software', 'a Rust program']
  return /^\[package\]/m.test(text) && has(sweep, `${folder}src/lib.rs`) ? library : undefined
}

/** A library of several is one by its own right if it is installed or exported. */
function formOfCmake(text: string): Form | undefined {
  if (/^\s*install\s*\(\s*(?:TARGETS|EXPORT)\b/im.test(text) && /^\s*add_library\s*\(/im.test(text))
    return ['source-or-library', 'a library built with CMake']
  if (/^\s*add_executable\s*\(/im.test(text)) return ['installed-software', 'a program built with CMake']
  return undefined
}

function formOfPubspec({ text, folder, sweep }: Manifest): Form | undefined {
  const isFlutter = /^\s*flutter\s*:\s*\n\s+sdk\s*:/m.test(text)
  return isFlutter && has(sweep, `${folder}lib/main.dart`)
    ? ['mobile-app', 'a Flutter application']
    : undefined
}

function has(sweep: SourceSweep, path: string): boolean {
  return sweep.listing.files.includes(path)
}

function formOfGo(folder: string, sweep: SourceSweep): Form | undefined {
  const isMain = sweep.files.some(
    ({ path, role }) =>
      role === 'product' &&
      path.startsWith(folder) &&
      /^(?:cmd\/(?:[\w.-]+\/)?)?main\.go$/.test(path.slice(folder.length)),
  )
  if (isMain) return ['installed-software', 'a Go program']
  return sweep.files.some(
    ({ path, role }) => role === 'product' && path.endsWith('.go') && path.startsWith(folder),
  )
    ? library
    : undefined
}

function formOfNpm(text: string): Form | undefined {
  const parsed = parseJson(text)
  if (!parsed.ok) return undefined
  const manifest = asRecord(parsed.value.value)
  const dependencies = { ...asRecord(manifest['devDependencies']), ...asRecord(manifest['dependencies']) }
  const uses = (name: string): boolean => Object.hasOwn(dependencies, name)
  const isPrivate = manifest['private'] === true
  if (uses('electron-builder') || uses('@electron-forge/cli'))
    return ['installed-software', 'an Electron application']
  if (uses('expo') || (uses('react-native') && isPrivate)) return ['mobile-app', 'a React Native application']
  return isPrivate ? undefined : formOfPackage(manifest)
}

function formOfPackage(manifest: Readonly<Record<string, unknown>>): Form | undefined {
  if (manifest['bin'] !== undefined) return ['installed-software', 'a program for Node.js']
  const hasEntry = ['main', 'module', 'exports', 'types'].some((key) => manifest[key] !== undefined)
  return hasEntry && typeof manifest['name'] === 'string' ? library : undefined
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
