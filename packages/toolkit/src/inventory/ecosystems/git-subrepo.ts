/** .gitrepo (git-subrepo): a repository that was copied into a folder, with the commit that was copied. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { parseRepositoryAddress } from '../read/forge.ts'
import { readGitConfig } from '../read/git-config.ts'
import { addMarker } from '../read/marker.ts'
import { finishDraft, startDraft, unreadableFile } from '../read/package.ts'

export const gitSubrepo: Ecosystem = {
  id: 'git-subrepo',
  purlType: 'generic',
  versions: 'generic',
  files: ['.gitrepo'],
  title: '.gitrepo of git-subrepo',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  parse: parseSubrepo,
}

/** An address of this machine or network alone (`../lib`, `none`) still has a last part. */
function parseSubrepo(file: SourceFile): ParsedFile {
  const section = readGitConfig(file.text).sections.find(({ kind }) => kind === 'subrepo')
  const remote = section?.settings.get('remote') ?? ''
  const folder = file.path.split('/').at(-2)
  const address = parseRepositoryAddress(remote)
  const last = (address?.path ?? remote).split(/[/\\]/).findLast((part) => !/^\.*$/.test(part))
  const name = last === undefined || last === 'none' ? folder : last
  if (section === undefined || name === undefined) {
    const message = 'expected a section subrepo with a remote'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  addMarker(draft, {
    name: name.replace(/\.git$/, '').slice(0, 200),
    revision: section.settings.get('commit') ?? section.settings.get('branch'),
    url: remote,
    isGit: true,
    line: section.line,
  })
  return finishDraft(draft)
}
