/** A *.gemspec in a source tree: what the gem asks for, as far as it is written as literals; nothing is executed. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { type GemDependency, type Gemspec, parseGemspec } from '../read/gemspec.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'

export const gemspec: Ecosystem = {
  id: 'gemspec',
  purlType: 'gem',
  versions: 'gem',
  files: ['*.gemspec'],
  title: 'gemspec of Ruby',
  knows: { transitive: 'none', scope: true, edges: false, license: true, hashes: false },
  yieldsTo: ['Gemfile.lock', 'gems.locked'],
  parse: parseSource,
}

function parseSource(file: SourceFile): ParsedFile {
  const spec = parseGemspec(file.text)
  if (
    spec.name === undefined &&
    spec.dependencies.length === 0 &&
    !file.text.includes('Gem::Specification')
  ) {
    const message = 'no specification of a gem was found'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  for (const line of spec.unclear) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a dependency whose name is no literal' })
  }
  const dependsOn = spec.dependencies.flatMap((asked) => addDependency(draft, asked) ?? [])
  addGem(draft, spec, dependsOn)
  if (spec.dependencies.length > 0) {
    addIssue(draft, {
      code: 'LOCK_MISSING',
      line: 1,
      message: 'versions unresolved, and what they bring along unknown',
      hint: 'commit Gemfile.lock beside the gemspec',
    })
  }
  return finishDraft(draft)
}

function addDependency(
  draft: Draft,
  { name, requirement, isDevelopment, line }: GemDependency,
): string | undefined {
  return addPackage(draft, {
    purl: { type: 'gem', name },
    line,
    requirement: requirement === '' ? undefined : requirement,
    relation: 'direct',
    scope: isDevelopment ? 'development' : 'runtime',
    groups: isDevelopment ? ['development'] : [],
  })
}

function addGem(draft: Draft, { name, version, line, license }: Gemspec, dependsOn: readonly string[]): void {
  if (name === undefined) return
  addPackage(draft, {
    key: '.',
    purl: { type: 'gem', name, ...(version === undefined ? {} : { version }) },
    line,
    origin: 'workspace',
    isFirstParty: true,
    license,
    dependsOn,
  })
}
