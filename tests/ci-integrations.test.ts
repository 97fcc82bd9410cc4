/** The files that others include in their pipelines: they parse, and name commands and options that exist. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const main = readFileSync('apps/cli/src/main.ts', 'utf8')

interface Action {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly runs: {
    readonly using: string
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[]
  }
}

/** `T`: what the test expects of the file; each expectation below fails where it is not so. */
function read<T>(path: string): T {
  return parse(readFileSync(`integrations/${path}`, 'utf8')) as T
}

test('the GitHub action hands inputs over by the environment, never into the script', () => {
  const action = read<Action>('github-action/action.yml')
  expect(action.runs.using).toBe('composite')
  const step = action.runs.steps[0]!
  expect(step.run).not.toContain('${{')
  const named = Object.values(step.env).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1])
  expect(named.sort()).toEqual(Object.keys(action.inputs).sort())
})

test('the GitLab template and the hook call what exists', () => {
  const job = read<{ occtet: { script: string[] } }>('gitlab/occtet.gitlab-ci.yml').occtet
  expect(job.script.at(-1)).toContain('npx --yes "occtet@$OCCTET_VERSION"')
  const hook = read<{ files: string }[]>('pre-commit/.pre-commit-hooks.yaml')[0]!
  expect(new RegExp(hook.files).test('web/package-lock.json')).toBe(true)
  expect(new RegExp(hook.files).test('notes.txt')).toBe(false)
  for (const option of ['--push <url>', '--fail-on <gate>']) expect(main).toContain(option)
})

test('each names the version that it was released with, never whatever is newest', () => {
  const { version } = JSON.parse(readFileSync('apps/cli/package.json', 'utf8')) as { version: string }
  const [major, minor] = version.split('.')
  const rule = `~${major}.${minor}.0`
  const action = read<{ inputs: { version: { default: string } } }>('github-action/action.yml')
  expect(action.inputs.version.default).toBe(rule)
  const { occtet } = read<{ occtet: { variables: Readonly<Record<string, string>> } }>(
    'gitlab/occtet.gitlab-ci.yml',
  )
  expect(occtet.variables['OCCTET_VERSION']).toBe(rule)
  const [hook] = read<{ entry: string }[]>('pre-commit/.pre-commit-hooks.yaml')
  expect(hook?.entry).toContain(`occtet@${rule} `)
})
