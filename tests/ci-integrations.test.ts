/** The files that others include in their pipelines: they parse, and name commands and options that exist. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const main = readFileSync('apps/cli/src/main.ts', 'utf8')

function read(path: string): any {
  return parse(readFileSync(`integrations/${path}`, 'utf8'))
}

test('the GitHub action hands inputs over by the environment, never into the script', () => {
  const action = read('github-action/action.yml')
  expect(action.runs.using).toBe('composite')
  const [step] = action.runs.steps
  expect(step.run).not.toContain('${{')
  const named = Object.values<string>(step.env).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1])
  expect(named.sort()).toEqual(Object.keys(action.inputs).sort())
})

test('the GitLab template and the hook call what exists', () => {
  const job = read('gitlab/occtet.gitlab-ci.yml').occtet
  expect(job.script.at(-1)).toContain('npx --yes occtet')
  const [hook] = read('pre-commit/.pre-commit-hooks.yaml')
  expect(new RegExp(hook.files).test('web/package-lock.json')).toBe(true)
  expect(new RegExp(hook.files).test('notes.txt')).toBe(false)
  for (const option of ['--push <url>', '--fail-on <gate>']) expect(main).toContain(option)
})
