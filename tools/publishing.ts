/** The publishing gate: built packages pass publint, and every published entry can be imported by plain Node. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { root } from './sources.ts'

const packages = ['packages/toolkit', 'packages/contract', 'packages/ui', 'apps/cli']

export async function checkPublishing(): Promise<string> {
  if (!existsSync(join(root, 'packages/toolkit/dist'))) return 'build first: npm run build'
  const problems: string[] = []
  for (const folder of packages) {
    const { messages, pkg } = await publint({ pkgDir: join(root, folder), strict: true })
    problems.push(
      ...messages.map(
        (message) => `${folder}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`,
      ),
    )
  }
  return [...problems, ...checkTypes(), ...importEntries()].join('\n')
}

/** Are the types right for whoever imports the packed library? */
function checkTypes(): readonly string[] {
  return packages.slice(0, 3).flatMap((folder) => {
    const args = ['--pack', '.', '--profile', 'esm-only', '--format', 'json']
    const run = spawnSync(join(root, 'node_modules/.bin/attw'), args, {
      cwd: join(root, folder),
      encoding: 'utf8',
      // Its JSON names every file of the package.
      maxBuffer: 1 << 28,
    })
    return run.status === 0
      ? []
      : [`${folder}: attw says no; see: cd ${folder} && npx attw --pack . --profile esm-only`]
  })
}

/** In a process without our loaders, the way a user's program imports them. */
function importEntries(): readonly string[] {
  const modules = readdirSync(join(root, 'packages/toolkit/src')).map((name) => `@occtet/toolkit/${name}`)
  return [...modules, '@occtet/contract', '@occtet/ui'].flatMap((entry) => {
    const code = `import('${entry}').then((module) => process.exit(Object.keys(module).length > 0 ? 0 : 3))`
    const run = spawnSync(process.execPath, ['-e', code], { cwd: root, encoding: 'utf8' })
    return run.status === 0
      ? []
      : [`${entry} cannot be imported: ${run.stderr.split('\n')[4] ?? `exit ${run.status}`}`]
  })
}
