/** SIG-REPO-BACKEND: signs that the product needs a service of the manufacturer's own. */
import { type Signal, toSignalResult } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-BACKEND'

const app =
  /^(?:apps?|packages|client|clients|frontend|mobile|desktop|ios|android|app|src-tauri|electron|web|ui)\//
const server =
  /^(?:(?:apps|packages|services)\/)?(?:backend|server|api|api-server|cloud|services?|functions|worker|workers)\/(?:package\.json|pyproject\.toml|requirements\.txt|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|Dockerfile|composer\.json|Gemfile|[\w.-]+\.csproj)$/
/** Settings that point an app to a service. */
const setting =
  /\b(?:API|BACKEND|SERVER|SYNC|CLOUD)_?(?:BASE_?)?(?:URL|URI|HOST|ENDPOINT)\b\s*[:=]\s*["'`]?(https:\/\/[\w.-]+\.[a-z]{2,}[\w./:-]*)/i
const configuration =
  /(?:^|\/)(?:\.env(?:\.[\w-]+)?|config\.(?:json|ya?ml|toml|ts|js)|environment(?:\.prod)?\.ts|app\.config\.(?:ts|js)|app\.json)$/
const foreign =
  /\/\/(?:localhost|127\.|0\.0\.0\.0|example\.|api\.github\.com|[\w.-]*\.(?:example|test|local|invalid)\b)/
const bounds = { files: 40, shown: 10 } as const

export const backend: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const { files, incomplete } = tree.listAll()
    const hasApp = files.some((path) => app.test(path))
    const servers = hasApp ? files.filter((path) => server.test(path)) : []
    const addresses = files
      .filter((path) => configuration.test(path))
      .slice(0, bounds.files)
      .flatMap((path) => findUrls(path, tree.read(path)))
    const paths = [...new Set(servers.map((path) => path.slice(0, path.lastIndexOf('/'))))].slice(
      0,
      bounds.shown,
    )
    const urls = [...new Set(addresses.map(({ url }) => url))].slice(0, bounds.shown)
    if (paths.length + urls.length > 0) {
      const evidence = [
        ...servers.map((path) => ({ path, line: 1 })),
        ...addresses.map(({ path, line }) => ({ path, line })),
      ].slice(0, bounds.shown)
      const statement = say`There are signs of a service beside the app: ${[...paths, ...urls].slice(0, 4).join(', ')}.`
      return toSignalResult(id, { state: 'present', statement, facts: { urls, paths }, evidence })
    }
    if (incomplete !== undefined) {
      const statement = say`Whether the product has a service of its own is unknown.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: { urls: null, paths: null },
        reason: incomplete,
      })
    }
    const statement = say`No folder of a server beside an app, and no address of a service in settings, was found.`
    return toSignalResult(id, { state: 'absent', statement, facts: { urls, paths } })
  },
}

function findUrls(
  path: string,
  text: string | undefined,
): readonly { readonly url: string; readonly path: string; readonly line: number }[] {
  return (text ?? '')
    .slice(0, 200_000)
    .split('\n')
    .flatMap((row, at) => {
      const url = setting.exec(row.slice(0, 500))?.[1]
      return url === undefined || foreign.test(url) ? [] : [{ url, path, line: at + 1 }]
    })
}
