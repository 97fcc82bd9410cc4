/** Programs written in Go: the modules that the linker notes in them (Go source, runtime/debug, "BuildInfo"). */
import type { ParsedFile } from '../../model/index.ts'
import type { BinaryEcosystem, BinaryFile } from '../ecosystem.ts'
import { isExecutable } from '../read/executable.ts'
import { type GoBuildInfo, type GoDependency, readGoBuildInfo } from '../read/go-build-info.ts'
import { goPurl } from '../read/go-purl.ts'
import { base64Hash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { isProgramName } from '../read/programs.ts'

export const goBinary: BinaryEcosystem = {
  id: 'go-binary',
  purlType: 'golang',
  versions: 'golang',
  files: [],
  title: 'Program built by Go (ELF, PE, Mach-O)',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: true },
  isInstalled: true,
  mayBe: isProgramName,
  magic: isExecutable,
  parseBytes: parseGoBinary,
}

function parseGoBinary({ path, bytes }: BinaryFile): ParsedFile | undefined {
  const info = readGoBuildInfo(bytes)
  if (info === undefined) return undefined
  const draft = startDraft(path)
  addToolchain(draft, info.toolchain)
  for (const dependency of info.dependencies) addDependency(draft, dependency)
  addMain(draft, info)
  noteLosses(draft, info)
  return finishDraft(draft)
}

/** The standard library is compiled in; its advisories name it `stdlib` and write no `go` before the version. */
function addToolchain(draft: Draft, toolchain: string): void {
  const version = /^go(\d+(?:\.\d+)*(?:rc\d+|beta\d+)?)(?:\s|-|$)/.exec(toolchain)?.[1]
  if (version === undefined) {
    addIssue(draft, {
      code: 'VERSION_UNRESOLVED',
      message: `the version of the Go standard library is unknown: ${toolchain.slice(0, 80) || 'none is stated'}`,
    })
  }
  addPackage(draft, { purl: goPurl('stdlib', version), line: 1, relation: 'unknown', scope: 'runtime' })
}

/** As in go.mod, a folder that took the place of a module is the project's own code. */
function addDependency(draft: Draft, { replacement, ...module }: GoDependency): void {
  const used = replacement ?? module
  if (replacement !== undefined && /^(?:\.{0,2}\/|[A-Za-z]:)/.test(replacement.path)) {
    addIssue(draft, {
      code: 'VERSION_UNRESOLVED',
      level: 'note',
      message: `${module.path} ${module.version} is replaced by the folder ${replacement.path}`,
    })
    addPackage(draft, { purl: goPurl(module.path), line: 1, origin: 'path', isFirstParty: true })
    return
  }
  const isVersion = /^v\d/.test(used.version)
  if (!isVersion) {
    const message = `${used.path}: ${used.version || 'no version'} is no version`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', message })
  }
  addPackage(draft, {
    purl: goPurl(used.path, isVersion ? used.version : undefined),
    line: 1,
    relation: 'unknown',
    scope: 'runtime',
    ...(used.path === module.path ? {} : { alias: module.path }),
    hashes: base64Hash('SHA-256', used.sum.replace(/^h1:/, '')),
  })
}

/**
 * A main module with a released version may be somebody else's program, so it counts as a component; one without is
 * taken for the project's own.
 */
function addMain(draft: Draft, { main }: GoBuildInfo): void {
  if (main === undefined || main.path === '') return
  const used = main.replacement ?? main
  const isReleased =
    /^v\d+\.\d+\.\d+$/.test(used.version) || /^v\d+\.\d+\.\d+\+incompatible$/.test(used.version)
  addPackage(draft, {
    key: '.',
    purl: goPurl(used.path, isReleased ? used.version : undefined),
    line: 1,
    relation: isReleased ? 'direct' : 'unknown',
    scope: 'runtime',
    ...(isReleased ? {} : { origin: 'workspace', isFirstParty: true }),
    hashes: base64Hash('SHA-256', used.sum.replace(/^h1:/, '')),
  })
}

function noteLosses(draft: Draft, { main, dependencies, strange, isBroken }: GoBuildInfo): void {
  if (isBroken) {
    const message = 'the list of modules is cut off or lies outside the file'
    addIssue(draft, { code: 'SYNTAX_INVALID', message, hint: 'build the program anew' })
  } else if (main === undefined && dependencies.length === 0) {
    addIssue(draft, {
      code: 'LOCK_MISSING',
      message: 'it was built without modules, so what it is made of is unknown',
      hint: 'scan its source as well',
    })
  }
  for (const line of strange) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', message: `a line was not understood: ${line}` })
  }
}
