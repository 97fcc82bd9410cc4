/** Gems that are installed: the specification that RubyGems writes for each (RubyGems Guides, "Specification Reference"). */
import type { ParsedFile, Requirement } from '../../model/index.ts'
import { buildPurl } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { parseGemspec } from '../read/gemspec.ts'
import { addIssue, addPackage, finishDraft, startDraft, unreadableFile } from '../read/package.ts'

export const gemInstalled: Ecosystem = {
  id: 'gem-installed',
  purlType: 'gem',
  versions: 'gem',
  files: ['specifications/*.gemspec', 'specifications/default/*.gemspec'],
  title: 'Installed gem of Ruby',
  knows: { transitive: 'full', scope: false, edges: true, license: true, hashes: false },
  isInstalled: true,
  parse: parseInstalled,
}

function parseInstalled(file: SourceFile): ParsedFile {
  const spec = parseGemspec(file.text)
  if (spec.name === undefined || spec.version === undefined) {
    const message = 'expected the name and the version of a gem'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))
  const own = folder.endsWith('/default') ? folder.slice(0, -'/default'.length) : folder
  const asks = spec.dependencies.flatMap((asked): Requirement[] => {
    const target = asked.isDevelopment ? undefined : buildPurl({ type: 'gem', name: asked.name })
    return target?.ok === true ? [{ target: target.value, requirement: asked.requirement }] : []
  })
  for (const line of spec.unclear) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a dependency whose name is no literal' })
  }
  const isPlain = spec.platform === undefined || spec.platform === 'ruby'
  addPackage(draft, {
    key: '.',
    purl: {
      type: 'gem',
      name: spec.name,
      version: spec.version,
      ...(isPlain ? {} : { qualifiers: { platform: spec.platform ?? '' } }),
    },
    line: spec.line,
    license: spec.license,
    asks,
    installed: { in: own, looksIn: [own] },
  })
  return finishDraft(draft)
}
