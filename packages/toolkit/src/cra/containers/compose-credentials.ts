/** Passwords that a Compose file writes out instead of taking them from the user. */
import type { Finding } from '../code-signals.ts'
import type { RepoFiles } from '../repo-files.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { yamlEntries, yamlGet, yamlItems, type YamlNode, yamlText } from '../../small-files/index.ts'
import { readContainers } from './read-containers.ts'

const name = /(?:PASSWORD|PASSWD|SECRET_KEY|ADMIN_TOKEN)$/i
const notWritten = /^$|^\$\{?\w+\}?$|^\$\{\w+:?\?|^<|your|^(?:true|false|yes|no|null|random)$/i

/** Places only. */
export function composeCredentials(sweep: SourceSweep, tree: RepoFiles): readonly Finding[] {
  return readContainers(sweep, tree).composeFiles.flatMap(({ path, root }) =>
    yamlEntries(yamlGet(root, 'services')).flatMap(([, service]) =>
      variables(yamlGet(service, 'environment')).flatMap(([key, value, line]): Finding[] =>
        name.test(key) && !isGiven(value) ? [{ kind: 'written-out-password', path, line }] : [],
      ),
    ),
  )
}

/** Taken from the user's environment, with no default of its own. */
function isGiven(value: string): boolean {
  const fallback = /^\$\{\w+:?-([^}]*)\}$/.exec(value)
  return notWritten.test(fallback === null ? value : (fallback[1] ?? ''))
}

function variables(environment: YamlNode | undefined): readonly (readonly [string, string, number])[] {
  const entries = yamlEntries(environment).map(
    ([key, node]) => [key, yamlText(node) ?? '', node.line] as const,
  )
  const items = yamlItems(environment).map((node) => {
    const text = yamlText(node) ?? ''
    const at = text.indexOf('=')
    return at < 0
      ? (['', '', node.line] as const)
      : ([text.slice(0, at), text.slice(at + 1), node.line] as const)
  })
  return [...entries, ...items]
}
