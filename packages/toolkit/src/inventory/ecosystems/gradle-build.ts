/** build.gradle and build.gradle.kts (Gradle, "Declaring dependencies"): literal coordinates of a program, read as text. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { indexLines } from '../read/line-index.ts'
import { addIssue, finishDraft, startDraft } from '../read/package.ts'
import { namedText, withoutComments } from '../read/program.ts'

export const gradleBuild: Ecosystem = {
  id: 'gradle-build',
  purlType: 'maven',
  versions: 'maven',
  files: ['build.gradle', 'build.gradle.kts', '*.gradle', '*.gradle.kts'],
  title: 'Build script of Gradle without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  accepts: (text) => /\bdependencies\s*\{|\bplugins\s*\{/.test(text),
  recognised: 'by-content',
  yieldsTo: ['gradle.lockfile'],
  parse: parseBuild,
}

/** A configuration, then the first letters of what it takes. */
const statement =
  /(?:^|[\s{;(])((?:[a-z]\w*)?(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[cC]ompileOnlyApi|[aA]nnotationProcessor|kapt|ksp|classpath|compile|runtime|testCompile|providedCompile|coreLibraryDesugaring))\b[ \t]*\(?[ \t]*/g

/** What follows a configuration is looked for in this many letters. */
const maxStatement = 400

function parseBuild(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const text = withoutComments(file.text, 'slashes')
  const { lineAt } = indexLines(file.text)
  const declared: Declared[] = []
  const computed: number[] = []
  for (const match of text.matchAll(statement)) {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + maxStatement)
    const coordinates = readCoordinates(after)
    const line = lineAt(match.index + match[0].length)
    const scope = scopeOf(match[1] ?? '')
    if (coordinates !== undefined)
      declared.push({ ...toDeclared(coordinates), line, scope, groups: [match[1] ?? ''] })
    else if (/^(?:["']|platform|enforcedPlatform|[a-z]\w*\()/.test(after) && !isOwn(after))
      computed.push(line)
  }
  declared.push(...readPlugins(text, lineAt))
  addDeclared(draft, declared, 'switch on dependency locking, and commit gradle.lockfile')
  const [first] = computed
  if (first !== undefined) {
    const message = `${computed.length} dependencies are computed by the script, so they are not listed`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line: first, message, hint: 'commit gradle.lockfile' })
  }
  return finishDraft(draft)
}

/** Projects and files of the same tree, the libraries of the tool itself; `libs.x` stands in the catalogue. */
function isOwn(after: string): boolean {
  return /^(?:project|projects|files|fileTree|libs|gradleApi|gradleTestKit|localGroovy|kotlin)\b/.test(after)
}

interface Coordinates {
  readonly group: string
  readonly name: string
  readonly version: string | undefined
}

/** `'g:a:v[:classifier][@type]'`, also within `platform(…)`; `group: 'g', name: 'a', version: 'v'`. */
function readCoordinates(after: string): Coordinates | undefined {
  const wrapped = after.replace(
    /^(?:enforcedPlatform|platform|testFixtures|dependencies\.create)\s*\(\s*/,
    '',
  )
  const [, , text] = /^(["'])([^"'\n]+)\1/.exec(wrapped) ?? []
  if (text !== undefined) return readNotation(text)
  const line = wrapped.split('\n')[0] ?? ''
  const [group, name, version] = ['group', 'name', 'version'].map((key) => namedText(line, key))
  return group === undefined || name === undefined ? undefined : { group, name, version }
}

function readNotation(text: string): Coordinates | undefined {
  const [group = '', name = '', version] = (text.split('@')[0] ?? '').split(':')
  return group === '' || name === '' || `${group}${name}`.includes('$') ? undefined : { group, name, version }
}

function toDeclared({ group, name, version }: Coordinates): Pick<Declared, 'purl' | 'requirement'> {
  const isExact = version !== undefined && /^[\w.-]+$/.test(version) && !version.startsWith('latest.')
  return {
    purl: { type: 'maven', namespace: group, name, version: isExact ? version : undefined },
    requirement: isExact ? undefined : version,
  }
}

function scopeOf(configuration: string): Scope {
  if (/^(?:test|androidTest|jmh|integrationTest)/.test(configuration)) return 'development'
  if (/^(?:classpath|kapt|ksp)|[aA]nnotationProcessor$/.test(configuration)) return 'build'
  return /[cC]ompileOnly$|^provided/.test(configuration) ? 'peer' : 'runtime'
}

/** `id 'x' version 'y'`: the marker of a plugin is a Maven artifact (Gradle, "Plugin marker artifacts"). */
function readPlugins(text: string, lineAt: (offset: number) => number): readonly Declared[] {
  const form = /\bid\s*(?:\(\s*)?["']([\w.-]+)["']\s*(?:\)\s*)?version\s*(?:\(\s*)?["']([^"'\n]+)["']/g
  return [...text.matchAll(form)].map((match): Declared => {
    const [, id = '', version] = match
    const coordinates = { group: id, name: `${id}.gradle.plugin`, version }
    return { ...toDeclared(coordinates), line: lineAt(match.index), scope: 'build', groups: ['plugins'] }
  })
}
