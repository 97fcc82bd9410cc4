/** The door for an exported forge folder: which forge it is of, and all of its answers in one shape. */
import { err, ok, type Result } from '../base/index.ts'
import type { ForgeExport } from './forge.ts'
import { type ForgeFiles, noteFile, openAnswers } from './forge-answers.ts'
import { readGithub } from './forge-github.ts'
import { readGitlab } from './forge-gitlab.ts'
import { textAt, timeAt } from './json-fields.ts'

/**
 * Which forge the folder is of says its `forge.json`, else its files: `project.json` is GitLab's, `repository.json` GitHub's.
 * The error is a sentence for the user. Untrusted: whoever can write the folder can make it say what they like.
 */
export function readForgeExport(files: ForgeFiles): Result<ForgeExport, string> {
  const answers = openAnswers(files)
  const named = textAt(answers.note, 'forge')
  const seen =
    files('project.json') !== undefined
      ? 'gitlab'
      : files('repository.json') !== undefined
        ? 'github'
        : undefined
  const forge = named ?? seen
  const fetchedAt = timeAt(answers.note, 'fetchedAt')
  const when = fetchedAt === undefined ? {} : { fetchedAt }
  if (forge === 'github') return ok({ forge, ...when, ...readGithub(answers) })
  if (forge === 'gitlab') return ok({ forge, ...when, ...readGitlab(answers) })
  if (named !== undefined)
    return err(`${noteFile} names the forge "${named.slice(0, 40)}"; expected github or gitlab`)
  return err('expected repository.json (GitHub) or project.json (GitLab) in the folder')
}
