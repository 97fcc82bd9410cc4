/** gradle.lockfile and buildscript-gradle.lockfile (Gradle, "Dependency locking"); the older one file per configuration. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { noteCutOff } from '../read/cut-off.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, widerScope } from '../read/package.ts'

export const gradleLock: Ecosystem = {
  id: 'gradle-lock',
  purlType: 'maven',
  versions: 'maven',
  files: ['gradle.lockfile', 'buildscript-gradle.lockfile', 'gradle/dependency-locks/*.lockfile'],
  title: 'gradle.lockfile',
  knows: { transitive: 'full', scope: true, edges: false, license: false, hashes: false },
  parse: parseGradleLock,
}

function parseGradleLock(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const ownConfiguration = configurationOf(file.path)
  for (const [index, raw] of file.text.split('\n').entries()) {
    const text = raw.trim()
    if (text === '' || text.startsWith('#') || text.startsWith('empty=')) continue
    addLine(draft, text, { line: index + 1, ownConfiguration })
  }
  const isGenerated =
    ownConfiguration === undefined && file.text.startsWith('# This is a Gradle generated file')
  if (isGenerated && !/^empty=/m.test(file.text))
    noteCutOff(draft, file.text, 'the closing line empty= is missing')
  return finishDraft(draft)
}

/** The older format has one file for each configuration, named after it. */
function configurationOf(path: string): string | undefined {
  return /(?:^|\/)dependency-locks\/([^/]+)\.lockfile$/.exec(path)?.[1]
}

interface Place {
  readonly line: number
  readonly ownConfiguration: string | undefined
}

/** `GROUP:NAME:VERSION=CONFIGURATION,CONFIGURATION`. */
function addLine(draft: Draft, text: string, { line, ownConfiguration }: Place): void {
  const equals = text.indexOf('=')
  const [namespace = '', name = '', version = '', ...rest] = (
    equals < 0 ? text : text.slice(0, equals)
  ).split(':')
  const isBare = equals < 0 && ownConfiguration === undefined
  if ([namespace, name, version].some((part) => !/^\S+$/.test(part)) || rest.length > 0 || isBare) {
    const message = `expected GROUP:NAME:VERSION=CONFIGURATIONS, found ${text.slice(0, 120)}`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  const listed = equals < 0 ? [] : text.slice(equals + 1).split(',')
  const groups = [...listed, ...(ownConfiguration === undefined ? [] : [ownConfiguration])].flatMap(
    (group) => (group.trim() === '' ? [] : [group.trim()]),
  )
  const scopes = groups.map((group) => scopeOf(group))
  addPackage(draft, {
    purl: { type: 'maven', namespace, name, version },
    line,
    scope: scopes.reduce((widest, scope) => widerScope(widest, scope), scopes[0] ?? 'unknown'),
    groups,
  })
}

const tools = [
  ...'annotationprocessor kapt ksp checkstyle spotbugs findbugs pmd errorprone jacoco detekt ktlint'.split(
    ' ',
  ),
  ...'spotless kotlincompiler kotlinbuildtools codegen protobuftoolslocator lint'.split(' '),
]

/**
 * Configurations are free names; the plugins of Gradle, Kotlin and Android build theirs from the same words. What is
 * on the compile class path only is provided at run time by somebody else, so it counts as a peer.
 */
function scopeOf(configuration: string): Scope {
  const name = configuration.toLowerCase()
  if (
    /^test|^androidtest|[a-z]test[A-Z]|^integrationtest|^testing/.test(configuration) ||
    name.startsWith('test')
  ) {
    return 'development'
  }
  if (name === 'developmentonly') return 'development'
  if (name === 'classpath' || tools.some((tool) => name.includes(tool))) return 'build'
  if (name.endsWith('runtimeclasspath') || name === 'default' || name === 'runtime' || name === 'archives') {
    return 'runtime'
  }
  if (name.endsWith('compileclasspath') || name === 'compileonly') return 'peer'
  return 'unknown'
}
