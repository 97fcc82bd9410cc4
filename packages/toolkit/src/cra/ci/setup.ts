/** Reads every CI file of a tree into one model that the CI signals share. */
import type { RepoFiles } from '../repo-files.ts'
import { readGithubWorkflow, workflowSteps } from './github.ts'
import { readGitlabPipeline } from './gitlab.ts'
import type { CiSetup, CiStep, GithubWorkflow } from './model.ts'

const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/
const gitlabFile = /^\.gitlab-ci\.ya?ml$/
const otherSystems =
  /^(\.circleci\/config\.ya?ml|\.travis\.yml|Jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|\.drone\.yml|\.woodpecker\.ya?ml|\.woodpecker\/.*|\.cirrus\.yml|appveyor\.yml|\.appveyor\.yml|\.buildkite\/.*\.ya?ml|\.forgejo\/workflows\/.*|\.gitea\/workflows\/.*)$/

export function readCiSetup(tree: RepoFiles): CiSetup {
  const broken: { path: string; reason: string }[] = []
  const workflows: GithubWorkflow[] = []
  const steps: CiStep[] = []
  const paths = tree.list()
  for (const path of paths.filter((item) => workflowFile.test(item))) {
    const read = readText(tree, path, readGithubWorkflow)
    if (!read.ok) broken.push({ path, reason: read.error })
    else {
      workflows.push(read.value)
      steps.push(...workflowSteps(read.value, (folder) => findAction(tree, folder)))
    }
  }
  const gitlab = paths.filter((item) => gitlabFile.test(item))
  for (const path of gitlab) {
    const read = readText(tree, path, readGitlabPipeline)
    if (read.ok) steps.push(...read.value)
    else broken.push({ path, reason: read.error })
  }
  const unsupported = paths.filter((item) => otherSystems.test(item))
  return { steps, workflows, hasGitlab: gitlab.length > 0, broken, unsupported }
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string }

function readText<T>(tree: RepoFiles, path: string, parse: (path: string, text: string) => Read<T>): Read<T> {
  const text = tree.read(path)
  return text === undefined ? { ok: false, error: 'the file cannot be read' } : parse(path, text)
}

function findAction(tree: RepoFiles, folder: string): { path: string; text: string } | undefined {
  for (const name of ['action.yml', 'action.yaml']) {
    const path = folder === '' ? name : `${folder}/${name}`
    const text = tree.read(path)
    if (text !== undefined) return { path, text }
  }
  return undefined
}
